//! How a new world begins: a catalogue, two customers, their keys, and for a
//! world to look around in a few services they already have.

use std::time::Duration;

use jiff::Timestamp;
use kh_model::Scope;
use rusqlite::Connection;
use serde_json::json;

use crate::turn::Turn;
use crate::vault::Vault;
use crate::webhooks::outbox;
use crate::world::{Account, ApiKey, Card, Limits, Tenant};
use crate::{SimulatorError, dice::Dice, due, handlers, seed, store};

/// How much there is in a new world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// The whole catalogue, and a few services in both accounts.
    #[default]
    Furnished,
    /// The whole catalogue; nobody has ordered anything.
    Unfurnished,
    /// Four products; nobody has ordered anything. Made quickly, for tests that
    /// need thousands of worlds.
    Bare,
    /// The whole catalogue, and so many services in the first account; a hundred
    /// thousand take some seconds.
    Fleet(u32),
}

/// The label of the key that may do everything.
pub const FULL_ACCESS: &str = "full access";
/// The label of the key with the scopes of a new key.
pub const READ_ONLY: &str = "read-only";
/// The label of the key that may do everything but read access data.
pub const NO_CREDENTIALS: &str = "no credentials";
/// The label of the key that only works from an address in a documentation
/// range.
pub const IP_BOUND: &str = "ip-bound";
/// The label of the key with 10 calls per minute, burst 3, 40 per day.
pub const LOW_LIMITS: &str = "low limits";
/// The label of the key of the other account.
pub const SECOND_ACCOUNT: &str = "second account";

const WEBHOOK_SECRET_PREFIX: &str = "whsec_";
const DAY: Duration = Duration::from_secs(86_400);

/// Writes customers, keys and catalogue into an empty world.
pub(crate) fn found(
    db: &Connection,
    vault: &Vault,
    dice: &mut Dice,
    now: Timestamp,
    scale: Scale,
) -> Result<(), SimulatorError> {
    let catalogue = match scale {
        Scale::Furnished | Scale::Unfurnished | Scale::Fleet(_) => seed::catalogue(),
        Scale::Bare => seed::small_catalogue(),
    };
    for product in &catalogue {
        store::products::put(db, product)?;
    }
    let [first, second] = seed::resellers();
    let (own, other) = (Tenant(first.id), Tenant(second.id));
    for reseller in [first, second] {
        store::accounts::insert(
            db,
            &Account {
                id: reseller.id,
                email: reseller.email.to_owned(),
                name: reseller.name.to_owned(),
                currency: "EUR".to_owned(),
                credit: reseller.credit,
                card: Card::Ok,
                client_known: true,
                mail_on_credentials: false,
            },
        )?;
    }
    for plan in plans(own, other) {
        make_key(db, vault, dice, now, plan)?;
    }
    Ok(())
}

struct Plan {
    label: &'static str,
    tenant: Tenant,
    scopes: Vec<Scope>,
    allowed: &'static [&'static str],
    limits: Limits,
}

fn plans(own: Tenant, other: Tenant) -> Vec<Plan> {
    let plan = |label, scopes: Vec<Scope>| Plan {
        label,
        tenant: own,
        scopes,
        allowed: &[],
        limits: Limits::DOCUMENTED,
    };
    let every = || Scope::DOCUMENTED.to_vec();
    let but_credentials = Scope::DOCUMENTED
        .into_iter()
        .filter(|scope| *scope != Scope::ReadCredentials)
        .collect();
    vec![
        plan(FULL_ACCESS, every()),
        plan(READ_ONLY, default_scopes()),
        plan(NO_CREDENTIALS, but_credentials),
        Plan {
            allowed: &["198.51.100.0/24", "2001:db8:51::/48"],
            ..plan(IP_BOUND, every())
        },
        Plan {
            limits: Limits {
                per_minute: 10,
                burst: 3,
                per_day: 40,
            },
            ..plan(LOW_LIMITS, every())
        },
        Plan {
            tenant: other,
            ..plan(SECOND_ACCOUNT, every())
        },
    ]
}

/// What a new key may do unless its owner switches more on: reading, but no
/// access data (contract 2).
fn default_scopes() -> Vec<Scope> {
    Scope::DOCUMENTED
        .into_iter()
        .filter(|scope| !scope.is_dangerous())
        .collect()
}

fn make_key(
    db: &Connection,
    vault: &Vault,
    dice: &mut Dice,
    now: Timestamp,
    plan: Plan,
) -> Result<(), SimulatorError> {
    let id = format!("kh_live_SIM{}", dice.key_tail());
    let secret = dice.secret(40);
    let webhook_secret = format!("{WEBHOOK_SECRET_PREFIX}{}", dice.secret(32));
    let key = ApiKey {
        sealed: vault.seal(&id, &secret)?,
        id,
        tenant: plan.tenant,
        label: plan.label.to_owned(),
        scopes: plan.scopes,
        allowed: plan
            .allowed
            .iter()
            .filter_map(|net| net.parse().ok())
            .collect(),
        limits: plan.limits,
        created_at: now,
        last_used_at: None,
        locked_until: None,
        webhook_url: None,
    };
    let webhook_sealed = vault.seal(&outbox::secret_name(&key.id), &webhook_secret)?;
    store::keys::insert(db, &key, &webhook_sealed)?;
    Ok(())
}

/// Lets the customers have ordered before. It goes the way of every order, on
/// a day in the past; the credit is then put back and the mails are taken away.
pub(crate) fn furnish(turn: &mut Turn<'_>) -> Result<(), SimulatorError> {
    let now = turn.now;
    let keys = store::keys::all(turn.db)?;
    let accounts = store::accounts::all(turn.db)?;
    for (label, product_id, hostname, days) in [
        (FULL_ACCESS, 42, "web-01.customer-a.example", 24_u32),
        (FULL_ACCESS, 71, "www.customer-b.example", 17),
        (FULL_ACCESS, 41, "db-01.customer-a.example", 9),
        (SECOND_ACCOUNT, 42, "node-1.nordvik.example", 20),
    ] {
        let Some(key) = keys.iter().find(|key| key.label == label) else {
            continue;
        };
        turn.now = now.saturating_sub(DAY * days).unwrap_or(now);
        let body = json!({
            "product_id": product_id,
            "billing_cycle": "monthly",
            "hostname": hostname,
            "config_options": cheapest_options(turn, product_id),
        });
        handlers::place_order(turn, key, body.to_string().as_bytes())?;
        turn.now = now;
        due::work(turn)?;
    }
    for account in accounts {
        store::accounts::set_credit(turn.db, Tenant(account.id), account.credit)?;
    }
    store::run(turn.db, "DELETE FROM mails", [])?;
    Ok(())
}

/// The first choice of every option that is required.
fn cheapest_options(turn: &Turn<'_>, product_id: u64) -> serde_json::Value {
    let options = turn.product(product_id).map(|product| &product.options);
    options
        .into_iter()
        .flatten()
        .filter(|option| option.required)
        .filter_map(|option| {
            let choice = option.choices.first()?;
            Some((option.id.to_string(), json!(choice.id)))
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}
