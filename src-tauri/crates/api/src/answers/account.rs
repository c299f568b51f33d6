//! `GET /v1/me`: the account and the key that asks.

use kh_model::{Currency, Scope};

use super::{RawAnswer, ReadAnswer, StatedTime};
use crate::wire::envelope::{self, Named};
use crate::wire::{Json, Object, Unreadable, scalar};

const NAMED: Named = Named {
    one: "me",
    many: "me",
    id: &[],
};
const ACCOUNT: &[&str] = &["account", "client", "customer", "user"];
const ACCOUNT_ID: &[&str] = &["id", "account_id", "client_id", "user_id"];
const EMAIL: &[&str] = &["email", "email_address"];
const KEY: &[&str] = &["key", "api_key", "token"];
/// The id of the key within its own object.
const KEY_ID: &[&str] = &["id", "key", "key_id", "api_key"];
const LABEL: &[&str] = &["label", "name", "description"];
const SCOPES: &[&str] = &["scopes", "scope", "permissions"];
const IP_WHITELIST: &[&str] = &["ip_whitelist", "ip_allowlist", "allowed_ips"];
const RATE_LIMIT: &[&str] = &["rate_limit", "rate_limits", "limits"];
const PER_MINUTE: &[&str] = &["per_minute", "minute", "requests_per_minute"];
const BURST: &[&str] = &["burst"];
const PER_DAY: &[&str] = &["per_day", "day", "daily", "requests_per_day"];
const CREATED_AT: &[&str] = &["created_at", "created"];
const LAST_USED_AT: &[&str] = &["last_used_at", "last_used"];

/// Who we are to the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// The account's id.
    pub account_id: Option<String>,
    /// The account's address, for a person to recognise it.
    pub email: Option<String>,
    /// The account's currency.
    pub currency: Option<Currency>,
    /// The key that was used.
    pub key: KeyFacts,
}

/// What the provider says about the key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyFacts {
    /// Its public id.
    pub id: Option<String>,
    /// The name it got in the portal.
    pub label: Option<String>,
    /// What it may do; none if not stated, which is not the same as nothing.
    pub scopes: Option<Vec<Scope>>,
    /// Addresses it may be used from, as CIDR; none if not stated, empty for
    /// everywhere.
    pub ip_whitelist: Option<Vec<String>>,
    /// How often it may be used.
    pub rate_limit: RateLimit,
    /// When it was made.
    pub created_at: Option<StatedTime>,
    /// When it was used before.
    pub last_used_at: Option<StatedTime>,
}

/// The limits of a key, in calls, where stated (contract 6 has the defaults).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RateLimit {
    /// Calls per minute.
    pub per_minute: Option<u32>,
    /// Calls at once.
    pub burst: Option<u32>,
    /// Calls per day.
    pub per_day: Option<u32>,
}

impl ReadAnswer for Me {
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        let json = raw.json()?;
        let root = envelope::one(&json, NAMED)?;
        let nested_account = root.find(ACCOUNT).and_then(Json::as_object);
        let account = nested_account.unwrap_or(root);
        let me = Self {
            account_id: scalar::word(account, ACCOUNT_ID),
            email: scalar::word(account, EMAIL),
            currency: scalar::currency(account).or_else(|| scalar::currency(root)),
            key: key_facts(root),
        };
        let says_nothing =
            me.account_id.is_none() && me.email.is_none() && me.key == KeyFacts::default();
        if says_nothing {
            return Err(Unreadable::Not("account"));
        }
        Ok(me)
    }
}

/// The key in an object of its own, or its fields beside those of the account.
fn key_facts(root: &Object) -> KeyFacts {
    let nested = root.find(KEY).and_then(Json::as_object);
    let object = nested.unwrap_or(root);
    // Beside the account, `id` and `name` are the account's.
    let (id, label) = match nested {
        Some(_) => (KEY_ID, LABEL),
        None => (KEY, &["label", "key_label"] as &[&str]),
    };
    let list = |names: &[&str]| object.find(names).map(scalar::words);
    KeyFacts {
        id: scalar::word(object, id),
        label: scalar::word(object, label),
        scopes: list(SCOPES).map(|words| words.iter().map(|word| Scope::read(word)).collect()),
        ip_whitelist: list(IP_WHITELIST),
        rate_limit: rate_limit(object.find(RATE_LIMIT).and_then(Json::as_object)),
        created_at: nested.and_then(|key| scalar::time(key, CREATED_AT)),
        last_used_at: scalar::time(object, LAST_USED_AT),
    }
}

fn rate_limit(object: Option<&Object>) -> RateLimit {
    let limit = |names: &[&str]| u32::try_from(scalar::count(object?, names)?).ok();
    RateLimit {
        per_minute: limit(PER_MINUTE),
        burst: limit(BURST),
        per_day: limit(PER_DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::read;

    #[test]
    fn the_assumed_form_is_read_whole() {
        let me: Me = read(
            r#"{"account":{"id":7,"email":"r@example.net","currency":"EUR"},
                "key":{"id":"kh_live_X","label":"shop","scopes":["read:products","write:orders"],
                "ip_whitelist":["203.0.113.0/24"],"rate_limit":{"per_minute":60,"burst":20,"per_day":5000},
                "created_at":"2026-01-01T00:00:00Z","last_used_at":null}}"#,
        )
        .unwrap();
        assert_eq!(me.account_id.as_deref(), Some("7"));
        assert_eq!(me.email.as_deref(), Some("r@example.net"));
        assert_eq!(me.currency.unwrap().as_str(), "EUR");
        assert_eq!(me.key.id.as_deref(), Some("kh_live_X"));
        assert_eq!(me.key.label.as_deref(), Some("shop"));
        assert_eq!(
            me.key.scopes,
            Some(vec![Scope::ReadProducts, Scope::WriteOrders])
        );
        assert_eq!(me.key.ip_whitelist, Some(vec!["203.0.113.0/24".to_owned()]));
        assert_eq!(
            me.key.rate_limit,
            RateLimit {
                per_minute: Some(60),
                burst: Some(20),
                per_day: Some(5000)
            }
        );
        assert!(me.key.created_at.unwrap().at.is_some());
        assert_eq!(me.key.last_used_at, None);
    }

    #[test]
    fn account_and_key_may_lie_flat_in_an_envelope() {
        let me: Me = read(
            r#"{"data":{"client_id":"7","email":"r@example.net","key":"kh_live_X",
                "label":"shop","scopes":"read:products,read:orders"}}"#,
        )
        .unwrap();
        assert_eq!(me.account_id.as_deref(), Some("7"));
        assert_eq!(me.key.id.as_deref(), Some("kh_live_X"));
        assert_eq!(me.key.label.as_deref(), Some("shop"));
        assert_eq!(
            me.key.scopes,
            Some(vec![Scope::ReadProducts, Scope::ReadOrders])
        );
    }

    #[test]
    fn what_is_not_stated_is_unknown_and_not_empty() {
        let me: Me = read(r#"{"account":{"id":7}}"#).unwrap();
        assert_eq!(me.currency, None);
        assert_eq!(me.key.scopes, None);
        assert_eq!(me.key.ip_whitelist, None);
        let empty: Me =
            read(r#"{"account":{"id":7},"key":{"scopes":[],"ip_whitelist":""}}"#).unwrap();
        assert_eq!(empty.key.scopes, Some(vec![]));
        assert_eq!(empty.key.ip_whitelist, Some(vec![]));
    }

    #[test]
    fn an_answer_without_account_and_key_is_no_account() {
        for body in [r#"{"message":"maintenance"}"#, "{}"] {
            assert_eq!(read::<Me>(body), Err(Unreadable::Not("account")), "{body}");
        }
        assert!(matches!(
            read::<Me>("<html>"),
            Err(Unreadable::NotJson { .. })
        ));
    }
}
