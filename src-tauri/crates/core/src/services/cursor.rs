//! Where a walk over the list stands, as text that outlives the program.

use kh_api::PageRequest;
use kh_api::answers::NextPage;
use serde::{Deserialize, Serialize};

/// The page to ask for, and what was learnt of the list so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// None: the first page.
    next: Option<Next>,
    /// Entries per page, as stated or as counted.
    size: Option<u64>,
    /// Entries so far that could not be read.
    pub(super) unread: u64,
    /// The most entries in all that any page has stated.
    pub(super) most: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Next {
    Page(u64),
    Cursor(String),
    Offset(u64),
    Link(String),
}

impl Cursor {
    /// Reads what is kept; the first page where it cannot be read.
    pub(super) fn read(kept: Option<&str>) -> Self {
        kept.and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }

    /// The text to keep.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn is_first(&self) -> bool {
        self.next.is_none()
    }

    /// What to ask for.
    pub(super) fn request(&self) -> PageRequest {
        match &self.next {
            None => PageRequest::first(),
            Some(next) => PageRequest::next(NextPage::from(next.clone()), self.size),
        }
    }

    /// The same walk one page further.
    pub(super) fn step(mut self, next: NextPage, size: Option<u64>) -> Self {
        self.next = Some(Next::from(next));
        // The size of the first page is that of the list; the last is shorter.
        self.size = self.size.or(size);
        self
    }
}

impl From<NextPage> for Next {
    fn from(next: NextPage) -> Self {
        match next {
            NextPage::Page(page) => Self::Page(page),
            NextPage::Cursor(cursor) => Self::Cursor(cursor),
            NextPage::Offset(offset) => Self::Offset(offset),
            NextPage::Link(link) => Self::Link(link),
        }
    }
}

impl From<Next> for NextPage {
    fn from(next: Next) -> Self {
        match next {
            Next::Page(page) => Self::Page(page),
            Next::Cursor(cursor) => Self::Cursor(cursor),
            Next::Offset(offset) => Self::Offset(offset),
            Next::Link(link) => Self::Link(link),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_of_any_form_comes_back_from_its_text() {
        for next in [
            NextPage::Page(7),
            NextPage::Cursor("YWZ0ZXI6MjU=".to_owned()),
            NextPage::Offset(50),
            NextPage::Link("/v1/services?cursor=x&y=\"z\"".to_owned()),
        ] {
            let cursor = Cursor::default().step(next, Some(25));
            let back = Cursor::read(Some(&cursor.text()));
            assert_eq!(back, cursor);
            assert_eq!(back.request(), cursor.request());
            assert!(!back.is_first());
        }
    }

    #[test]
    fn what_cannot_be_read_begins_at_the_first_page() {
        for text in [
            None,
            Some(""),
            Some("page=2"),
            Some("{\"next\":{\"odd\":1}}"),
        ] {
            assert!(Cursor::read(text).is_first(), "{text:?}");
        }
    }
}
