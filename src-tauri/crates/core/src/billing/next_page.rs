//! Where a walk goes on, as a word that outlives the program.

use kh_api::answers::NextPage;

/// The word of a page.
pub(super) fn word(page: &NextPage) -> String {
    match page {
        NextPage::Page(number) => format!("page:{number}"),
        NextPage::Offset(offset) => format!("offset:{offset}"),
        NextPage::Cursor(cursor) => format!("cursor:{cursor}"),
        NextPage::Link(link) => format!("link:{link}"),
    }
}

/// Reads [`word`].
pub(super) fn read(word: &str) -> Option<NextPage> {
    let (kind, rest) = word.split_once(':')?;
    match kind {
        "page" => rest.parse().ok().map(NextPage::Page),
        "offset" => rest.parse().ok().map(NextPage::Offset),
        "cursor" => Some(NextPage::Cursor(rest.to_owned())),
        "link" => Some(NextPage::Link(rest.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_comes_back_from_its_word() {
        for page in [
            NextPage::Page(2),
            NextPage::Offset(25),
            NextPage::Cursor("a:b/c==".to_owned()),
            NextPage::Link("/v1/billing/invoices?page=2".to_owned()),
        ] {
            assert_eq!(read(&word(&page)), Some(page));
        }
        for no in ["", "page", "page:x", "offset:-1", "verse:1"] {
            assert_eq!(read(no), None, "{no}");
        }
    }
}
