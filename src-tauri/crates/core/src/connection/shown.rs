//! The connection as the frame shows it. No call is made for it.

use jiff::{SignedDuration, Timestamp};
use kh_api::{CallError, Client, ClockState, HoldReason, Standing};
use kh_journal::{BalanceSeen, Profile};

use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::CoreError;
use crate::polling::Planned;
use crate::profiles::{self, connect};
use crate::state::Link;
use crate::view::{
    AuthFailuresView, ConnectionState, ConnectionView, CreditView, ErrorView, LastCheckView,
    QuotaView,
};

/// The connection of the active profile; idle where there is none.
pub(crate) async fn view(desk: &Desk) -> Result<ConnectionView, CoreError> {
    let profile = match profiles::active(desk).await {
        Ok(profile) => profile,
        Err(CoreError::NoActiveProfile) => return Ok(idle()),
        Err(other) => return Err(other),
    };
    let id = profile.id.clone();
    let (link, watch) = desk
        .owner
        .ask(move |state| (state.link(&id).clone(), state.watch(&id).clone()))
        .await?;
    let credit = credit(desk, &profile).await?;
    let standing = match link.client.clone() {
        Some(client) => standing(desk, client).await,
        None => None,
    };
    let quota = standing
        .as_ref()
        .map(|standing| quota(standing, desk.clock.now()));
    let check = last_check(watch.last_success, &watch.planned);
    Ok(shown(
        &profile,
        &link,
        standing.as_ref(),
        quota,
        credit,
        check,
    ))
}

fn idle() -> ConnectionView {
    ConnectionView {
        profile_id: None,
        state: ConnectionState::Idle,
        last_answer_at: None,
        last_check: last_check(None, &Planned::default()),
        error: None,
        quota: None,
        auth_failures: AuthFailuresView {
            count: 0,
            clears_at: None,
        },
        clock_ahead_seconds: None,
        credit: None,
    }
}

/// The last look that was answered with what was asked for, the next one, and from when on that is too long
/// ago to be trusted.
fn last_check(at: Option<Timestamp>, planned: &Planned) -> LastCheckView {
    let late = |at: Timestamp| at.saturating_add(planned.late_after()).ok();
    LastCheckView {
        at,
        next: planned.next,
        late_at: at.and_then(late),
    }
}

fn shown(
    profile: &Profile,
    link: &Link,
    standing: Option<&Standing>,
    quota: Option<QuotaView>,
    credit: Option<CreditView>,
    check: LastCheckView,
) -> ConnectionView {
    let held = standing
        .and_then(|standing| standing.hold)
        .filter(|(reason, _)| match reason {
            HoldReason::AuthFailures | HoldReason::NearLockout => true,
            HoldReason::Minute
            | HoldReason::Day
            | HoldReason::DayReserve
            | HoldReason::Quiet
            | HoldReason::Unanswered
            | HoldReason::Busy => false,
        });
    ConnectionView {
        profile_id: Some(profile.id.as_str().to_owned()),
        state: if held.is_some() {
            ConnectionState::HeldBack
        } else {
            link.state
        },
        last_answer_at: link.last_answer_at,
        last_check: check,
        error: link.error.clone().or_else(|| held.map(held_back)),
        quota,
        auth_failures: AuthFailuresView {
            count: standing.map_or(0, |standing| standing.auth_failures),
            clears_at: held.map(|(_, until)| until),
        },
        clock_ahead_seconds: link.client.as_ref().and_then(clock_ahead),
        credit,
    }
}

/// Why nothing is signed, where no answer has told it.
fn held_back((reason, until): (HoldReason, Timestamp)) -> ErrorView {
    edge::call_view(&CallError::Held { reason, until }, Stake::Nothing, None)
}

fn clock_ahead(client: &Client) -> Option<i64> {
    match client.clock_state() {
        ClockState::Known { offset } => Some(connect::ahead_seconds(offset)),
        ClockState::Unknown => None,
    }
}

/// What is left of the calls, asked on a thread that may block: it reads the
/// journal. None where it cannot be read.
pub(crate) async fn standing(desk: &Desk, client: Client) -> Option<Standing> {
    let read = desk.threads.run(move || client.standing()).await;
    read.ok().and_then(Result::ok)
}

/// The day of the client is the last 24 hours at any moment, so all calls made
/// until now are forgotten a day from now.
fn quota(standing: &Standing, now: Timestamp) -> QuotaView {
    let resets_at = now.saturating_add(SignedDuration::from_hours(24));
    QuotaView {
        left: standing.day_left,
        per_day: standing.limits.per_day,
        reserve: standing
            .day_left
            .saturating_sub(standing.day_left_background),
        resets_at: resets_at.unwrap_or(now),
    }
}

/// The credit as last read.
pub(crate) async fn credit(
    desk: &Desk,
    profile: &Profile,
) -> Result<Option<CreditView>, CoreError> {
    let id = profile.id.clone();
    let seen = desk
        .store
        .run(move |journal| journal.latest_balance(&id))
        .await?;
    Ok(seen.as_ref().map(credit_view))
}

/// A credit and when it was last seen to be that.
pub(crate) fn credit_view(seen: &BalanceSeen) -> CreditView {
    CreditView {
        amount: (&seen.amount).into(),
        at: seen.last_read_at,
    }
}
