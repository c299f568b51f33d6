//! One page of a list.

use super::{RawAnswer, ReadAnswer};
use crate::wire::envelope::{self, Named};
use crate::wire::{Json, More, Object, PageFacts, Unreadable, paging};

/// One page of a list, and what it says of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The entries, in the order they came.
    pub items: Vec<T>,
    /// Entries that could not be read, for want of an id. They are in the
    /// original; the list must not be called complete without saying so.
    pub unread: usize,
    /// Whether there is a next page, and how to ask for it.
    pub more: More,
    /// The number of this page, if stated.
    pub page: Option<u64>,
    /// Entries per page, if stated.
    pub per_page: Option<u64>,
    /// Entries on all pages, if stated.
    pub total: Option<u64>,
    /// Pages in total, if stated.
    pub pages: Option<u64>,
}

/// Something that comes in lists.
pub(crate) trait Listed: Sized {
    /// How it is called.
    const NAMED: Named;

    /// Reads one.
    fn from_object(object: &Object) -> Result<Self, Unreadable>;
}

impl<T: Listed> ReadAnswer for Page<T> {
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        let json = raw.json()?;
        let entries = envelope::many(&json, T::NAMED)?;
        let items: Vec<T> = entries
            .iter()
            .filter_map(|entry| T::from_object(entry.as_object()?).ok())
            .collect();
        let PageFacts {
            more,
            page,
            per_page,
            total,
            pages,
        } = paging::read(&json, T::NAMED, raw.headers_named("link"), entries.len());
        Ok(Self {
            unread: entries.len() - items.len(),
            items,
            more,
            page,
            per_page,
            total,
            pages,
        })
    }
}

/// Reads one thing that also comes in lists.
pub(crate) fn read_one<T: Listed>(raw: &RawAnswer<'_>) -> Result<T, Unreadable> {
    let json: Json = raw.json()?;
    T::from_object(envelope::one(&json, T::NAMED)?)
}

#[cfg(test)]
mod tests {
    use crate::answers::testing::{read, read_with};
    use crate::answers::{More, NextPage, Page, Product, Service};
    use crate::wire::Unreadable;

    #[test]
    fn a_page_has_its_entries_and_its_place_among_the_pages() {
        let page: Page<Service> = read(
            r#"{"data":[{"id":1},{"id":2}],"meta":{"page":1,"per_page":2,"total":3,"total_pages":2}}"#,
        )
        .unwrap();
        assert_eq!(page.items.len(), 2);
        assert_eq!(page.more, More::Next(NextPage::Page(2)));
        assert_eq!(
            (page.page, page.per_page, page.total, page.pages),
            (Some(1), Some(2), Some(3), Some(2))
        );
    }

    #[test]
    fn the_next_page_may_be_named_by_a_header() {
        let links = [
            ("link", r#"</v1/services?page=1>; rel="prev""#),
            ("LINK", r#"</v1/services?page=3>; rel="next""#),
        ];
        let page: Page<Service> = read_with(200, &links, r#"[{"id":1}]"#).unwrap();
        let next = NextPage::Link("/v1/services?page=3".to_owned());
        assert_eq!(page.more, More::Next(next));
    }

    #[test]
    fn an_entry_that_cannot_be_read_is_counted_and_hides_no_other() {
        let page: Page<Product> = read(r#"[{"id":1},{"name":"no id"},null,7,{"id":"2"}]"#).unwrap();
        assert_eq!(page.items.len(), 2);
        assert_eq!(page.unread, 3);
    }

    #[test]
    fn what_is_no_list_is_not_taken_for_an_empty_one() {
        assert_eq!(
            read::<Page<Product>>(r#"{"message":"maintenance"}"#),
            Err(Unreadable::Not("products"))
        );
        assert_eq!(read::<Page<Product>>(""), Err(Unreadable::Empty));
    }
}
