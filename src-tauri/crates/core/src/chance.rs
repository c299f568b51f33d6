//! Names that are made up here: of profiles, intents, reviews, and the
//! idempotency keys of orders and actions.

use jiff::Timestamp;
use kh_model::{Chance, IdempotencyKey};

use crate::error::CoreError;

/// Crockford's base 32: no I, L, O, U, so that a key can be read out.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 26 letters: 48 bits of time in milliseconds, then 80 random bits. Later
/// names sort after earlier ones.
pub(crate) fn name(chance: &dyn Chance, now: Timestamp) -> Result<String, CoreError> {
    let random: [u8; 10] = bytes(chance)?;
    let time = u128::try_from(now.as_millisecond()).unwrap_or_default();
    let tail = random
        .iter()
        .fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
    let number = ((time & 0xFFFF_FFFF_FFFF) << 80) | tail;
    Ok(written(number))
}

/// Random bytes.
pub(crate) fn bytes<const N: usize>(chance: &dyn Chance) -> Result<[u8; N], CoreError> {
    let mut bytes = [0; N];
    let filled = chance.fill(&mut bytes);
    filled.map_err(|_| CoreError::Call(kh_api::CallError::NoRandom))?;
    Ok(bytes)
}

/// The idempotency key of a new order.
pub(crate) fn order_key(chance: &dyn Chance, now: Timestamp) -> Result<IdempotencyKey, CoreError> {
    key(chance, "ord", now)
}

/// The idempotency key of a new action.
pub(crate) fn action_key(chance: &dyn Chance, now: Timestamp) -> Result<IdempotencyKey, CoreError> {
    key(chance, "act", now)
}

fn key(chance: &dyn Chance, what: &str, now: Timestamp) -> Result<IdempotencyKey, CoreError> {
    let text = format!("{what}-{}", name(chance, now)?);
    IdempotencyKey::new(text).map_err(|error| CoreError::Internal {
        detail: error.to_string(),
    })
}

fn written(number: u128) -> String {
    (0..26)
        .rev()
        .map(|place| {
            let digit = (number >> (place * 5)) & 31;
            char::from(LETTERS[usize::try_from(digit).unwrap_or_default()])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use kh_api::SystemChance;

    use super::*;

    #[test]
    fn an_order_key_has_the_form_that_the_provider_takes() {
        let key = order_key(&SystemChance, Timestamp::UNIX_EPOCH).unwrap();
        let tail = key.as_str().strip_prefix("ord-").unwrap();
        assert_eq!(tail.len(), 26);
        assert!(tail.bytes().all(|byte| LETTERS.contains(&byte)));
        assert!(tail.starts_with("0000000000"));
    }

    #[test]
    fn no_two_keys_of_one_moment_are_the_same() {
        let keys: HashSet<String> = (0..1_000)
            .map(|_| name(&SystemChance, Timestamp::UNIX_EPOCH).unwrap())
            .collect();
        assert_eq!(keys.len(), 1_000);
    }

    #[test]
    fn later_names_sort_after_earlier_ones() {
        let early = name(
            &SystemChance,
            Timestamp::from_second(1_767_225_600).unwrap(),
        )
        .unwrap();
        let late = name(
            &SystemChance,
            Timestamp::from_second(1_767_225_601).unwrap(),
        )
        .unwrap();
        assert!(early < late);
    }
}
