//! Invoices.

use crate::call::Call;
use crate::problem::Problem;
use crate::shapes::Kind;
use crate::turn::{Answer, Stop, Turn};
use crate::world::ApiKey;
use crate::{answers, pdf, store};

/// `GET /v1/billing/invoices`
pub(super) fn list(turn: &Turn<'_>, key: &ApiKey, call: &Call) -> Result<Answer, Stop> {
    let ask = super::page_ask(turn, call)?;
    let (invoices, total) = store::invoices::page(turn.db, key.tenant, ask.offset, ask.limit)?;
    let items = invoices.iter().map(answers::invoice).collect();
    let page = super::page_info(ask, total, call);
    Ok(Answer::list(Kind::Invoices, items, Some(page)))
}

/// `GET /v1/billing/invoices/{id}/pdf`
pub(super) fn pdf(turn: &Turn<'_>, key: &ApiKey, id: u64) -> Result<Answer, Stop> {
    let invoice = store::invoices::find(turn.db, key.tenant, id)?.ok_or_else(Problem::not_found)?;
    let owner = super::account::own(turn, key)?;
    Ok(Answer::Pdf(pdf::invoice(&invoice, &owner)))
}
