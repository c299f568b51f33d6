//! Saving a review as an order file, with an entry of the audit chain.

use std::sync::atomic::Ordering;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use kh_audit::{Act, Outcome};
use kh_journal::{IntentKind, Profile, ProfileKind};
use kh_model::KeyId;

use super::sealed::{Contents, LONGEST_HOURS, OrderFile};
use super::{FileTrouble, saved};
use crate::billing::file_name;
use crate::billing::trouble::DocumentError;
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::intents::send::client_with_clock;
use crate::new_file::NewFile;
use crate::orders::review::Review;
use crate::view::OrderFileSavedView;
use crate::{audit, chance, profiles};

/// Checks that concern the one who sends, and not the draft: another key,
/// another day.
const FOR_THE_SENDER: [&str; 6] = [
    "keyMayOrder",
    "creditCovers",
    "callsLeft",
    "noOpenTwin",
    "caps",
    "writable",
];

/// Saves a review as a file in the downloads folder.
pub(crate) async fn save(
    desk: &Desk,
    review: String,
    valid_hours: u32,
    sender_key: &str,
) -> Result<OrderFileSavedView, CoreError> {
    if !(1..=LONGEST_HOURS).contains(&valid_hours) {
        return Err(FileTrouble::Hours.into());
    }
    let sender_key = KeyId::new(sender_key).map_err(|_| FormError::Key)?;
    let review = desk
        .owner
        .ask(move |state| state.reviews.find(&review))
        .await?
        .ok_or(CoreError::ReviewNotFound)?;
    let profile = profiles::active(desk).await?;
    if profile.id != review.profile {
        return Err(CoreError::OtherProfile);
    }
    // Nobody orders it from here meanwhile, nor afterwards.
    let placed = review.placed.hold().await;
    if placed.became().is_some() || review.saved.load(Ordering::Relaxed) {
        return Err(CoreError::ReviewNotFound);
    }
    if review.file.is_some() {
        return Err(FileTrouble::FromFile.into());
    }
    let file = seal(desk, &profile, &review, valid_hours, sender_key).await?;
    // Known before the file is there: rather told of one that was not written.
    remember(desk, &profile, &file).await?;
    let written = write(desk, &file).await;
    review.saved.store(written.is_ok(), Ordering::Relaxed);
    drop(placed);
    let mut entry = audit::draft(
        desk.now(&profile.id).await,
        &profile,
        Act::OrderFileSaved,
        Outcome::Done,
    );
    entry.target = Some(review.draft.product_id.to_string());
    entry.target_name = Some(review.product_name.clone());
    entry.money.clone_from(&review.quote.now);
    entry.idempotency_key = Some(file.key()?);
    entry.reason = Some(format!(
        "{}, to be sent with {}",
        file.fingerprint(),
        file.contents().sender_key
    ));
    audit::outcome_of(&mut entry, &written);
    audit::record(desk, entry).await?;
    Ok(OrderFileSavedView {
        path: written?,
        fingerprint: file.fingerprint(),
        expires_at: file.contents().expires_at,
        sender_key: file.contents().sender_key.clone(),
    })
}

async fn remember(desk: &Desk, profile: &Profile, file: &OrderFile) -> Result<(), CoreError> {
    let saved = saved::Saved {
        key: file.key()?.as_str().to_owned(),
        product: file.contents().product_id.clone(),
        until: file.contents().expires_at,
    };
    let (id, now) = (profile.id.clone(), desk.now(&profile.id).await);
    desk.store
        .run(move |journal| saved::remember(journal, &id, saved, now))
        .await
}

async fn seal(
    desk: &Desk,
    profile: &Profile,
    review: &Review,
    valid_hours: u32,
    sender_key: KeyId,
) -> Result<OrderFile, CoreError> {
    let failed: Vec<&str> = review
        .failed
        .iter()
        .map(String::as_str)
        .filter(|check| !FOR_THE_SENDER.contains(check))
        .collect();
    if !failed.is_empty() {
        return Err(CoreError::OrderNotReady {
            checks: failed.join(","),
        });
    }
    let account = account(profile)?;
    let place = place(profile);
    if sender_key.is_simulated() != (profile.kind == ProfileKind::Simulator) {
        return Err(FileTrouble::OtherPlace.into());
    }
    // A guess of this computer would not do: the 23 hours rest on it.
    let (_, drafted_at) = client_with_clock(desk, &profile.id, IntentKind::Order).await?;
    let lives = SignedDuration::from_hours(i64::from(valid_hours));
    let internal = |detail: String| CoreError::Internal { detail };
    let body = String::from_utf8(review.prepared.body().to_vec())
        .map_err(|error| internal(error.to_string()))?;
    let words = &review.draft.words;
    Ok(OrderFile::seal(Contents {
        kernelhost_order_file: 1,
        drafted_at,
        expires_at: drafted_at
            .checked_add(lives)
            .map_err(|error| internal(error.to_string()))?,
        drafted_by: profile.label.clone(),
        account,
        place: place.to_owned(),
        sender_key: sender_key.as_str().to_owned(),
        product_id: review.draft.product_id.as_str().to_owned(),
        product_name: review.product_name.clone(),
        cycle: words.cycle.clone(),
        hostname: words.hostname.clone(),
        customer: words.customer.clone(),
        options: words.options.clone(),
        amount_now: review.quote.now.as_ref().map(ToString::to_string),
        amount_recurring: review.quote.recurring.as_ref().map(ToString::to_string),
        body,
        salt: hex::encode(chance::bytes::<16>(&*desk.chance)?),
    }))
}

/// The account of a profile, if the provider ever named it.
pub(super) fn account(profile: &Profile) -> Result<String, FileTrouble> {
    let seen = profile.account.as_ref();
    seen.and_then(|account| account.account_id.clone())
        .ok_or(FileTrouble::AccountUnknown)
}

/// What stands behind a profile, in the word of a file.
pub(super) fn place(profile: &Profile) -> &'static str {
    match profile.kind {
        ProfileKind::Live => "live",
        ProfileKind::Simulator => "simulator",
    }
}

async fn write(desk: &Desk, file: &OrderFile) -> Result<String, CoreError> {
    let text = file.text().map_err(|error| CoreError::Internal {
        detail: error.to_string(),
    })?;
    let day = file.contents().drafted_at.to_zoned(TimeZone::UTC).date();
    let mark: String = file.fingerprint().chars().take(9).collect();
    // No word of a person stands in the name, so that it is one everywhere.
    let name = format!("kernelhost-order-{day}-{mark}.json");
    let folder = desk.downloads_folder.clone();
    desk.threads
        .run(move || -> Result<String, CoreError> {
            let mut new = NewFile::begin(&folder).map_err(DocumentError::Disk)?;
            new.write(text.as_bytes()).map_err(DocumentError::Disk)?;
            let name = new
                .place(|number| Some(file_name::numbered(&name, number)), |_| false)
                .map_err(DocumentError::Disk)?;
            Ok(folder.join(name).to_string_lossy().into_owned())
        })
        .await?
}
