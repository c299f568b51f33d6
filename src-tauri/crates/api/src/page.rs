//! How a page of a list is asked for. Paging is "paginated" and nothing more in
//! the provider's words (contract 4), so the form is a setting.

use serde::{Deserialize, Serialize};

use crate::answers::NextPage;
use crate::endpoint::{BadPath, Endpoint, Target, percent};

/// The parameters that name a page (contract 13, rule 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageForm {
    /// `page=2`.
    #[default]
    Page,
    /// `page=2&per_page=25`.
    PagePerPage,
    /// `offset=25&limit=25`.
    OffsetLimit,
    /// `cursor=…`; a page number where no cursor was stated.
    Cursor,
}

/// Which page is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageRequest {
    next: Option<NextPage>,
    size: Option<u64>,
}

impl PageRequest {
    /// The first page, asked for without any paging parameter.
    #[must_use]
    pub fn first() -> Self {
        Self::default()
    }

    /// A page after the first one. `size` is the size of the pages before it, as
    /// stated or as counted; without it only the number goes out.
    #[must_use]
    pub fn next(next: NextPage, size: Option<u64>) -> Self {
        Self {
            next: Some(next),
            size,
        }
    }

    /// The URL of this page of a list.
    pub(crate) fn target(
        &self,
        endpoint: &Endpoint,
        list: &str,
        form: PageForm,
    ) -> Result<Target, BadPath> {
        let query = match &self.next {
            None => return endpoint.target(list),
            Some(NextPage::Link(link)) => return endpoint.follow(list, link),
            Some(NextPage::Cursor(cursor)) => format!("cursor={}", percent(cursor)),
            Some(NextPage::Offset(offset)) => self.entry(*offset, form),
            Some(NextPage::Page(page)) => self.page(*page, form),
        };
        endpoint.target(&format!("{list}?{query}"))
    }

    fn page(&self, page: u64, form: PageForm) -> String {
        match (form, self.size) {
            (PageForm::PagePerPage, Some(size)) => format!("page={page}&per_page={size}"),
            (PageForm::OffsetLimit, Some(size)) => {
                self.offset(page.saturating_sub(1).saturating_mul(size))
            }
            (PageForm::Page | PageForm::Cursor, _)
            | (PageForm::PagePerPage | PageForm::OffsetLimit, None) => format!("page={page}"),
        }
    }

    /// Where the list goes on, in the form that is set: a list that counts its
    /// entries may still be asked for by pages (contract 13, rule 3).
    fn entry(&self, offset: u64, form: PageForm) -> String {
        let number = self
            .size
            .filter(|size| *size > 0 && offset.is_multiple_of(*size))
            .map(|size| offset / size + 1);
        match (form, number) {
            (PageForm::Page | PageForm::PagePerPage, Some(number)) => self.page(number, form),
            (PageForm::Page | PageForm::PagePerPage, None)
            | (PageForm::OffsetLimit | PageForm::Cursor, _) => self.offset(offset),
        }
    }

    fn offset(&self, offset: u64) -> String {
        match self.size {
            Some(size) => format!("offset={offset}&limit={size}"),
            None => format!("offset={offset}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(request: &PageRequest, form: PageForm) -> String {
        let endpoint = Endpoint::simulator("http://127.0.0.1:1/v1").unwrap();
        let target = request.target(&endpoint, "/services", form).unwrap();
        target
            .url()
            .strip_prefix("http://127.0.0.1:1/v1/services")
            .unwrap()
            .to_owned()
    }

    #[test]
    fn the_first_page_is_asked_for_without_a_parameter() {
        for form in [PageForm::Page, PageForm::PagePerPage, PageForm::OffsetLimit] {
            assert_eq!(url(&PageRequest::first(), form), "");
        }
    }

    #[test]
    fn the_form_decides_how_the_second_page_is_named() {
        let second = PageRequest::next(NextPage::Page(2), Some(25));
        assert_eq!(url(&second, PageForm::Page), "?page=2");
        assert_eq!(url(&second, PageForm::PagePerPage), "?page=2&per_page=25");
        assert_eq!(url(&second, PageForm::OffsetLimit), "?offset=25&limit=25");
        let unsized_page = PageRequest::next(NextPage::Page(2), None);
        assert_eq!(url(&unsized_page, PageForm::OffsetLimit), "?page=2");
    }

    #[test]
    fn a_list_that_counts_entries_is_asked_for_in_the_form_that_is_set() {
        let third = PageRequest::next(NextPage::Offset(50), Some(25));
        assert_eq!(url(&third, PageForm::Page), "?page=3");
        assert_eq!(url(&third, PageForm::PagePerPage), "?page=3&per_page=25");
        assert_eq!(url(&third, PageForm::OffsetLimit), "?offset=50&limit=25");
        let odd = PageRequest::next(NextPage::Offset(33), Some(25));
        assert_eq!(url(&odd, PageForm::Page), "?offset=33&limit=25");
    }

    #[test]
    fn a_cursor_is_encoded_and_a_link_is_checked() {
        let cursor = PageRequest::next(NextPage::Cursor("a b+c=".to_owned()), None);
        assert_eq!(url(&cursor, PageForm::Cursor), "?cursor=a%20b%2Bc%3D");
        let away = PageRequest::next(NextPage::Link("https://evil.test/".to_owned()), None);
        let endpoint = Endpoint::live();
        assert_eq!(
            away.target(&endpoint, "/services", PageForm::Page),
            Err(BadPath::Link)
        );
    }
}
