//! What the operator can order: every verb that changes the world.

use kh_model::{BillingCycle, SignPath};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::{Map, Value, json};

use super::Refusal;
use crate::SimulatorError;
use crate::faults::Fault;
use crate::machine::Machine;
use crate::shapes::Preset;
use crate::store;
use crate::texts::Texts;
use crate::world::{Card, Limits, Price};

/// Carries out the verb and answers what it led to.
pub(super) fn carry_out(
    machine: &mut Machine,
    verb: &[&str],
    body: &[u8],
) -> Result<Value, Refusal> {
    match verb {
        ["clock"] => clock(machine, body),
        ["credit"] => credit(machine, body),
        ["card"] => card(machine, body),
        ["account"] => account(machine, body),
        ["keys", key, "rotate"] => Ok(json!({"secret": machine.rotate(key)?})),
        ["keys", key, "unlock"] => {
            machine.unlock(key)?;
            Ok(json!({"key": key}))
        }
        ["keys", key, "limits"] => limits(machine, key, body),
        ["faults"] => faults(machine, body),
        ["shape"] => shape(machine, body),
        ["texts"] => texts(machine, body),
        ["rules"] => rules(machine, body),
        ["products", id] => product(machine, id, body),
        ["orders", id, "pay"] => {
            machine.pay_in_portal(number(id)?)?;
            Ok(json!({"order": number(id)?}))
        }
        ["portal"] => portal(machine, body),
        ["shop"] => shop(machine, body),
        ["webhook"] => webhook(machine, body),
        _ => Err(Refusal::Verb),
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::Body(error.to_string()))
}

fn number(text: &str) -> Result<u64, Refusal> {
    text.parse()
        .map_err(|_| Refusal::Body(format!("{text} is no number")))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockOrder {
    advance_s: i64,
}

fn clock(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: ClockOrder = read(body)?;
    let now = machine.advance(order.advance_s)?;
    Ok(json!({"now": now.to_string(), "offset_s": machine.clock.offset_s()}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CreditOrder {
    account: Value,
    #[serde(deserialize_with = "amount")]
    amount: Decimal,
}

/// A decimal as text, or a whole number; a fraction that is no text was a
/// float on its way here.
fn amount<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
    match Value::deserialize(from)? {
        Value::String(text) => text.parse().map_err(D::Error::custom),
        Value::Number(number) if number.is_u64() => {
            number.to_string().parse().map_err(D::Error::custom)
        }
        other => Err(D::Error::custom(format!(
            "{other} is no amount; write it as text, such as \"12.50\""
        ))),
    }
}

fn credit(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: CreditOrder = read(body)?;
    let account = find_account(machine, &order.account)?;
    machine.set_credit(account, order.amount)?;
    Ok(json!({"account": account, "credit": crate::money::text(order.amount)}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CardOrder {
    account: Value,
    state: String,
}

fn card(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: CardOrder = read(body)?;
    let account = find_account(machine, &order.account)?;
    let card = Card::parse(&order.state)
        .ok_or_else(|| Refusal::Body("state is one of none, ok, declined, expired".to_owned()))?;
    machine.set_card(account, card)?;
    Ok(json!({"account": account, "state": card.as_str()}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountOrder {
    account: Value,
    client_known: Option<bool>,
    mail_on_credentials: Option<bool>,
}

fn account(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: AccountOrder = read(body)?;
    let account = find_account(machine, &order.account)?;
    machine.set_flags(account, order.client_known, order.mail_on_credentials)?;
    let account = machine.account(account)?;
    Ok(json!({
        "account": account.id,
        "client_known": account.client_known,
        "mail_on_credentials": account.mail_on_credentials,
    }))
}

/// An account by its number, as a number or as text, or by its mail address.
fn find_account(machine: &Machine, named: &Value) -> Result<u64, Refusal> {
    let wanted = match named {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            return Err(Refusal::Body(
                "account is a number or an address".to_owned(),
            ));
        }
    };
    store::accounts::all(&machine.db)
        .map_err(SimulatorError::from)?
        .into_iter()
        .find(|account| account.id.to_string() == wanted || account.email == wanted)
        .map(|account| account.id)
        .ok_or_else(|| SimulatorError::NoSuch(format!("account {wanted}")).into())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FaultsOrder {
    Wrapped { faults: Vec<Fault> },
    Bare(Vec<Fault>),
    One(Fault),
}

fn faults(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let faults = match read(body)? {
        FaultsOrder::Wrapped { faults } | FaultsOrder::Bare(faults) => faults,
        FaultsOrder::One(fault) => vec![fault],
    };
    machine.script.replace(faults);
    Ok(json!({"faults": machine.script.left()}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShapeOrder {
    preset: String,
}

fn shape(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: ShapeOrder = read(body)?;
    let preset = Preset::parse(&order.preset).ok_or_else(|| {
        Refusal::Body("preset is one of default, whmcs, bare, cursor, cents".to_owned())
    })?;
    machine.set_shape(preset)?;
    Ok(json!({"preset": preset.as_str()}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitsOrder {
    per_minute: u32,
    burst: u32,
    per_day: u32,
}

fn limits(machine: &mut Machine, key: &str, body: &[u8]) -> Result<Value, Refusal> {
    let order: LimitsOrder = read(body)?;
    let limits = Limits {
        per_minute: order.per_minute,
        burst: order.burst,
        per_day: order.per_day,
    };
    machine.set_limits(key, limits)?;
    Ok(json!({"key": key, "per_minute": order.per_minute}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextsOrder {
    texts: Vec<String>,
    #[serde(default)]
    states: bool,
}

fn texts(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: TextsOrder = read(body)?;
    let count = order.texts.len();
    machine.texts = Texts::new(order.texts, order.states);
    Ok(json!({"texts": count}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesOrder {
    provisioning_s: Option<u64>,
    action_s: Option<u64>,
    sign_path: Option<SignPath>,
}

fn rules(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: RulesOrder = read(body)?;
    machine.change_rules(order.provisioning_s, order.action_s, order.sign_path)?;
    Ok(super::state::rules(machine))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductOrder {
    in_stock: Option<bool>,
    /// Cycle to amount; null for "listed, not offered".
    #[serde(default)]
    pricing: Map<String, Value>,
}

fn product(machine: &mut Machine, id: &str, body: &[u8]) -> Result<Value, Refusal> {
    let order: ProductOrder = read(body)?;
    let prices = order
        .pricing
        .into_iter()
        .map(|(cycle, value)| {
            let amount = match value {
                Value::Null => None,
                value => Some(amount(value).map_err(|error| Refusal::Body(error.to_string()))?),
            };
            Ok(Price {
                cycle: BillingCycle::read(&cycle),
                amount,
            })
        })
        .collect::<Result<_, Refusal>>()?;
    machine.change_product(number(id)?, order.in_stock, prices)?;
    Ok(json!({"product": number(id)?}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PortalOrder {
    account: Value,
}

/// The owner pays what has waited longest.
fn portal(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: PortalOrder = read(body)?;
    let account = find_account(machine, &order.account)?;
    Ok(json!({"order": machine.pay_oldest(account)?}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShopOrder {
    account: Value,
    product: Option<u64>,
    hostname: Option<String>,
}

/// The owner buys past this API.
fn shop(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: ShopOrder = read(body)?;
    let account = find_account(machine, &order.account)?;
    machine.buy_elsewhere(account, order.product, order.hostname.as_deref())?;
    Ok(json!({"account": account}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WebhookOrder {
    key: String,
    url: Option<String>,
}

fn webhook(machine: &mut Machine, body: &[u8]) -> Result<Value, Refusal> {
    let order: WebhookOrder = read(body)?;
    machine.set_webhook(&order.key, order.url.as_deref())?;
    Ok(json!({"key": order.key, "url": order.url}))
}
