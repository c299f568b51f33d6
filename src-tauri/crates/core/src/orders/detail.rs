//! One order with its evidence, as the journal tells it.

use kh_journal::{Evidence, Intent, Journal, JournalError, Order, OrderNo};
use kh_model::Amount;
use sha2::{Digest, Sha256};

use super::checks::missing_credit;
use super::clues;
use super::conflict;
use super::decision;
use super::elsewhere;
use super::list::{self, Moment};
use super::outcome;
use super::terms::Terms;
use super::timeline;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::guards;
use crate::intents::evidence::{self, Particulars};
use crate::intents::recovery::{self, Decision};
use crate::view::{
    CluesView, CreditView, ErrorView, MoneyMoved, OrderProgress, OrderRow, OrderView, ProviderText,
    UnpaidView,
};

/// Reads a number that came from the window.
pub(crate) async fn view(desk: &Desk, no: i64) -> Result<OrderView, CoreError> {
    by_no(desk, OrderNo::new(no)).await
}

/// One order of the journal.
pub(crate) async fn order(desk: &Desk, no: OrderNo) -> Result<Order, CoreError> {
    let found = desk.store.run(move |journal| journal.order(no)).await?;
    found.ok_or(CoreError::OrderNotFound)
}

/// An order with its evidence.
pub(crate) async fn by_no(desk: &Desk, no: OrderNo) -> Result<OrderView, CoreError> {
    let profile = order(desk, no).await?.profile_id;
    let moment = Moment::of(desk, &profile).await?;
    let read_only = guards::is_read_only(desk, &profile).await?;
    let file = desk
        .store
        .run(move |journal| {
            Ok(read(journal, no, &moment, read_only)?.map(|file| file.view(&moment)))
        })
        .await?;
    file.ok_or(CoreError::OrderNotFound)
}

/// Everything the journal has of an order.
struct File {
    order: Order,
    intent: Intent,
    evidence: Vec<Evidence>,
    credit: Option<Amount>,
    clues: Option<CluesView>,
    /// Whether the profile sends nothing but questions.
    read_only: bool,
}

fn read(
    journal: &Journal,
    no: OrderNo,
    moment: &Moment,
    read_only: bool,
) -> Result<Option<File>, JournalError> {
    let Some(order) = journal.order(no)? else {
        return Ok(None);
    };
    let Some(intent) = journal.intent(&order.intent_id)? else {
        return Ok(None);
    };
    let credit = journal
        .latest_balance(&order.profile_id)?
        .map(|seen| seen.amount);
    let evidence = journal.evidence(no)?;
    let clues = match moment.progress(&order, &intent) {
        OrderProgress::Unknown | OrderProgress::NeedsPerson => {
            Some(clues::of(journal, &order, &intent)?)
        }
        OrderProgress::Unpaid if !moment.can_ask(&order) => {
            Some(clues::of(journal, &order, &intent)?)
        }
        OrderProgress::Written
        | OrderProgress::Sending
        | OrderProgress::Accepted
        | OrderProgress::Unpaid
        | OrderProgress::Paid
        | OrderProgress::Provisioned
        | OrderProgress::Refused
        | OrderProgress::Cancelled
        | OrderProgress::CancelledPaid
        | OrderProgress::NotSent
        | OrderProgress::Closed => None,
    };
    Ok(Some(File {
        order,
        intent,
        evidence,
        credit,
        clues,
        read_only,
    }))
}

impl File {
    fn view(&self, moment: &Moment) -> OrderView {
        let row = list::row(&self.order, &self.intent, moment);
        let terms = Terms::read(&self.order.terms.options_json);
        let busy = moment.busy.contains(&self.intent.id);
        let open = matches!(
            row.progress,
            OrderProgress::Unknown | OrderProgress::Sending
        );
        let until = elsewhere::repeatable_until(&self.order, &self.intent);
        let can_repeat = !busy
            && open
            && moment.now < until
            && recovery::decide(&self.intent, moment.now) == Decision::Repeat;
        OrderView {
            profile_id: self.order.profile_id.as_str().to_owned(),
            lines: terms
                .lines
                .iter()
                .map(super::terms::KeptLine::view)
                .collect(),
            recurring: self.order.terms.amount_recurring.as_ref().map(Into::into),
            options: terms.options,
            credit_before: self
                .order
                .terms
                .balance_before
                .as_ref()
                .map(|amount| CreditView {
                    amount: amount.into(),
                    at: terms.credit_at.unwrap_or(self.order.created_at),
                }),
            idempotency_key: self.intent.idempotency_key.as_str().to_owned(),
            request: format!("{} {}", self.intent.method, self.intent.path),
            body: String::from_utf8_lossy(&self.intent.body).into_owned(),
            body_sha256: hex::encode(Sha256::digest(&self.intent.body)),
            attempts: self
                .intent
                .attempts
                .iter()
                .map(evidence::attempt_view)
                .collect(),
            timeline: timeline::of(&self.intent, &self.evidence),
            safe_until: open.then_some(until),
            can_repeat,
            repeats_by_itself: can_repeat
                && !self.read_only
                && recovery::known_to_have_left(&self.intent),
            perhaps_elsewhere: (open || row.progress == OrderProgress::NeedsPerson)
                && recovery::perhaps_elsewhere(&self.intent),
            can_check: !busy && moment.can_ask(&self.order),
            takes_a_word: !busy && moment.takes_a_word(&self.order, &self.intent),
            unpaid: self.unpaid(&row),
            error: self.error(row.progress),
            order_id: self.order.provider_order_id.clone().map(String::from),
            invoice_id: self.order.invoice_id.clone().map(String::from),
            service_ids: self
                .order
                .service_ids
                .iter()
                .map(|id| id.as_str().to_owned())
                .collect(),
            original: self.original(),
            clues: self.clues.clone(),
            conflict: conflict::view(&self.intent, &self.evidence),
            decision: decision::view(&self.evidence),
            row,
        }
    }

    fn unpaid(&self, row: &OrderRow) -> Option<UnpaidView> {
        if row.progress != OrderProgress::Unpaid {
            return None;
        }
        let ends = outcome::ends(&self.order, &self.intent);
        let missing = missing_credit(self.credit.as_ref(), Some(&self.order.terms.amount_now));
        Some(UnpaidView {
            reason: self
                .order
                .problem
                .as_ref()
                .and_then(|problem| problem.reason.clone()),
            cancelled_at: ends.earliest,
            cancelled_by: ends.latest,
            shortfall: missing
                .filter(|missing| !missing.value.is_zero())
                .map(Into::into),
        })
    }

    /// The last error, with the provider's words where it had some.
    fn error(&self, progress: OrderProgress) -> Option<ErrorView> {
        let problem = self.order.problem.as_ref()?;
        let refusal = self
            .evidence
            .iter()
            .rev()
            .find_map(|line| Particulars::read(&line.fact.params_json).refusal);
        Some(ErrorView {
            code: problem.code.clone(),
            facts: std::collections::BTreeMap::new(),
            money: money(progress),
            request_id: problem.request_id.clone().map(String::from),
            provider: refusal.map(ProviderText::from),
            retry_after_seconds: None,
        })
    }

    fn original(&self) -> Option<String> {
        let lines = self.evidence.iter().rev();
        lines
            .map(|line| Particulars::read(&line.fact.params_json))
            .find_map(|kept| kept.original)
    }
}

/// Whether money may have moved, as far as the state proves it.
fn money(progress: OrderProgress) -> MoneyMoved {
    use OrderProgress as P;
    match progress {
        P::Sending | P::Unknown | P::NeedsPerson => MoneyMoved::Unknown,
        // Whether it comes back is not stated.
        P::CancelledPaid => MoneyMoved::Unknown,
        P::Written | P::Unpaid | P::Refused => MoneyMoved::No,
        P::Cancelled | P::NotSent | P::Closed => MoneyMoved::No,
        // It was paid; the error is about something else.
        P::Accepted | P::Paid | P::Provisioned => MoneyMoved::NotConcerned,
    }
}
