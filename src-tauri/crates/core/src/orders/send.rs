//! Sends an order and writes down what became of it.

use std::future::Future;

use kh_api::answers::Order;
use kh_api::{Answer, Asker, AttemptLog, CallError, Client, PreparedPost};
use kh_journal::{IntentKind, OrderNo};

use super::outcome::{self, Before};
use super::{detail, progress};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::intents::send::{self, Parcel, Post};
use crate::view::OrderProgress;

/// `POST /v1/orders`.
struct OrderPost;

impl Post for OrderPost {
    type Read = Order;
    const KIND: IntentKind = IntentKind::Order;

    fn post<'a>(
        client: &'a Client,
        prepared: &'a PreparedPost,
        log: &'a dyn AttemptLog,
    ) -> impl Future<Output = Result<Answer<Order>, CallError>> + Send + 'a {
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
    let mut settlement = outcome::of_post(before, &sent.result, sent.at);
    settlement.attempt_end = sent.never_made;
    let id = sent.intent.id;
    let settled = desk
        .store
        .run(move |journal| journal.settle(&id, &settlement))
        .await;
    desk.notify_order(&parcel.profile, no);
    send::once(settled)
}
