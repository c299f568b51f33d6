//! The list of products, whole. The provider does not call it paginated; pages
//! are followed only where an answer names a next one.

use kh_api::answers::{More, Page, PageWalk, Product, RawAnswer, ReadAnswer, Step};
use kh_api::{Asker, PageRequest};
use kh_journal::Original;
use kh_model::ProfileId;

use crate::desk::Desk;
use crate::error::CoreError;

/// More pages than this are not asked for.
const MOST_PAGES: u64 = 50;

/// Stands between the bodies of several pages: a control character that JSON
/// never holds (RFC 7464).
const BETWEEN: u8 = 0x1E;

/// Reads all pages.
pub(super) async fn ask(
    desk: &Desk,
    id: &ProfileId,
    asker: Asker,
) -> Result<(Vec<Product>, Original), CoreError> {
    let mut walk = PageWalk::new(MOST_PAGES);
    let mut request = PageRequest::first();
    let mut products: Vec<Product> = Vec::new();
    let mut kept: Option<Original> = None;
    loop {
        let asked = request;
        let answer = desk
            .call(
                id,
                |client| async move { client.products(asker, &asked).await },
            )
            .await?;
        kept = Some(with_page(kept, super::to_keep(&answer)));
        let page = answer.view;
        let size = page.per_page.or(u64::try_from(page.items.len()).ok());
        let ids: Vec<&str> = page
            .items
            .iter()
            .map(|product| product.id.as_str())
            .collect();
        let step = walk.step(ids, &page.more);
        let more = matches!(page.more, More::Next(_));
        add(&mut products, page);
        match step {
            Step::Ask(next) if more => request = PageRequest::next(next, size),
            Step::Ask(_) | Step::Done(_) => break,
        }
    }
    let kept = kept.ok_or_else(|| CoreError::Internal {
        detail: "no page".to_owned(),
    })?;
    Ok((products, kept))
}

/// An entry that came on an earlier page counts once.
fn add(products: &mut Vec<Product>, page: Page<Product>) {
    for product in page.items {
        if !products.iter().any(|known| known.id == product.id) {
            products.push(product);
        }
    }
}

fn with_page(kept: Option<Original>, page: Original) -> Original {
    let Some(mut kept) = kept else {
        return page;
    };
    kept.bytes.push(BETWEEN);
    kept.bytes.extend_from_slice(&page.bytes);
    kept
}

/// Reads the kept pages again; what this version cannot read is left out.
pub(super) fn read_kept(original: &Original) -> Vec<Product> {
    let mut products = Vec::new();
    for body in original.bytes.split(|byte| *byte == BETWEEN) {
        let raw = RawAnswer {
            status: 200,
            headers: &[],
            body,
        };
        if let Ok(page) = Page::<Product>::read_answer(&raw) {
            add(&mut products, page);
        }
    }
    products
}
