//! Sends an order and writes down what became of it.

use std::future::Future;

use kh_api::answers;
use kh_api::{Answer, Asker, AttemptLog, CallError, Client, PreparedPost};
use kh_audit::{Act, Draft, Outcome};
use kh_journal::{Change, Intent, IntentKind, IntentState, Order, OrderNo, Settlement};

use super::outcome::{self, Before};
use super::{detail, progress};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::record::{self, About};
use crate::intents::send::{self, Parcel, Post};
use crate::view::OrderProgress;

/// `POST /v1/orders`.
struct OrderPost;

impl Post for OrderPost {
    type Read = answers::Order;
    const KIND: IntentKind = IntentKind::Order;

    fn post<'a>(
        client: &'a Client,
        prepared: &'a PreparedPost,
        log: &'a dyn AttemptLog,
    ) -> impl Future<Output = Result<Answer<answers::Order>, CallError>> + Send + 'a {
        client.place_order(Asker::Person, prepared, log)
    }
}

/// Sends the parcel and settles its intent. Ok says that the outcome is in the
/// journal, whatever it is.
///
/// # Errors
/// The outcome could not be written down. The intent stays open, and the next
/// repetition of the identical request learns the outcome again.
pub(crate) async fn send(
    desk: &Desk,
    client: &Client,
    parcel: &Parcel,
    no: OrderNo,
) -> Result<(), CoreError> {
    let sent = send::send::<OrderPost>(desk, client, parcel).await?;
    let order = detail::order(desk, no).await?;
    let before = Before {
        progress: match progress::read(&order.terms.state) {
            // It was sent, whatever the last word on disk says.
            OrderProgress::Written => OrderProgress::Sending,
            other => other,
        },
        earlier_open: sent.earlier_open,
        first_sent_at: sent.intent.first_sent_at,
    };
    let mut settlement = outcome::of_post(before, &sent.result, parcel.prepared.body(), sent.at);
    settlement.attempt_end = sent.never_made;
    let settled = settle(desk, &sent.intent, &order, settlement).await;
    desk.notify_order(&parcel.profile, no);
    send::once(settled)
}

/// Writes an outcome down, with its entry in the audit chain.
pub(crate) async fn settle(
    desk: &Desk,
    intent: &Intent,
    order: &Order,
    settlement: Settlement,
) -> Result<(), CoreError> {
    settle_for(desk, intent, order, settlement, None).await
}

/// The same; `said` is the reason of a person who settles it by their word.
pub(crate) async fn settle_for(
    desk: &Desk,
    intent: &Intent,
    order: &Order,
    mut settlement: Settlement,
    said: Option<String>,
) -> Result<(), CoreError> {
    desk.chain.ready().await;
    let is_word = said.is_some();
    let about = About {
        act: if is_word {
            Act::OrderDecided
        } else {
            Act::Order
        },
        target: order.terms.product_id.as_str().to_owned(),
        name: order.terms.product_name.clone(),
        reason: said,
    };
    let (intent, no) = (intent.clone(), order.no);
    let money = order.terms.amount_now.clone();
    desk.store
        .run(move |journal| {
            let how = if is_word {
                Outcome::Done
            } else {
                audited(progress::read(&settlement.outcome))
            };
            let change = settlement.order.as_ref();
            let problem = change.map_or(Change::Keep, |change| change.problem.clone());
            let entry = Draft {
                money: Some(money),
                ..record::ended(journal, &intent, about, how, &settlement, &problem)?
            };
            match (intent.state, &settlement.order) {
                // The request was answered long ago; the word is about the order.
                (IntentState::Settled, Some(change)) if is_word => {
                    let evidence = &settlement.evidence;
                    journal.change_order_on_record(no, change, evidence, Some(&entry))?;
                    Ok(())
                }
                _ => {
                    settlement.audit = Some(entry);
                    journal.settle(&intent.id, &settlement)
                }
            }
        })
        .await
}

/// How it went, in the words of the chain. An unpaid order was not bought.
fn audited(progress: OrderProgress) -> Outcome {
    use OrderProgress as P;
    match progress {
        P::Accepted | P::Paid | P::Provisioned | P::CancelledPaid => Outcome::Done,
        P::Refused | P::Unpaid | P::Cancelled => Outcome::Refused,
        P::NotSent | P::Closed => Outcome::Failed,
        P::Written | P::Sending | P::Unknown | P::NeedsPerson => Outcome::Unknown,
    }
}
