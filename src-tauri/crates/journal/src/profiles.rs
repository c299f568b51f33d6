//! Profiles: one account at the provider and the key used for it. The secret
//! is not here; only where it is kept.

use jiff::Timestamp;
use kh_model::{Currency, KeyId, ProfileId, Scope, SignPath};
use rusqlite::{Row, named_params};

use crate::codec::{maybe_json, maybe_text, maybe_time, micros, text, time, to_json, word};
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// One account and its key, as the person set it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Chosen by the console, never shown.
    pub id: ProfileId,
    /// Chosen by the person.
    pub label: String,
    /// The colour of the frame, 0 to 359.
    pub accent_hue: u16,
    /// The real provider or a simulator.
    pub kind: ProfileKind,
    /// Where signed calls go.
    pub base_url: String,
    /// The public half of the key.
    pub key_id: KeyId,
    /// Which form of the path is signed (contract 1.4).
    pub sign_path: SignPath,
    /// Where the secret half is kept.
    pub secret_home: SecretHome,
    /// When it was set up.
    pub created_at: Timestamp,
    /// What the last `GET /v1/me` said; none if there was none yet.
    pub account: Option<AccountSeen>,
}

/// What stands behind a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProfileKind {
    /// The provider. Orders cost money.
    Live,
    /// A simulator. Nothing costs money.
    Simulator,
}

/// Where the secret of a key is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretHome {
    /// In the keychain of the operating system.
    Keychain,
    /// In memory until the program ends.
    Session,
    /// With the built-in simulator, which made it.
    Simulator,
}

/// What the provider said about the account and the key (contract 13, `me`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSeen {
    /// When it said so.
    pub read_at: Timestamp,
    /// The account's id.
    pub account_id: Option<String>,
    /// The address of its owner.
    pub email: Option<String>,
    /// The account's currency.
    pub currency: Option<Currency>,
    /// The label of the key at the provider.
    pub key_label: Option<String>,
    /// What the key may do; none if not stated, which is not "nothing".
    pub scopes: Option<Vec<Scope>>,
    /// The answer, untouched.
    pub original: Vec<u8>,
}

impl ProfileKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Simulator => "simulator",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "live" => Some(Self::Live),
            "simulator" => Some(Self::Simulator),
            _ => None,
        }
    }
}

impl SecretHome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::Session => "session",
            Self::Simulator => "simulator",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "keychain" => Some(Self::Keychain),
            "session" => Some(Self::Session),
            "simulator" => Some(Self::Simulator),
            _ => None,
        }
    }
}

/// Ids of the profiles of the same account as the profile `?1`, it among them,
/// those that were removed too: what one key bought, another of its keys must
/// not buy again. Where the account was never read, a profile is alone.
pub(crate) const SAME_ACCOUNT: &str = "SELECT p.id FROM profiles own JOIN profiles p
         ON p.id = own.id OR (p.me_account_id = own.me_account_id
             AND p.kind = own.kind AND p.base_url = own.base_url)
     WHERE own.id = ?1";

impl Journal {
    /// Writes a profile, new or changed. What `account` holds is written too;
    /// none there leaves what is known.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for a hue beyond 359; else as for every write.
    pub fn save_profile(&self, profile: &Profile) -> Result<(), JournalError> {
        self.durable(|write| {
            write.execute(
                "INSERT INTO profiles (id, label, accent_hue, kind, base_url, key_id, sign_path,
                                       secret_home, created_at)
                 VALUES (:id, :label, :hue, :kind, :base_url, :key_id, :sign_path, :home, :at)
                 ON CONFLICT (id) DO UPDATE SET label = :label, accent_hue = :hue, kind = :kind,
                     base_url = :base_url, key_id = :key_id, sign_path = :sign_path,
                     secret_home = :home, removed_at = NULL",
                named_params! {
                    ":id": profile.id.as_str(),
                    ":label": profile.label,
                    ":hue": profile.accent_hue,
                    ":kind": profile.kind.as_str(),
                    ":base_url": profile.base_url,
                    ":key_id": profile.key_id.as_str(),
                    ":sign_path": profile.sign_path.as_str(),
                    ":home": profile.secret_home.as_str(),
                    ":at": micros(profile.created_at),
                },
            )?;
            match &profile.account {
                Some(seen) => write_account(write, &profile.id, seen),
                None => Ok(()),
            }
        })
    }

    /// Writes what `GET /v1/me` said.
    ///
    /// # Errors
    /// [`JournalError::NotFound`] if there is no such profile.
    pub fn record_account(&self, id: &ProfileId, seen: &AccountSeen) -> Result<(), JournalError> {
        self.durable(|write| write_account(write, id, seen))
    }

    /// All profiles that were not removed, oldest first.
    ///
    /// # Errors
    /// As for every read.
    pub fn profiles(&self) -> Result<Vec<Profile>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT * FROM profiles WHERE removed_at IS NULL ORDER BY created_at, id",
                [],
                profile,
            )
        })
    }

    /// One profile, unless it was removed.
    ///
    /// # Errors
    /// As for every read.
    pub fn profile(&self, id: &ProfileId) -> Result<Option<Profile>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT * FROM profiles WHERE id = ?1 AND removed_at IS NULL",
                [id.as_str()],
                profile,
            )
        })
    }

    /// Removes a profile from sight. Its row, its intents and its orders stay:
    /// the journal is the only list of what was bought. Its caches go.
    ///
    /// # Errors
    /// [`JournalError::NotFound`] if there is no such profile.
    pub fn remove_profile(&self, id: &ProfileId, at: Timestamp) -> Result<(), JournalError> {
        self.durable(|write| {
            let changed = write.execute(
                "UPDATE profiles SET removed_at = ?2 WHERE id = ?1 AND removed_at IS NULL",
                (id.as_str(), micros(at)),
            )?;
            if changed == 0 {
                return Err(JournalError::NotFound { what: "profile" });
            }
            write.execute("DELETE FROM catalogue WHERE profile_id = ?1", [id.as_str()])?;
            write.execute("DELETE FROM settings WHERE profile_id = ?1", [id.as_str()])?;
            Ok(())
        })
    }
}

fn write_account(
    write: &rusqlite::Connection,
    id: &ProfileId,
    seen: &AccountSeen,
) -> Result<(), JournalError> {
    let scopes = seen.scopes.as_ref().map(to_json).transpose()?;
    let changed = write.execute(
        "UPDATE profiles SET me_read_at = :at, me_account_id = :account, me_email = :email,
             me_currency = :currency, me_key_label = :label, me_scopes = :scopes,
             me_original = :original
         WHERE id = :id",
        named_params! {
            ":id": id.as_str(),
            ":at": micros(seen.read_at),
            ":account": seen.account_id,
            ":email": seen.email,
            ":currency": seen.currency.as_ref().map(Currency::as_str),
            ":label": seen.key_label,
            ":scopes": scopes,
            ":original": seen.original,
        },
    )?;
    if changed == 0 {
        return Err(JournalError::NotFound { what: "profile" });
    }
    Ok(())
}

fn profile(row: &Row<'_>) -> rusqlite::Result<Profile> {
    Ok(Profile {
        id: text(row, "id", |id| ProfileId::new(id))?,
        label: row.get("label")?,
        accent_hue: row.get("accent_hue")?,
        kind: word(row, "kind", ProfileKind::parse)?,
        base_url: row.get("base_url")?,
        key_id: text(row, "key_id", |id| KeyId::new(id))?,
        sign_path: word(row, "sign_path", SignPath::parse)?,
        secret_home: word(row, "secret_home", SecretHome::parse)?,
        created_at: time(row, "created_at")?,
        account: account(row)?,
    })
}

fn account(row: &Row<'_>) -> rusqlite::Result<Option<AccountSeen>> {
    let Some(read_at) = maybe_time(row, "me_read_at")? else {
        return Ok(None);
    };
    Ok(Some(AccountSeen {
        read_at,
        account_id: row.get("me_account_id")?,
        email: row.get("me_email")?,
        currency: maybe_text(row, "me_currency", |code| Currency::new(code))?,
        key_label: row.get("me_key_label")?,
        scopes: maybe_json(row, "me_scopes")?,
        original: row
            .get::<_, Option<Vec<u8>>>("me_original")?
            .unwrap_or_default(),
    }))
}
