//! An order that another computer may have sent, too: it came from an order
//! file. Where nothing of it is open here, sending it from here is a purchase
//! unless that computer was first; so the file has to be in time, and the price
//! the one that was reviewed.

use jiff::Timestamp;
use kh_journal::{Intent, Order};

use super::file::FileTrouble;
use super::price;
use super::terms::Terms;
use crate::catalogue::product;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::recovery::{perhaps_elsewhere, safe_until};

/// Until when the identical order may be sent from here.
pub(crate) fn repeatable_until(order: &Order, intent: &Intent) -> Timestamp {
    let safe = safe_until(intent.first_sent_at);
    file_expires(order, intent).map_or(safe, |expires| expires.min(safe))
}

/// Lets a person send it again, if that is what they reviewed.
pub(super) async fn allow(
    desk: &Desk,
    order: &Order,
    intent: &Intent,
    now: Timestamp,
) -> Result<(), CoreError> {
    let Some(expired_at) = file_expires(order, intent) else {
        return Ok(());
    };
    if now >= expired_at {
        return Err(FileTrouble::Expired { expired_at }.into());
    }
    let terms = &order.terms;
    let known = product::read(desk, &order.profile_id, &terms.product_id).await?;
    let options = Terms::read(&terms.options_json).options;
    let quote = price::quote(&known.product, &terms.cycle, &options);
    let same = quote.now.as_ref() == Some(&terms.amount_now)
        && quote.recurring == terms.amount_recurring
        && known.product.in_stock != Some(false);
    if same {
        Ok(())
    } else {
        Err(CoreError::OrderChanged)
    }
}

fn file_expires(order: &Order, intent: &Intent) -> Option<Timestamp> {
    let terms = Terms::read(&order.terms.options_json);
    terms.file_expires_at.filter(|_| perhaps_elsewhere(intent))
}
