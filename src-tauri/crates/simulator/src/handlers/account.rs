//! The caller's own account and its credit.

use serde_json::json;

use crate::problem::Problem;
use crate::shapes::Kind;
use crate::turn::{Answer, Stop, Turn};
use crate::world::{Account, ApiKey};
use crate::{answers, money, store};

/// `GET /v1/me`
pub(super) fn me(turn: &Turn<'_>, key: &ApiKey) -> Result<Answer, Stop> {
    let account = own(turn, key)?;
    Ok(Answer::one(200, Kind::Me, answers::me(&account, key)))
}

/// `GET /v1/billing/balance`
pub(super) fn balance(turn: &Turn<'_>, key: &ApiKey) -> Result<Answer, Stop> {
    let account = own(turn, key)?;
    let body = json!({"balance": money::text(account.credit), "currency": account.currency});
    Ok(Answer::one(200, Kind::Balance, body))
}

/// The account of the key.
pub(super) fn own(turn: &Turn<'_>, key: &ApiKey) -> Result<Account, Stop> {
    store::accounts::find(turn.db, key.tenant)?.ok_or_else(|| Problem::not_found().into())
}
