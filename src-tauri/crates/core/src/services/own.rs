//! The reseller's own words about a service. They stay on this computer.

use kh_journal::OwnWords as Kept;

use super::detail;
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::profiles;
use crate::view::{OwnWords, ServiceView, Topic};

const LONGEST_NAME: usize = 100;
const LONGEST_NOTE: usize = 2_000;

/// Keeps own words; empty ones are taken away.
pub(crate) async fn save(desk: &Desk, id: &str, words: OwnWords) -> Result<ServiceView, CoreError> {
    let words = Kept {
        name: tidy(words.name, LONGEST_NAME, FormError::ServiceName)?,
        customer: tidy(words.customer, LONGEST_NAME, FormError::ServiceCustomer)?,
        note: tidy(words.note, LONGEST_NOTE, FormError::ServiceNote)?,
    };
    let service = detail::read_id(id)?;
    let profile = profiles::active(desk).await?.id;
    let now = desk.now(&profile).await;
    let (own, named) = (profile.clone(), service.clone());
    desk.store
        .run(move |journal| journal.set_own_words(&own, &named, &words, now))
        .await?;
    desk.notify_one(Topic::Services, Some(&profile), service.as_str());
    detail::detail(desk, id).await
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
    fn words_are_trimmed_and_bounded_by_letters_and_empty_ones_are_none() {
        let tidy = |text: &str| tidy(Some(text.to_owned()), 4, FormError::ServiceName);
        assert_eq!(tidy("  äöü  "), Ok(Some("äöü".to_owned())));
        assert_eq!(tidy("   "), Ok(None));
        assert_eq!(tidy("äöüß!"), Err(FormError::ServiceName));
    }
}
