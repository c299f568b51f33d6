//! What is done to keys and profiles goes on record: what succeeds before it is
//! done, so that nothing is done without its entry; what is refused or fails
//! after. The time is that of the profile: the provider's, as far as it is known.

use kh_audit::{Act, Draft, Outcome};
use kh_journal::Profile;
use kh_model::RequestId;

use crate::audit;
use crate::desk::Desk;
use crate::error::CoreError;

/// An entry about a profile, named as people call it.
pub(super) async fn entry(desk: &Desk, profile: &Profile, act: Act) -> Draft {
    let now = desk.now(&profile.id).await;
    Draft {
        target: Some(profile.id.as_str().to_owned()),
        target_name: Some(profile.label.clone()),
        ..audit::draft(now, profile, act, Outcome::Done)
    }
}

/// On record, before it is done.
///
/// # Errors
/// It could not be written; then it is not done.
pub(super) async fn before(
    desk: &Desk,
    profile: &Profile,
    act: Act,
    what: Option<String>,
    request_id: Option<RequestId>,
) -> Result<(), CoreError> {
    let draft = Draft {
        reason: what,
        request_id,
        ..entry(desk, profile, act).await
    };
    audit::record(desk, draft).await
}

/// Something did not go through: an entry says so.
pub(super) async fn stopped(desk: &Desk, mut draft: Draft, error: &CoreError) {
    draft.at = match &draft.profile {
        Some(profile) => desk.now(profile).await,
        None => desk.clock.now(),
    };
    audit::stopped(desk, draft, error).await;
}

/// What is different, in the form `name: before -> after`.
pub(crate) fn differences(pairs: &[(&str, String, String)]) -> Option<String> {
    let changed: Vec<String> = pairs
        .iter()
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| format!("{name}: {before} -> {after}"))
        .collect();
    (!changed.is_empty()).then(|| changed.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_different_is_said() {
        let pair = |name, before: &str, after: &str| (name, before.to_owned(), after.to_owned());
        let same = [pair("label", "a", "a")];
        assert_eq!(differences(&same), None);
        let two = [
            pair("label", "a", "b"),
            pair("x", "1", "1"),
            pair("y", "2", "3"),
        ];
        assert_eq!(differences(&two).unwrap(), "label: a -> b, y: 2 -> 3");
    }
}
