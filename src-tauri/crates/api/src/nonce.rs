//! Numbers used once, and the random source of the system behind them.

use kh_model::{Chance, IdempotencyKey, NoChance};

use crate::error::CallError;

/// The random source of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoChance> {
        getrandom::fill(bytes).map_err(|_| NoChance)
    }
}

/// 16 random bytes as 32 hex characters, the form of every example of the
/// provider (contract 1.2).
pub(crate) struct Nonce([u8; 32]);

impl Nonce {
    pub(crate) fn fresh(chance: &dyn Chance) -> Result<Self, CallError> {
        let mut text = [0; 32];
        hex::encode_to_slice(random::<16>(chance)?, &mut text).map_err(|_| CallError::NoRandom)?;
        Ok(Self(text))
    }

    pub(crate) fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A new name for an intent: the prefix, a dash and 128 random bits. Unique
/// across paths too, since the scope of a key is not documented (contract 5).
///
/// # Errors
/// [`CallError::NoRandom`] if the system gives no random numbers or the prefix
/// cannot begin such a key.
pub fn fresh_idempotency_key(prefix: &str) -> Result<IdempotencyKey, CallError> {
    let text = format!("{prefix}-{}", hex::encode(random::<16>(&SystemChance)?));
    IdempotencyKey::new(text).map_err(|_| CallError::NoRandom)
}

/// A random number below `end`, for jitter; 0 where there is no random source.
pub(crate) fn below(chance: &dyn Chance, end: u64) -> u64 {
    let drawn = random::<8>(chance)
        .map(u64::from_le_bytes)
        .unwrap_or_default();
    drawn.checked_rem(end).unwrap_or_default()
}

fn random<const N: usize>(chance: &dyn Chance) -> Result<[u8; N], CallError> {
    let mut bytes = [0; N];
    chance.fill(&mut bytes).map_err(|_| CallError::NoRandom)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_has_the_form_of_the_examples_and_is_never_the_same() {
        let one = Nonce::fresh(&SystemChance).unwrap();
        let two = Nonce::fresh(&SystemChance).unwrap();
        assert_eq!(one.as_str().len(), 32);
        assert!(one.as_str().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(one.as_str(), two.as_str());
    }

    #[test]
    fn a_fresh_key_names_its_kind() {
        let key = fresh_idempotency_key("order").unwrap();
        assert!(key.as_str().starts_with("order-"));
        assert_eq!(key.as_str().len(), 38);
        assert!(fresh_idempotency_key("two words").is_err());
    }
}
