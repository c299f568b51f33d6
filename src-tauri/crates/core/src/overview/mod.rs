//! The overview of the active profile, from what this computer keeps.
//!
//! * `attention` is what needs a person.
//! * `renewals` is what is due within a week.

mod attention;
mod renewals;

use std::sync::Arc;

use kh_journal::{Journal, JournalError, OrderFilter};
use kh_model::ProfileId;

use crate::activity;
use crate::catalogue;
use crate::connection;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::guards::spent;
use crate::orders::list::{self, Moment};
use crate::profiles;
use crate::view::{
    ActivityQuery, ActivityView, ConditionCount, Money, OrderProgress, OverviewView,
    ServiceCondition, ServicesNow,
};

/// Newest orders that are shown.
const RECENT: u32 = 8;
/// Newest events that are shown.
const EVENTS: u32 = 6;

/// The overview.
pub(crate) async fn view(desk: &Arc<Desk>) -> Result<OverviewView, CoreError> {
    let profile = profiles::active(desk).await?;
    let credit = connection::credit(desk, &profile).await?;
    let (products, catalogue_at) = catalogue::size(desk, &profile.id).await?;
    let moment = Moment::of(desk, &profile.id).await?;
    let news = news(desk).await?;
    let elsewhere = attention::elsewhere(desk).await?;
    desk.store
        .run(move |journal| {
            let all = journal.list_orders(Some(&profile.id), &OrderFilter::default(), 0, RECENT)?;
            let renewals = renewals::view(journal, &profile.id, moment.now, credit.as_ref())?;
            Ok(OverviewView {
                attention: attention::view(journal, &profile.id, &moment, elsewhere)?,
                credit,
                recent: list::rows(journal, &all.orders, &moment)?,
                orders: all.total,
                spent_30_days: spent_lately(journal, &profile.id, &moment)?,
                products,
                catalogue_at,
                services: services(journal, &profile.id)?,
                renewals,
                events: news.rows,
                unread: news.unread,
                digest: news.digest,
            })
        })
        .await
}

/// The newest events, how many are unread, and the digest.
async fn news(desk: &Arc<Desk>) -> Result<ActivityView, CoreError> {
    let query = ActivityQuery {
        group: None,
        unread_only: false,
        needs_you_only: false,
        search: String::new(),
        offset: 0,
        limit: EVENTS,
    };
    activity::list(desk, query).await
}

fn services(journal: &Journal, profile: &ProfileId) -> Result<ServicesNow, JournalError> {
    let conditions: Vec<ConditionCount> = journal
        .service_conditions(profile)?
        .into_iter()
        .filter(|(condition, _)| !condition.is_ended())
        .map(|(condition, count)| ConditionCount {
            condition: shown(condition),
            count,
        })
        .collect();
    Ok(ServicesNow {
        current: conditions.iter().map(|one| one.count).sum(),
        conditions,
        whole_at: journal.service_list(profile)?.whole_at,
    })
}

fn shown(condition: kh_journal::ServiceCondition) -> ServiceCondition {
    use kh_journal::ServiceCondition as Kept;
    match condition {
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

/// What was accepted within 30 days, by currency. An unpaid order has cost nothing.
fn spent_lately(
    journal: &Journal,
    profile: &ProfileId,
    moment: &Moment,
) -> Result<Vec<Money>, JournalError> {
    let accepted = [
        OrderProgress::Accepted,
        OrderProgress::Paid,
        OrderProgress::Provisioned,
    ];
    let since = spent::month_before(moment.now);
    let sums = journal.look_at_orders(|orders| spent::of(orders, profile, &accepted, since))?;
    Ok(sums.into_iter().map(Into::into).collect())
}
