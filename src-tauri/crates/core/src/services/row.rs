//! One kept service as a row of the window.

use jiff::tz::TimeZone;
use kh_api::wire::text::bounded;
use kh_journal::{KeptService, MomentPrecision, ServiceCondition as Kept, StatedMoment};
use kh_model::BillingCycle;

use super::family;
use crate::actions::detail::Acting;
use crate::view::{ServiceCondition, ServiceRow, StatedTimeView};

/// Letters of a name that go to the window; a name of ten thousand is cut.
const LONGEST_NAME: usize = 120;
/// Letters of any other text.
const LONGEST_WORD: usize = 60;

/// The row of a service.
pub(crate) fn row(kept: &KeptService, acting: Option<Acting>) -> ServiceRow {
    let facts = &kept.facts;
    ServiceRow {
        id: facts.id.as_str().to_owned(),
        name: name(kept.shown_name()),
        hostname: facts.hostname.as_deref().map(name),
        customer: kept.own.customer.as_deref().map(name),
        product: facts.name.as_deref().map(name),
        product_id: facts.product_id.as_ref().map(|id| word(id.as_str())),
        family: family::read(&facts.family),
        condition: condition(facts.condition()),
        status_raw: facts.status.as_ref().map(|status| word(&status.raw)),
        power_raw: facts.power.as_ref().map(|power| word(&power.raw)),
        ip: facts.ip.as_deref().map(word),
        due: facts.next_due.as_ref().map(stated),
        price: facts.recurring.as_ref().map(Into::into),
        cycle: facts.cycle.as_ref().map(BillingCycle::as_str).map(word),
        seen_at: kept.seen_at,
        missing_since: kept.missing_since,
        acting: acting.map(|acting| acting.kind),
        unknown: acting.is_some_and(|acting| acting.unknown),
    }
}

/// State and power as the window knows them.
pub(super) fn condition(kept: Kept) -> ServiceCondition {
    match kept {
        Kept::Running => ServiceCondition::Running,
        Kept::Active => ServiceCondition::Active,
        Kept::Changing => ServiceCondition::Changing,
        Kept::Stopped => ServiceCondition::Stopped,
        Kept::SettingUp => ServiceCondition::SettingUp,
        Kept::Suspended => ServiceCondition::Suspended,
        Kept::Fraud => ServiceCondition::Fraud,
        Kept::Unknown => ServiceCondition::Unknown,
        Kept::Cancelled => ServiceCondition::Cancelled,
        Kept::Terminated => ServiceCondition::Terminated,
    }
}

/// A time as it was stated.
pub(crate) fn stated(moment: &StatedMoment) -> StatedTimeView {
    let day = moment
        .sorts_at
        .map(|at| at.to_zoned(TimeZone::UTC).date().to_string());
    StatedTimeView {
        raw: word(&moment.raw),
        at: moment
            .sorts_at
            .filter(|_| moment.precision == MomentPrecision::Instant),
        day,
    }
}

fn name(text: &str) -> String {
    bounded(text, LONGEST_NAME).into_owned()
}

/// A short text of the provider.
pub(super) fn word(text: &str) -> String {
    bounded(text, LONGEST_WORD).into_owned()
}
