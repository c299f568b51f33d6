//! What an answer says about further pages (contract 13, rule 3).

use super::envelope::Named;
use super::link_header;
use super::{Json, More, NextPage, Object};

/// Objects that may hold the facts, besides the root and what it wraps.
const PLACES: &[&str] = &["meta", "pagination", "paging", "links", "_links"];
const PAGE: &[&str] = &["page", "current_page"];
const SIZE: &[&str] = &["per_page", "limit", "page_size", "limitnum"];
const TOTAL: &[&str] = &["total", "total_count", "totalresults"];
const PAGES: &[&str] = &["pages", "total_pages", "last_page"];
const OFFSET: &[&str] = &["offset", "startnumber", "limitstart"];
const HAS_MORE: &[&str] = &["has_more", "more"];
const NEXT_CURSOR: &[&str] = &["next_cursor", "next_page_token"];
/// What may be a number, a link, a cursor, an object with one, or `null`.
const NEXT: &[&str] = &[
    "next_page",
    "next",
    "next_page_url",
    "next_url",
    "next_link",
];

/// What an answer says about its place among the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFacts {
    /// Whether and how to go on.
    pub more: More,
    /// The number of this page, from 1.
    pub page: Option<u64>,
    /// Entries per page.
    pub per_page: Option<u64>,
    /// Entries on all pages.
    pub total: Option<u64>,
    /// Pages in total.
    pub pages: Option<u64>,
}

/// Reads the facts from the body and the `Link` headers of an answer that
/// listed `count` entries.
pub(crate) fn read<'h>(
    json: &Json,
    named: Named,
    links: impl Iterator<Item = &'h str>,
    count: usize,
) -> PageFacts {
    let places = places(json, named);
    let number = |names: &[&str]| find(&places, names).and_then(self::number);
    let mut facts = PageFacts {
        more: More::Unstated,
        page: number(PAGE),
        per_page: number(SIZE),
        total: number(TOTAL),
        pages: number(PAGES),
    };
    let has_more = find(&places, HAS_MORE).and_then(super::scalar::boolean);
    let offset = number(OFFSET);
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    facts.more = if has_more == Some(false) {
        More::Last
    } else if let Some(next) = pointed(&places, links) {
        More::Next(next)
    } else {
        counted(&facts, offset, count, has_more).unwrap_or_else(|| unpointed(&places))
    };
    facts
}

/// Root, what it wraps, and the places within both; never the entries.
fn places(json: &Json, named: Named) -> Vec<&Object> {
    let mut roots: Vec<&Object> = json.as_object().into_iter().collect();
    let inner = roots
        .first()
        .and_then(|root| root.find(&["data", "result"]))
        .and_then(Json::as_object);
    roots.extend(inner);
    roots.retain(|root| !named.is_at(root));
    let mut found = Vec::new();
    for place in roots.iter().flat_map(|root| within(root)) {
        found.push(place);
        found.extend(within(place));
    }
    found.extend(roots);
    found
}

fn within(object: &Object) -> impl Iterator<Item = &Object> {
    PLACES
        .iter()
        .filter_map(|name| object.get(name)?.as_object())
}

fn find<'a>(places: &[&'a Object], names: &[&str]) -> Option<&'a Json> {
    let mut blank = None;
    for value in places.iter().filter_map(|place| place.find(names)) {
        if !value.is_blank() {
            return Some(value);
        }
        blank = blank.or(Some(value));
    }
    blank
}

fn number(json: &Json) -> Option<u64> {
    json.as_word()?.trim().parse().ok()
}

/// What points to the next page by itself.
fn pointed<'h>(places: &[&Object], mut links: impl Iterator<Item = &'h str>) -> Option<NextPage> {
    let cursor = find(places, NEXT_CURSOR)
        .filter(|value| !value.is_blank())
        .and_then(Json::as_word);
    if let Some(cursor) = cursor {
        return Some(NextPage::Cursor(cursor.to_owned()));
    }
    NEXT.iter()
        .find_map(|name| pointer(find(places, &[name])?))
        .or_else(|| {
            let link = links.find_map(link_header::next)?;
            Some(NextPage::Link(link.to_owned()))
        })
}

fn pointer(json: &Json) -> Option<NextPage> {
    match json {
        Json::Number(_) => number(json).filter(|page| *page > 0).map(NextPage::Page),
        Json::Text(text) => {
            let text = text.trim();
            if text.is_empty() {
                None
            } else if let Ok(page) = text.parse() {
                Some(NextPage::Page(page))
            } else if text.contains("://") || text.starts_with(['/', '?']) {
                Some(NextPage::Link(text.to_owned()))
            } else {
                Some(NextPage::Cursor(text.to_owned()))
            }
        }
        Json::Object(object) => {
            let inner = object.find(&["href", "url", "cursor", "page"])?;
            match inner {
                Json::Number(_) | Json::Text(_) => pointer(inner),
                Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => None,
            }
        }
        Json::Null | Json::Bool(_) | Json::List(_) => None,
    }
}

/// What the numbers say; none if they say nothing.
fn counted(
    facts: &PageFacts,
    offset: Option<u64>,
    count: u64,
    has_more: Option<bool>,
) -> Option<More> {
    let go_on = |more: bool, next: NextPage| if more { More::Next(next) } else { More::Last };
    let seen_before = |page: u64| Some(page.checked_sub(1)?.saturating_mul(facts.per_page?));
    match (facts.page, facts.pages, offset, facts.total) {
        (Some(page), Some(pages), _, _) => {
            Some(go_on(page < pages, NextPage::Page(page.saturating_add(1))))
        }
        (Some(page), None, _, Some(total)) if seen_before(page).is_some() => {
            let seen = seen_before(page)?.saturating_add(count);
            Some(go_on(seen < total, NextPage::Page(page.saturating_add(1))))
        }
        (None, _, Some(offset), Some(total)) => {
            let seen = offset.saturating_add(count);
            Some(go_on(seen < total, NextPage::Offset(seen)))
        }
        (None | Some(1), _, None, Some(total)) if total <= count => Some(More::Last),
        (Some(page), None, _, _) if has_more == Some(true) => {
            Some(More::Next(NextPage::Page(page.saturating_add(1))))
        }
        (None, _, Some(offset), None) if has_more == Some(true) => {
            Some(More::Next(NextPage::Offset(offset.saturating_add(count))))
        }
        _ => None,
    }
}

/// A pointer that is there and points nowhere ends the list.
fn unpointed(places: &[&Object]) -> More {
    let empty = |name: &str| {
        find(places, &[name]).is_some_and(|value| match value {
            Json::Bool(more) => !more,
            Json::Null | Json::Text(_) => value.is_blank(),
            Json::Number(_) | Json::List(_) | Json::Object(_) => false,
        })
    };
    if NEXT_CURSOR.iter().chain(NEXT).any(|name| empty(name)) {
        More::Last
    } else {
        More::Unstated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: Named = Named {
        one: "service",
        many: "services",
        id: &["id"],
    };

    fn more_with(json: &str, link: Option<&str>, count: usize) -> More {
        let json = Json::parse(json.as_bytes()).unwrap();
        read(&json, SERVICE, link.into_iter(), count).more
    }

    fn more(json: &str) -> More {
        more_with(json, None, 2)
    }

    fn page(number: u64) -> More {
        More::Next(NextPage::Page(number))
    }

    #[test]
    fn page_numbers_lead_on_until_the_declared_last_page() {
        for form in [
            r#"{"meta":{"page":1,"per_page":2,"total":3,"total_pages":2}}"#,
            r#"{"meta":{"current_page":"1","last_page":"2"}}"#,
            r#"{"pagination":{"page":1,"pages":2}}"#,
            r#"{"meta":{"pagination":{"page":1,"pages":2}}}"#,
            r#"{"page":1,"total_pages":2}"#,
            r#"{"data":{"current_page":1,"last_page":2,"data":[]}}"#,
            r#"{"meta":{"page":1,"per_page":2,"total":3}}"#,
            r#"{"meta":{"page":1,"has_more":true}}"#,
            r#"{"meta":{"next_page":2}}"#,
            r#"{"next":"2"}"#,
        ] {
            assert_eq!(more(form), page(2), "{form}");
        }
        for form in [
            r#"{"meta":{"page":2,"total_pages":2}}"#,
            r#"{"meta":{"page":1,"per_page":25,"total":2}}"#,
            r#"{"meta":{"page":1,"total_pages":0,"total":0}}"#,
            r#"{"meta":{"total":2}}"#,
            r#"{"has_more":false,"next_cursor":"abc"}"#,
            r#"{"has_more":"0"}"#,
            r#"{"next_cursor":null}"#,
            r#"{"links":{"next":null}}"#,
            r#"{"meta":{"next_page":""}}"#,
        ] {
            assert_eq!(more(form), More::Last, "{form}");
        }
    }

    #[test]
    fn offsets_cursors_and_links_lead_on_in_their_own_way() {
        for (form, next) in [
            (
                r#"{"meta":{"offset":0,"limit":2,"total":3}}"#,
                NextPage::Offset(2),
            ),
            (
                r#"{"totalresults":"5","startnumber":"2","numreturned":"2"}"#,
                NextPage::Offset(4),
            ),
            (r#"{"offset":4,"has_more":true}"#, NextPage::Offset(6)),
            (
                r#"{"meta":{"next_cursor":"abc"}}"#,
                NextPage::Cursor("abc".to_owned()),
            ),
            (r#"{"next":"b64=="}"#, NextPage::Cursor("b64==".to_owned())),
            (
                r#"{"links":{"next":"/v1/services?page=2"}}"#,
                NextPage::Link("/v1/services?page=2".to_owned()),
            ),
            (
                r#"{"_links":{"next":{"href":"?page=2"}}}"#,
                NextPage::Link("?page=2".to_owned()),
            ),
            (
                r#"{"next_page_url":"https://h/x?page=2"}"#,
                NextPage::Link("https://h/x?page=2".to_owned()),
            ),
        ] {
            assert_eq!(more(form), More::Next(next), "{form}");
        }
        assert_eq!(
            more_with("[]", Some("</v1/services?page=2>; rel=\"next\""), 2),
            More::Next(NextPage::Link("/v1/services?page=2".to_owned()))
        );
    }

    #[test]
    fn an_answer_that_says_nothing_is_not_taken_for_the_last() {
        for form in [
            "[]",
            "{}",
            r#"{"data":[]}"#,
            r#"{"meta":{"total":3}}"#,
            r#"{"has_more":true}"#,
        ] {
            assert_eq!(more(form), More::Unstated, "{form}");
        }
    }

    #[test]
    fn the_fields_of_a_single_entry_are_no_page_facts() {
        let json = r#"{"id":1,"total":40,"page":1,"pages":9}"#;
        assert_eq!(more(json), More::Unstated);
    }

    #[test]
    fn absurd_numbers_do_no_harm() {
        let huge = u64::MAX;
        for form in [
            format!(r#"{{"page":{huge},"per_page":{huge},"total":{huge}}}"#),
            format!(r#"{{"offset":{huge},"total":{huge}}}"#),
            r#"{"page":0,"per_page":2,"total":9}"#.to_owned(),
            r#"{"page":-1,"pages":1e9}"#.to_owned(),
        ] {
            more(&form);
        }
    }
}
