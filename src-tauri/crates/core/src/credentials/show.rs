//! What is done with an open look: one value shown, one value copied, the end.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kh_audit::{Act, Outcome};

use super::LookTrouble;
use super::kept::{Look, Value};
use super::look::OPEN_FOR;
use crate::audit;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::setup::ClipboardError;
use crate::view::{CopiedView, RevealView, Topic};

/// How long a value may stand on the screen.
const SHOWN_FOR: Duration = Duration::from_secs(30);

/// How long the clipboard holds one.
const COPIED_FOR: Duration = Duration::from_secs(10);

/// How often a clipboard that says no is tried, and how far apart.
const CLEAR_TRIES: u32 = 10;
const BEFORE_NEXT_TRY: Duration = Duration::from_secs(1);

/// Gives one value out, for thirty seconds on screen. Its entry is on the disk
/// before.
pub(crate) async fn reveal(
    desk: &Arc<Desk>,
    look: &str,
    index: u32,
) -> Result<RevealView, CoreError> {
    let value = on_record(desk, look, index, Act::CredentialsRevealed).await?;
    Ok(RevealView {
        index,
        value: value.as_str().to_owned(),
        hide_at: after(desk.clock.now(), SHOWN_FOR),
    })
}

/// Puts one value into the clipboard; it is cleared after ten seconds if it
/// still holds it.
pub(crate) async fn copy(
    desk: &Arc<Desk>,
    look: &str,
    index: u32,
) -> Result<CopiedView, CoreError> {
    let value = on_record(desk, look, index, Act::CredentialsCopied).await?;
    let secret = value.clone();
    let put = on_clipboard(desk, move |clipboard| clipboard.put(&secret)).await;
    if let Err(error) = put {
        // It may be there all the same. What was copied before keeps its time.
        let _ = on_clipboard(desk, move |clipboard| clipboard.clear_if_holds(&value)).await;
        return Err(error);
    }
    let number = desk.looks.copied(value);
    let clears_at = after(desk.clock.now(), COPIED_FOR);
    // From now on, not from when the task comes to run.
    let (desk, over) = (Arc::clone(desk), desk.clock.sleep(COPIED_FOR));
    tokio::spawn(async move {
        over.await;
        clear_at_last(&desk, number).await;
    });
    Ok(CopiedView { index, clears_at })
}

/// Clears the clipboard now, if it holds a value of ours.
pub(crate) async fn clear_clipboard(desk: &Arc<Desk>) -> Result<(), CoreError> {
    let cleared = clear(desk, None).await;
    if cleared.is_err()
        && let Some((number, _)) = desk.looks.on_clipboard(None)
    {
        let desk = Arc::clone(desk);
        tokio::spawn(async move { clear_at_last(&desk, number).await });
    }
    cleared
}

/// Ends a look; its values are wiped.
pub(crate) async fn end(desk: &Arc<Desk>, look: &str) -> Result<(), CoreError> {
    if desk.looks.end(look) {
        desk.notify_one(Topic::LookEnded, None, look);
    }
    Ok(())
}

/// Ends every look: the window lost the focus, was hidden, or shows another
/// profile.
pub(crate) fn end_all(desk: &Desk) {
    for look in desk.looks.end_all() {
        desk.notify_one(Topic::LookEnded, None, &look);
    }
}

/// Ends a look when its time is over.
pub(super) fn end_later(desk: &Arc<Desk>, look: String) {
    let (desk, over) = (Arc::clone(desk), desk.clock.sleep(OPEN_FOR));
    tokio::spawn(async move {
        over.await;
        // The program may be closing; then it is wiped with everything else.
        let _ = end(&desk, &look).await;
    });
}

pub(super) fn after(now: Timestamp, time: Duration) -> Timestamp {
    let time = SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX);
    now.saturating_add(time).unwrap_or(Timestamp::MAX)
}

/// One value of an open look, once its entry is on the disk. What is no secret
/// needs none: the window has it already.
async fn on_record(desk: &Desk, look: &str, index: u32, act: Act) -> Result<Value, CoreError> {
    let now = desk.clock.now();
    let profile = desk.looks.with(look, now, |look| look.profile.id.clone());
    // In the time of its read, which is the provider's.
    let at = desk.now(&profile.ok_or(LookTrouble::NotOpen)?).await;
    let about = desk
        .looks
        .with(look, now, |look| about(look, index, act, at))
        .ok_or(LookTrouble::NotOpen)?;
    let draft = about.ok_or(LookTrouble::NoSuchField)?;
    if let Some(draft) = draft {
        audit::record(desk, draft)
            .await
            .map_err(|error| LookTrouble::NotRecorded { code: error.code() })?;
    }
    // It may have ended while the disk was waited for.
    let value = desk.looks.with(look, desk.clock.now(), |look| {
        value(look, index).map(|field| field.value.clone())
    });
    Ok(value.flatten().ok_or(LookTrouble::NotOpen)?)
}

/// The entry for a field: none inside where it needs none, none at all where
/// there is no such field.
fn about(look: &Look, index: u32, act: Act, at: Timestamp) -> Option<Option<kh_audit::Draft>> {
    let field = value(look, index)?;
    if !field.secret {
        return Some(None);
    }
    Some(Some(kh_audit::Draft {
        target: Some(look.service.as_str().to_owned()),
        target_name: Some(look.service_name.clone()),
        reason: Some(field.name.clone()),
        ..audit::draft(at, &look.profile, act, Outcome::Done)
    }))
}

fn value(look: &Look, index: u32) -> Option<&super::kept::Field> {
    look.fields.get(usize::try_from(index).ok()?)
}

/// Takes a copy out of the clipboard, again and again where that fails: another
/// program may hold it for a moment. What stays is tried again at the end of
/// the program.
async fn clear_at_last(desk: &Arc<Desk>, number: u64) {
    for _ in 0..CLEAR_TRIES {
        match clear(desk, Some(number)).await {
            Ok(()) => return,
            Err(error) => tracing::warn!(error = %error, "the clipboard could not be cleared"),
        }
        desk.clock.sleep(BEFORE_NEXT_TRY).await;
    }
}

/// Takes a copy out of the clipboard, if it is still there. It is forgotten only
/// when it is known to be gone.
async fn clear(desk: &Arc<Desk>, number: Option<u64>) -> Result<(), CoreError> {
    let Some((number, value)) = desk.looks.on_clipboard(number) else {
        return Ok(());
    };
    let held = on_clipboard(desk, move |clipboard| clipboard.clear_if_holds(&value)).await?;
    desk.looks.forget_copied(number);
    desk.notify(
        if held {
            Topic::ClipboardCleared
        } else {
            Topic::ClipboardTaken
        },
        None,
    );
    Ok(())
}

/// The clipboard may belong to a program that does not answer; it gets a
/// thread that may wait.
async fn on_clipboard<R: Send + 'static>(
    desk: &Desk,
    work: impl FnOnce(&dyn crate::setup::Clipboard) -> Result<R, ClipboardError> + Send + 'static,
) -> Result<R, CoreError> {
    let clipboard = Arc::clone(&desk.clipboard);
    let done = desk.threads.run(move || work(clipboard.as_ref())).await?;
    Ok(done.map_err(LookTrouble::from)?)
}
