//! What an order file is: text that a person can read, and an idempotency key
//! that is the hash of everything else in it. Pure.
//!
//! Because the key is the hash, one key can never stand for two requests: a
//! file in which a letter was changed does not fit its key any more, and one
//! that was made to fit has another key, another fingerprint, and is another
//! order.

use jiff::{SignedDuration, Timestamp};
use kh_model::{IdempotencyKey, KeyId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::FileTrouble;
use crate::view::ChosenOption;

/// The form that this program writes and reads.
const VERSION: u32 = 1;

/// No order file is larger.
pub(crate) const LARGEST: usize = 64 * 1024;

/// The provider remembers a key for 24 hours (contract 5), and every computer
/// that has the file may be the first: so all of them send within this time.
pub(crate) const LONGEST_HOURS: u32 = 23;

/// How far the clock of the one who drafted may be ahead (contract 1.2).
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// Everything that an order file fixes, in the order in which it is hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contents {
    /// Version of the form.
    pub(crate) kernelhost_order_file: u32,
    /// When it was drafted, in the provider's time.
    pub(crate) drafted_at: Timestamp,
    /// Until when it may be sent.
    pub(crate) expires_at: Timestamp,
    /// The profile in which it was drafted, as it is called there.
    pub(crate) drafted_by: String,
    /// The account at the provider that pays.
    pub(crate) account: String,
    /// `live` or `simulator`.
    pub(crate) place: String,
    /// The only key that may send it: whether the provider knows an
    /// idempotency key again under another API key is not documented.
    pub(crate) sender_key: String,
    /// The product.
    pub(crate) product_id: String,
    /// Its name when it was drafted.
    pub(crate) product_name: String,
    /// The billing cycle's word.
    pub(crate) cycle: String,
    /// Host name, if one was given.
    pub(crate) hostname: Option<String>,
    /// The reseller's own word for the customer; never sent.
    pub(crate) customer: Option<String>,
    /// Chosen options.
    pub(crate) options: Vec<ChosenOption>,
    /// Due now when it was drafted, such as `9.90 EUR`.
    pub(crate) amount_now: Option<String>,
    /// Due at each renewal when it was drafted.
    pub(crate) amount_recurring: Option<String>,
    /// The exact body of the request.
    pub(crate) body: String,
    /// Chance, so that two files with the same words are two orders.
    pub(crate) salt: String,
}

/// An order file: what it fixes, and the key that is its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OrderFile {
    #[serde(flatten)]
    contents: Contents,
    idempotency_key: String,
}

/// Only the version, to tell a newer form from something else.
#[derive(Deserialize)]
struct Form {
    kernelhost_order_file: u32,
}

/// The file as it is written. `serde(flatten)` and `deny_unknown_fields` do not
/// go together, so reading splits the key off first.
impl OrderFile {
    /// Seals contents under the key that follows from them.
    pub(crate) fn seal(contents: Contents) -> Self {
        let idempotency_key = key_of(&contents);
        Self {
            contents,
            idempotency_key,
        }
    }

    /// Reads a file and compares it with its key.
    pub(crate) fn read(text: &str) -> Result<Self, FileTrouble> {
        if text.len() > LARGEST {
            return Err(FileTrouble::TooLarge);
        }
        let text = text.trim_start_matches('\u{feff}');
        let form: Form = serde_json::from_str(text).map_err(|_| FileTrouble::Unreadable)?;
        if form.kernelhost_order_file > VERSION {
            return Err(FileTrouble::NewerVersion);
        }
        let mut value: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(text).map_err(|_| FileTrouble::Unreadable)?;
        let Some(serde_json::Value::String(idempotency_key)) = value.remove("idempotency_key")
        else {
            return Err(FileTrouble::Unreadable);
        };
        let contents: Contents = serde_json::from_value(value.into())
            // It says that it is an order file, and something is not as written.
            .map_err(|_| FileTrouble::Altered)?;
        if contents.kernelhost_order_file != VERSION || idempotency_key != key_of(&contents) {
            return Err(FileTrouble::Altered);
        }
        Ok(Self {
            contents,
            idempotency_key,
        })
    }

    /// Checks its time at `now`, the provider's time.
    pub(crate) fn check_time(&self, now: Timestamp) -> Result<(), FileTrouble> {
        let (drafted_at, expires_at) = (self.contents.drafted_at, self.contents.expires_at);
        let lives = expires_at.duration_since(drafted_at);
        let longest = SignedDuration::from_hours(i64::from(LONGEST_HOURS));
        if lives <= SignedDuration::ZERO || lives > longest {
            return Err(FileTrouble::Altered);
        }
        if drafted_at.duration_since(now) > CLOCK_TOLERANCE {
            return Err(FileTrouble::NotYet { drafted_at });
        }
        if now >= expires_at {
            return Err(FileTrouble::Expired {
                expired_at: expires_at,
            });
        }
        Ok(())
    }

    /// The file's text.
    pub(crate) fn text(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }

    /// What it fixes.
    pub(crate) fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Its key at the provider.
    pub(crate) fn key(&self) -> Result<IdempotencyKey, FileTrouble> {
        IdempotencyKey::new(self.idempotency_key.clone()).map_err(|_| FileTrouble::Altered)
    }

    /// The key that may send it.
    pub(crate) fn sender_key(&self) -> Result<KeyId, FileTrouble> {
        KeyId::new(self.contents.sender_key.as_str()).map_err(|_| FileTrouble::Altered)
    }

    /// Five groups of the hash, for two people who compare them by telephone.
    pub(crate) fn fingerprint(&self) -> String {
        let hash = hex::encode_upper(hash(&self.contents));
        let groups: Vec<&str> = (0..5)
            .filter_map(|group| hash.get(group * 4..group * 4 + 4))
            .collect();
        groups.join("-")
    }
}

fn key_of(contents: &Contents) -> String {
    format!("ordf-{}", hex::encode(hash(contents)))
}

fn hash(contents: &Contents) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"kernelhost-order-file\n");
    // The fields are plain values in a fixed order: writing them cannot fail,
    // and if it could, an empty text would fit no file.
    hash.update(serde_json::to_vec(contents).unwrap_or_default());
    hash.finalize().into()
}

#[cfg(test)]
#[path = "sealed_tests.rs"]
mod tests;
