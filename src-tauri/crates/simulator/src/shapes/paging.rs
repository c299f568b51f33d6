//! Which part of a list is asked for, and where the next part is. The
//! parameters are not documented (contract 4); each form has its own.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::Preset;

const USUAL: u64 = 25;
const MOST: u64 = 100;

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageAsk {
    /// How many items come before it.
    pub(crate) offset: u64,
    /// How many items it may have, 1 to 100.
    pub(crate) limit: u64,
}

/// A paging parameter that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// Its name.
    pub(crate) field: String,
    /// One sentence.
    pub(crate) message: String,
}

/// A part of a list together with what is known of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageInfo {
    pub(crate) ask: PageAsk,
    /// Items in the whole list.
    pub(crate) total: u64,
    /// The path of the list, for links.
    pub(crate) path: String,
    /// The decoded parameters of the request, for links.
    pub(crate) query: Vec<(String, String)>,
}

impl PageInfo {
    /// The number of this page, from 1.
    pub(super) fn number(&self) -> u64 {
        self.ask.offset / self.ask.limit.max(1) + 1
    }

    /// How many pages there are; one even where there are no items.
    pub(super) fn pages(&self) -> u64 {
        self.total.div_ceil(self.ask.limit.max(1)).max(1)
    }

    /// The offset of the next page; none on the last one.
    fn next_offset(&self) -> Option<u64> {
        let next = self.ask.offset.saturating_add(self.ask.limit);
        (next < self.total).then_some(next)
    }

    /// The cursor of the next page; none on the last one.
    pub(super) fn next_cursor(&self) -> Option<String> {
        let next = self.next_offset()?;
        Some(URL_SAFE_NO_PAD.encode(format!("{CURSOR_PREFIX}{next}")))
    }

    /// The reference to the page at a cursor, with all other parameters kept.
    pub(super) fn link_to(&self, cursor: &str) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let mut link = format!("{}?cursor={cursor}", self.path);
        for (name, value) in &self.query {
            if name != "cursor" {
                link.push_str(&format!("&{}={}", encoded(name), encoded(value)));
            }
        }
        link
    }
}

const CURSOR_PREFIX: &str = "after:";

/// Reads the paging parameters of a form: `page` and `per_page`; with `whmcs`
/// also `limitstart` and `limitnum`; with `cursor` only `cursor` and `limit`.
/// Other parameters are not looked at.
///
/// # Errors
/// A [`Complaint`] about the first parameter that cannot be used.
pub(crate) fn page_ask(preset: Preset, query: &[(String, String)]) -> Result<PageAsk, Complaint> {
    let given = |name: &str| {
        let found = query.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    };
    match preset {
        Preset::Cursor => Ok(PageAsk {
            offset: given("cursor").map_or(Ok(0), after)?,
            limit: size("limit", given("limit"))?,
        }),
        Preset::Whmcs if given("limitstart").is_some() || given("limitnum").is_some() => {
            Ok(PageAsk {
                offset: number("limitstart", given("limitstart"), 0, 0, u64::MAX)?,
                limit: size("limitnum", given("limitnum"))?,
            })
        }
        Preset::Default | Preset::Whmcs | Preset::Bare | Preset::Cents => {
            let limit = size("per_page", given("per_page"))?;
            let page = number("page", given("page"), 1, 1, u64::MAX)?;
            Ok(PageAsk {
                offset: (page - 1).saturating_mul(limit),
                limit,
            })
        }
    }
}

fn size(field: &str, given: Option<&str>) -> Result<u64, Complaint> {
    number(field, given, USUAL, 1, MOST)
}

fn number(
    field: &str,
    given: Option<&str>,
    usual: u64,
    least: u64,
    most: u64,
) -> Result<u64, Complaint> {
    let Some(text) = given else {
        return Ok(usual);
    };
    // A sign is no digit: "+5" is refused though Rust would read it.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(value) if digits && (least..=most).contains(&value) => Ok(value),
        Ok(_) | Err(_) => Err(complaint(
            field,
            if most == u64::MAX {
                format!("must be a whole number from {least}")
            } else {
                format!("must be a whole number from {least} to {most}")
            },
        )),
    }
}

fn after(cursor: &str) -> Result<u64, Complaint> {
    let offset = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        text.strip_prefix(CURSOR_PREFIX)?.parse().ok()
    };
    offset().ok_or_else(|| complaint("cursor", "is not a cursor of this list".to_owned()))
}

fn complaint(field: &str, message: String) -> Complaint {
    Complaint {
        field: field.to_owned(),
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn ask(preset: Preset, query: &[(&str, &str)]) -> Result<PageAsk, Complaint> {
        let owned: Vec<(String, String)> = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        page_ask(preset, &owned)
    }

    fn part(offset: u64, limit: u64) -> Result<PageAsk, Complaint> {
        Ok(PageAsk { offset, limit })
    }

    #[test]
    fn without_parameters_every_form_gives_the_first_twenty_five() {
        for preset in Preset::ALL {
            assert_eq!(ask(preset, &[("status", "active")]), part(0, 25));
        }
    }

    #[test]
    fn page_and_per_page_count_from_one() {
        let asked = ask(Preset::Default, &[("page", "3"), ("per_page", "10")]);
        assert_eq!(asked, part(20, 10));
        assert_eq!(ask(Preset::Bare, &[("page", "2")]), part(25, 25));
    }

    #[test]
    fn a_page_that_is_no_number_in_range_is_complained_about_by_name() {
        for (field, value) in [
            ("page", "0"),
            ("page", "-1"),
            ("page", "two"),
            ("page", ""),
            ("page", "+5"),
            ("page", "1.5"),
            ("page", "99999999999999999999"),
            ("per_page", "0"),
            ("per_page", "101"),
        ] {
            let complaint = ask(Preset::Default, &[(field, value)]).unwrap_err();
            assert_eq!(complaint.field, field, "{value}");
            assert!(
                complaint
                    .message
                    .starts_with("must be a whole number from 1")
            );
        }
    }

    #[test]
    fn a_page_far_behind_the_end_is_asked_for_without_overflow() {
        let asked = ask(Preset::Default, &[("page", "18446744073709551615")]);
        assert_eq!(asked, part(u64::MAX, 25));
    }

    #[test]
    fn whmcs_counts_items_and_takes_pages_too() {
        let asked = ask(Preset::Whmcs, &[("limitstart", "50"), ("limitnum", "10")]);
        assert_eq!(asked, part(50, 10));
        assert_eq!(ask(Preset::Whmcs, &[("page", "2")]), part(25, 25));
        assert_eq!(ask(Preset::Default, &[("limitstart", "50")]), part(0, 25));
        assert!(ask(Preset::Whmcs, &[("limitnum", "0")]).is_err());
    }

    #[test]
    fn following_cursors_visits_every_item_once() {
        let mut seen = Vec::new();
        let mut query: Vec<(String, String)> = vec![("limit".to_owned(), "10".to_owned())];
        loop {
            let ask = page_ask(Preset::Cursor, &query).unwrap();
            let page = samples::page(ask.offset, ask.limit, 35);
            seen.extend(ask.offset..(ask.offset + ask.limit).min(page.total));
            let Some(cursor) = page.next_cursor() else {
                break;
            };
            query.retain(|(name, _)| name != "cursor");
            query.push(("cursor".to_owned(), cursor));
        }
        assert_eq!(seen, (0..35).collect::<Vec<_>>());
    }

    #[test]
    fn a_list_that_ends_with_its_page_has_no_next_one() {
        assert!(samples::page(20, 10, 31).next_cursor().is_some());
        assert_eq!(samples::page(20, 10, 30).next_cursor(), None);
        assert_eq!(samples::page(20, 10, 30).pages(), 3);
        assert_eq!(samples::page(0, 10, 0).next_cursor(), None);
        assert_eq!(samples::page(0, 10, 0).pages(), 1);
    }

    #[test]
    fn the_cursor_form_does_not_know_pages_and_refuses_a_foreign_cursor() {
        assert_eq!(ask(Preset::Cursor, &[("page", "2")]), part(0, 25));
        for cursor in ["", "25", "YWZ0ZXI6", "????"] {
            let complaint = ask(Preset::Cursor, &[("cursor", cursor)]).unwrap_err();
            assert_eq!(complaint.field, "cursor", "{cursor}");
        }
    }

    #[test]
    fn a_link_keeps_the_other_parameters_and_encodes_them() {
        let mut page = samples::page(0, 2, 5);
        page.query = vec![
            ("q".to_owned(), "a b&c".to_owned()),
            ("cursor".to_owned(), "old".to_owned()),
        ];
        assert_eq!(page.link_to("new"), "/v1/services?cursor=new&q=a%20b%26c");
    }
}
