//! A profile as the window sees it.

use kh_journal::{Profile, ProfileKind, SecretHome};
use kh_model::Scope;

use crate::view::{self, Accent, AccountView, ProfileView, ScopeView};

/// Every colour and its hue.
const HUES: [(Accent, u16); 6] = [
    (Accent::Petrol, 205),
    (Accent::Steel, 255),
    (Accent::Plum, 345),
    (Accent::Moss, 130),
    (Accent::Copper, 50),
    (Accent::Olive, 112),
];

/// The colour kept as a hue; petrol for a hue this version does not know.
fn accent(hue: u16) -> Accent {
    HUES.into_iter()
        .find(|(_, known)| *known == hue)
        .map_or(Accent::Petrol, |(accent, _)| accent)
}

/// The hue of a profile: olive belongs to simulators, and they have no other.
pub(crate) fn hue(accent: Accent, kind: ProfileKind) -> u16 {
    let accent = match (kind, accent) {
        (ProfileKind::Simulator, _) => Accent::Olive,
        (ProfileKind::Live, Accent::Olive) => Accent::Petrol,
        (ProfileKind::Live, chosen) => chosen,
    };
    HUES.into_iter()
        .find(|(known, _)| *known == accent)
        .map_or(205, |(_, hue)| hue)
}

/// The profile as the window sees it.
pub(crate) fn view(profile: &Profile) -> ProfileView {
    let account = profile.account.as_ref();
    ProfileView {
        id: profile.id.as_str().to_owned(),
        label: profile.label.clone(),
        accent: accent(profile.accent_hue),
        kind: match profile.kind {
            ProfileKind::Live => view::ProfileKind::Live,
            ProfileKind::Simulator => view::ProfileKind::Simulator,
        },
        built_in: is_built_in(profile),
        base_url: profile.base_url.clone(),
        key_id: profile.key_id.as_str().to_owned(),
        sign_path: profile.sign_path.as_str().to_owned(),
        secret_home: home_view(profile.secret_home),
        account: account.map(|seen| AccountView {
            id: seen.account_id.clone(),
            email: seen.email.clone(),
            currency: seen.currency.as_ref().map(|code| code.as_str().to_owned()),
            key_label: seen.key_label.clone(),
        }),
        scopes: account
            .and_then(|seen| seen.scopes.as_ref())
            .map_or_else(Vec::new, |scopes| scopes.iter().map(scope_view).collect()),
        checked_at: account.map(|seen| seen.read_at),
    }
}

/// Whether it is the simulator inside this program.
pub(crate) fn is_built_in(profile: &Profile) -> bool {
    profile.secret_home == SecretHome::Simulator
}

fn scope_view(scope: &Scope) -> ScopeView {
    ScopeView {
        word: scope.as_str().to_owned(),
        dangerous: scope.is_dangerous(),
    }
}

fn home_view(home: SecretHome) -> view::SecretHome {
    match home {
        SecretHome::Keychain => view::SecretHome::Keychain,
        SecretHome::Session => view::SecretHome::Session,
        SecretHome::Simulator => view::SecretHome::Simulator,
    }
}

/// The home a person chose. The simulator's home is not for typed secrets: they
/// stay in memory then.
pub(crate) fn chosen_home(home: view::SecretHome) -> SecretHome {
    match home {
        view::SecretHome::Keychain => SecretHome::Keychain,
        view::SecretHome::Session | view::SecretHome::Simulator => SecretHome::Session,
    }
}
