//! Who is calling: the checks of contract 1 and 11, from the cheapest that
//! needs nothing but the request to those that need the key.

mod form;
mod reason;
mod signature;

use crate::call::Call;
use crate::turn::Turn;
use crate::world::ApiKey;
use crate::{SimulatorError, nonces, store};

pub(crate) use reason::Reason;
pub(crate) use signature::{Parts, signing_path};

/// How far the caller's clock may be off, in seconds, either way.
const WINDOW_S: i64 = 300;

/// A caller that was turned away.
pub(crate) struct Refused {
    pub(crate) reason: Reason,
    /// The existing key that was named, if one was.
    pub(crate) key: Option<ApiKey>,
}

/// Finds out which key signed the call.
///
/// Order: presence and form of the four headers, time, key (a locked one is
/// answered like an unknown one), address, signature, nonce. The nonce comes
/// last and only a rightly signed call spends one; otherwise a stranger could
/// spend the nonces of others.
///
/// # Errors
/// [`SimulatorError`] if the world cannot be asked.
pub(crate) fn authenticate(
    turn: &Turn<'_>,
    call: &Call,
) -> Result<Result<ApiKey, Refused>, SimulatorError> {
    let named = match call.header("kh-key").filter(|id| form::is_key_id(id)) {
        Some(id) => store::keys::find(turn.db, id)?,
        None => None,
    };
    let signed = match form::read(call).and_then(|signed| in_time(turn, signed)) {
        Ok(signed) => signed,
        Err(reason) => return Ok(Err(Refused { reason, key: named })),
    };
    let refused = |reason, key| Ok(Err(Refused { reason, key }));
    let secret = match &named {
        Some(key) => turn.vault.open(&key.id, &key.sealed)?,
        None => String::new(),
    };
    // The signature is computed for an unknown key too, so that the time of
    // the answer does not tell which keys exist.
    let path = signing_path(&call.path_and_query, turn.rules.sign_path);
    let genuine = signature::verify(
        secret.as_bytes(),
        &Parts {
            method: &call.method,
            path,
            timestamp: signed.timestamp_text,
            nonce: signed.nonce,
            body: &call.body,
        },
        &signed.signature,
    );
    let Some(key) = named else {
        return refused(Reason::UnknownOrLockedKey, None);
    };
    if key.locked_until.is_some_and(|until| until > turn.now) {
        return refused(Reason::UnknownOrLockedKey, Some(key));
    }
    let peer = call.peer_ip.to_canonical();
    if !key.allowed.is_empty() && !key.allowed.iter().any(|net| net.contains(&peer)) {
        return refused(Reason::IpNotAllowed, Some(key));
    }
    if !genuine {
        return refused(Reason::SignatureMismatch, Some(key));
    }
    if !nonces::spend(turn, &key.id, signed.nonce)? {
        return refused(Reason::ReplayDetected, Some(key));
    }
    Ok(Ok(key))
}

fn in_time<'a>(turn: &Turn<'_>, signed: form::Signed<'a>) -> Result<form::Signed<'a>, Reason> {
    let distance = turn.now.as_second().abs_diff(signed.timestamp);
    if distance <= WINDOW_S.unsigned_abs() {
        Ok(signed)
    } else {
        Err(Reason::TimestampOutOfWindow)
    }
}
