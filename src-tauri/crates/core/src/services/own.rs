//! The reseller's own words about a service. They stay on this computer.

use kh_audit::{Act, Draft, Outcome};
use kh_journal::{OwnWords as Kept, Profile};
use kh_model::ServiceId;

use super::detail;
use crate::audit;
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::profiles;
use crate::view::{OwnWords, ServiceView, Topic};

const LONGEST_NAME: usize = 100;
const LONGEST_NOTE: usize = 2_000;

/// Keeps own words; empty ones are taken away. That they changed goes on record
/// in the same commit.
pub(crate) async fn save(desk: &Desk, id: &str, words: OwnWords) -> Result<ServiceView, CoreError> {
    let service = detail::read_id(id)?;
    let profile = profiles::active(desk).await?;
    if let Err(error) = keep(desk, &profile, &service, words).await {
        let entry = entry(desk, &profile, &service).await;
        audit::stopped(desk, entry, &error).await;
        return Err(error);
    }
    desk.notify_one(Topic::Services, Some(&profile.id), service.as_str());
    detail::detail(desk, id).await
}

async fn keep(
    desk: &Desk,
    profile: &Profile,
    service: &ServiceId,
    words: OwnWords,
) -> Result<(), CoreError> {
    let words = Kept {
        name: tidy(words.name, LONGEST_NAME, FormError::ServiceName)?,
        customer: tidy(words.customer, LONGEST_NAME, FormError::ServiceCustomer)?,
        note: tidy(words.note, LONGEST_NOTE, FormError::ServiceNote)?,
    };
    let entry = entry(desk, profile, service).await;
    let at = entry.at;
    let (own, service) = (profile.id.clone(), service.clone());
    desk.chain.ready().await;
    desk.store
        .run(move |journal| {
            let before = journal.own_words(&own, &service)?;
            let kept = journal.service(&own, &service)?;
            let entry = differences(&before, &words).map(|changed| Draft {
                target_name: kept.map(|kept| kept.shown_name().to_owned()),
                reason: Some(changed),
                ..entry
            });
            journal.set_own_words_on_record(&own, &service, &words, at, entry.as_ref())
        })
        .await
}

async fn entry(desk: &Desk, profile: &Profile, service: &ServiceId) -> Draft {
    let now = desk.now(&profile.id).await;
    Draft {
        target: Some(service.as_str().to_owned()),
        ..audit::draft(now, profile, Act::ServiceWords, Outcome::Done)
    }
}

/// What is different, for the audit chain. A note may say anything about
/// anybody: that it changed is enough.
fn differences(before: &Kept, after: &Kept) -> Option<String> {
    let quoted = |text: &Option<String>| match text {
        Some(text) => format!("“{text}”"),
        None => "none".to_owned(),
    };
    let pair = |name, of: &dyn Fn(&Kept) -> Option<String>| {
        (name, quoted(&of(before)), quoted(&of(after)))
    };
    let named = profiles::record::differences(&[
        pair("name", &|words| words.name.clone()),
        pair("customer", &|words| words.customer.clone()),
    ]);
    let note = (before.note != after.note).then(|| "note changed".to_owned());
    let changed: Vec<String> = [named, note].into_iter().flatten().collect();
    (!changed.is_empty()).then(|| changed.join(", "))
}

fn tidy(
    text: Option<String>,
    most: usize,
    too_long: FormError,
) -> Result<Option<String>, FormError> {
    let text = text.map(|text| text.trim().to_owned());
    let text = text.filter(|text| !text.is_empty());
    match text {
        Some(text) if text.chars().count() > most => Err(too_long),
        other => Ok(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_said_but_not_what_a_note_says() {
        let words = |name: &str, note: &str| Kept {
            name: Some(name.to_owned()),
            customer: None,
            note: Some(note.to_owned()),
        };
        let (one, other) = (words("web", "the door code"), words("shop", "nothing"));
        assert_eq!(differences(&one, &one), None);
        let changed = differences(&one, &other).unwrap();
        assert_eq!(changed, "name: “web” -> “shop”, note changed");
    }

    #[test]
    fn words_are_trimmed_and_bounded_by_letters_and_empty_ones_are_none() {
        let tidy = |text: &str| tidy(Some(text.to_owned()), 4, FormError::ServiceName);
        assert_eq!(tidy("  äöü  "), Ok(Some("äöü".to_owned())));
        assert_eq!(tidy("   "), Ok(None));
        assert_eq!(tidy("äöüß!"), Err(FormError::ServiceName));
    }
}
