//! Running a plan: what has to be typed is compared, old facts are read again,
//! the intent goes to the disk with its audit entry, and only then the request
//! leaves. A plan is run once, however often the button is pressed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use kh_api::{ActionBody, Asker, Client, PreparedPost};
use kh_audit::{Draft, Outcome};
use kh_journal::{ActionWritten, IntentId, IntentKind, NewAction, NewIntent, Profile};

use super::facts::{self, Facts};
use super::plan::{self, Plan};
use super::words::{happened, source};
use super::{detail, kind, notify, progress, send};
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::intents::Hold;
use crate::intents::evidence::Particulars;
use crate::intents::limits::{self, Clicked, Limits};
use crate::intents::press::Held;
use crate::intents::send::{Parcel, client_with_clock, to_the_end};
use crate::view::{ActionProgress, ActionRequest, ActionView};
use crate::{audit, chance, guards, profiles};

/// Most characters of a reason that are kept.
const LONGEST_REASON: usize = 500;

/// Most characters of a further field.
const LONGEST_FIELD: usize = 200;

/// Runs a plan. A second press waits for the first and gets the same action;
/// where the first came to nothing, it does nothing either.
pub(super) async fn run(desk: &Arc<Desk>, request: ActionRequest) -> Result<ActionView, CoreError> {
    let (press, clicked_at) = (desk.presses.arrives(), desk.clock.now());
    let own = Arc::clone(desk);
    let (answer, held) = to_the_end(async move {
        let id = request.plan.clone();
        let plan = own.owner.ask(move |state| state.plans.find(&id)).await?;
        let plan = plan.ok_or(CoreError::PlanNotFound)?;
        let mut held = plan.run.hold().await;
        let answer = if held.is_over(press) && held.became().is_none() {
            refuse(&own, &plan, &request, CoreError::Busy(IntentKind::Action)).await
        } else {
            run_once(&own, &plan, &mut held, &request, clicked_at).await
        };
        Ok((answer, held))
    })
    .await?;
    held.answer(&desk.presses);
    answer
}

async fn run_once(
    desk: &Arc<Desk>,
    plan: &Plan,
    held: &mut Held<IntentId>,
    request: &ActionRequest,
    clicked_at: Timestamp,
) -> Result<ActionView, CoreError> {
    if let Some(intent) = held.became() {
        return detail::by_id(desk, intent).await;
    }
    let profile = profiles::one(desk, &plan.profile).await?;
    let begun = begin(desk, &profile, plan, request, clicked_at).await;
    let Begun {
        parcel,
        client,
        hold,
    } = match begun {
        Ok(begun) => begun,
        Err(error) => return refuse(desk, plan, request, error).await,
    };
    held.becomes(parcel.intent.clone());
    notify(desk, &plan.profile, &plan.service);
    let sent = send::send(desk, &client, &parcel).await;
    drop(hold);
    if let Err(error) = sent {
        // It went out, and its row stands open: that is what the view shows.
        tracing::error!(error = %error, "the outcome of an action could not be written down");
    }
    desk.orders_bell.notify_one();
    let shown = detail::by_id(desk, &parcel.intent).await;
    shown.map_err(|error| CoreError::OutcomeNotKept(Box::new(error)))
}

/// An action that is not sent is on record, too.
async fn refuse(
    desk: &Desk,
    plan: &Plan,
    request: &ActionRequest,
    error: CoreError,
) -> Result<ActionView, CoreError> {
    match profiles::one(desk, &plan.profile).await {
        Ok(profile) => {
            let entry = entry(desk, &profile, plan, request, Outcome::Refused).await;
            audit::stopped(desk, entry, &error).await;
        }
        Err(lost) => tracing::error!(error = %lost, "a refused action is not on record"),
    }
    Err(error)
}

/// What is about to be written down and sent.
struct Ready {
    client: Client,
    /// The provider's time.
    now: Timestamp,
    parcel: Parcel,
}

/// An action that is on the disk and leaves now.
struct Begun {
    parcel: Parcel,
    client: Client,
    hold: Hold,
}

/// All that comes before the first byte. Whatever stops it, nothing was sent.
async fn begin(
    desk: &Desk,
    profile: &Profile,
    plan: &Plan,
    request: &ActionRequest,
    clicked_at: Timestamp,
) -> Result<Begun, CoreError> {
    let Ready {
        client,
        now,
        parcel,
    } = ready(desk, profile, plan, request, clicked_at).await?;
    // Before the row is there: a settling that runs at the same time must not
    // take it for a lost one.
    let hold = Hold::take(desk, &parcel.intent)
        .await?
        .ok_or(CoreError::Busy(IntentKind::Action))?;
    write_down(desk, profile, plan, request, &parcel, now).await?;
    Ok(Begun {
        parcel,
        client,
        hold,
    })
}

/// Everything that must hold at the click, and the exact request. The facts are
/// read last, when everything else is at hand: they hold for ten seconds.
async fn ready(
    desk: &Desk,
    profile: &Profile,
    plan: &Plan,
    request: &ActionRequest,
    clicked_at: Timestamp,
) -> Result<Ready, CoreError> {
    if profiles::active(desk).await?.id != plan.profile {
        return Err(CoreError::OtherProfile);
    }
    guards::writable(desk, &plan.profile).await?;
    if let Some(code) = &plan.blocked {
        return Err(CoreError::NotNow {
            action: plan.kind,
            reason: code.clone(),
        });
    }
    if let Some(name) = &plan.type_this
        && request.typed.as_ref() != Some(name)
    {
        return Err(CoreError::TypedOtherwise);
    }
    let extra = fields(plan, &request.fields)?;
    let (client, before) = client_with_clock(desk, &plan.profile, IntentKind::Action).await?;
    let facts_at = look_once_more(desk, profile, plan, before).await?;
    let now = client.server_now().unwrap_or(before);
    let key = chance::action_key(&*desk.chance, desk.now(&plan.profile).await)?;
    let body = ActionBody {
        action: kind::word(plan.kind).to_owned(),
        extra,
    };
    let internal = |detail: String| CoreError::Internal { detail };
    let prepared = PreparedPost::action(&plan.service, &body, key)
        .map_err(|error| internal(error.to_string()))?;
    let intent =
        IntentId::new(prepared.key().as_str()).map_err(|error| internal(error.to_string()))?;
    let clicked = Clicked {
        here: clicked_at,
        there: now,
    };
    let parcel = Parcel {
        intent,
        profile: plan.profile.clone(),
        prepared,
        fresh: true,
        limits: Limits {
            facts_at,
            by_itself_until: Some(limits::acts_until(now)),
            ..Limits::of_a_click(now, clicked)
        },
    };
    Ok(Ready {
        client,
        now,
        parcel,
    })
}

/// Fields that were typed, as they are sent.
fn fields(
    plan: &Plan,
    typed: &BTreeMap<String, String>,
) -> Result<Vec<(String, serde_json::Value)>, FormError> {
    let known = plan::further_fields(plan.kind);
    let mut fields = Vec::new();
    for (name, value) in typed {
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        if !known.contains(name) || value.chars().count() > LONGEST_FIELD {
            return Err(FormError::Field);
        }
        fields.push((name.clone(), value.into()));
    }
    Ok(fields)
}

/// What erases, ends or holds back rests on facts younger than ten seconds. Any
/// difference goes back to the plan. What the table says is asked again, too:
/// an action of another window may have begun meanwhile. Gives when the facts
/// were read, where it rests on them: they are asked for their age once more
/// before the first byte.
async fn look_once_more(
    desk: &Desk,
    profile: &Profile,
    plan: &Plan,
    now: Timestamp,
) -> Result<Option<Timestamp>, CoreError> {
    let danger = kind::is_danger(plan.kind);
    let holds = |at| limits::is_near(at, now, limits::FACTS_HOLD);
    let kept = if danger && !plan.read_at.is_some_and(holds) {
        let kept = facts::read(desk, &plan.profile, &plan.service, Asker::Person).await?;
        let changes = plan.facts.changes_to(&Facts::of(&kept));
        if !changes.is_empty() {
            let changed: Vec<String> = changes.into_iter().map(|change| change.fact).collect();
            return Err(CoreError::FactsChanged {
                facts: changed.join(","),
            });
        }
        Some(kept)
    } else {
        facts::kept(desk, &plan.profile, &plan.service).await?
    };
    let kept = kept.ok_or(CoreError::ServiceNotKnown)?;
    match plan::not_now(desk, profile, &kept, plan.kind).await? {
        None => Ok(danger.then_some(kept.seen_at)),
        Some(reason) => Err(CoreError::NotNow {
            action: plan.kind,
            reason: reason.to_owned(),
        }),
    }
}

/// Intent, first attempt, action, its first line of evidence and its audit
/// entry, in one commit that is on the disk when this returns.
async fn write_down(
    desk: &Desk,
    profile: &Profile,
    plan: &Plan,
    request: &ActionRequest,
    parcel: &Parcel,
    now: Timestamp,
) -> Result<(), CoreError> {
    let mut begun = entry(desk, profile, plan, request, Outcome::Begun).await;
    begun.at = now;
    begun.idempotency_key = Some(parcel.prepared.key().clone());
    let intent = NewIntent {
        id: parcel.intent.clone(),
        profile_id: plan.profile.clone(),
        kind: IntentKind::Action,
        idempotency_key: parcel.prepared.key().clone(),
        method: "POST".to_owned(),
        path: parcel.prepared.path().to_owned(),
        body: parcel.prepared.body().to_vec(),
        service_id: Some(plan.service.clone()),
        created_at: now,
        first_attempt_at: now,
        key_used_since: None,
        audit: Some(begun),
    };
    let action = NewAction {
        action: kind::word(plan.kind).to_owned(),
        state: progress::word(ActionProgress::Sending).to_owned(),
        service_name: plan.name.clone(),
        customer: plan.customer.clone(),
        shown_json: plan.facts.json(),
        reason: reason(request),
    };
    desk.chain.ready().await;
    let line = Particulars::default()
        .fact("key", parcel.prepared.key().as_str())
        .fact("action", kind::word(plan.kind))
        .evidence(happened::INTENT_WRITTEN, source::THIS_COMPUTER, now, None);
    let written = desk
        .store
        .run(move |journal| journal.write_action(&intent, &action, &[line]))
        .await?;
    match written {
        ActionWritten::Written => Ok(()),
        ActionWritten::ServiceBusy(_) => Err(CoreError::ServiceBusy),
    }
}

fn reason(request: &ActionRequest) -> Option<String> {
    let reason = request.reason.as_deref().unwrap_or_default().trim();
    let reason: String = reason.chars().take(LONGEST_REASON).collect();
    (!reason.is_empty()).then_some(reason)
}

/// Gives a plan up; that is kept in the audit chain. One that was run, or that
/// nobody knows any more, is left alone.
pub(super) async fn cancel(desk: &Arc<Desk>, id: &str) -> Result<(), CoreError> {
    let id = id.to_owned();
    let plan = desk.owner.ask(move |state| state.plans.take(&id)).await?;
    let Some(plan) = plan else {
        return Ok(());
    };
    if plan.run.hold().await.became().is_some() {
        return Ok(());
    }
    let profile = profiles::one(desk, &plan.profile).await?;
    let request = ActionRequest {
        plan: String::new(),
        typed: None,
        reason: None,
        fields: BTreeMap::new(),
    };
    let entry = entry(desk, &profile, &plan, &request, Outcome::Cancelled).await;
    audit::record(desk, entry).await
}

/// An entry of the audit chain about a plan.
async fn entry(
    desk: &Desk,
    profile: &Profile,
    plan: &Plan,
    request: &ActionRequest,
    outcome: Outcome,
) -> Draft {
    let now = desk.now(&profile.id).await;
    Draft {
        target: Some(plan.service.as_str().to_owned()),
        target_name: Some(plan.name.clone()),
        reason: reason(request),
        ..audit::draft(now, profile, kind::act(plan.kind), outcome)
    }
}
