//! The webhook of each key as it was last read, and what it was before.

use jiff::Timestamp;
use kh_model::{ProfileId, RequestId};
use rusqlite::named_params;

use crate::codec::{maybe_text, micros, time};
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// The webhook of a key as it was last read or set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookSeen {
    /// The URL; none where none is set.
    pub url: Option<String>,
    /// When the provider said so.
    pub read_at: Timestamp,
    /// The provider's handle of that answer.
    pub request_id: Option<RequestId>,
}

/// A URL that was replaced from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookBefore {
    /// The URL; none where none was set.
    pub url: Option<String>,
    /// When it was replaced.
    pub replaced_at: Timestamp,
}

impl Journal {
    /// Keeps what the provider said about the webhook.
    ///
    /// # Errors
    /// As for every write.
    pub fn record_webhook(
        &self,
        profile: &ProfileId,
        seen: &WebhookSeen,
    ) -> Result<(), JournalError> {
        self.durable(|write| {
            write
                .prepare_cached(
                    "INSERT INTO webhooks (profile_id, url, read_at, request_id)
                     VALUES (:profile, :url, :at, :request)
                     ON CONFLICT (profile_id) DO UPDATE
                     SET url = :url, read_at = :at, request_id = :request",
                )?
                .execute(named_params! {
                    ":profile": profile.as_str(),
                    ":url": seen.url,
                    ":at": micros(seen.read_at),
                    ":request": seen.request_id.as_ref().map(RequestId::as_str),
                })?;
            Ok(())
        })
    }

    /// The webhook as last read.
    ///
    /// # Errors
    /// As for every read.
    pub fn webhook(&self, profile: &ProfileId) -> Result<Option<WebhookSeen>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT * FROM webhooks WHERE profile_id = ?1",
                [profile.as_str()],
                |row| {
                    Ok(WebhookSeen {
                        url: row.get("url")?,
                        read_at: time(row, "read_at")?,
                        request_id: maybe_text(row, "request_id", |id| RequestId::new(id))?,
                    })
                },
            )
        })
    }

    /// Keeps a URL that is about to be replaced, so that it can be put back; on
    /// the disk when this returns.
    ///
    /// # Errors
    /// As for every write.
    pub fn keep_webhook_before(
        &self,
        profile: &ProfileId,
        before: &WebhookBefore,
    ) -> Result<(), JournalError> {
        self.durable(|write| {
            write
                .prepare_cached(
                    "INSERT INTO webhooks_before (profile_id, seq, url, replaced_at)
                     SELECT ?1, coalesce(max(seq), 0) + 1, ?2, ?3
                     FROM webhooks_before WHERE profile_id = ?1",
                )?
                .execute((profile.as_str(), &before.url, micros(before.replaced_at)))?;
            Ok(())
        })
    }

    /// URLs that were replaced from here, newest first.
    ///
    /// # Errors
    /// As for every read.
    pub fn webhooks_before(
        &self,
        profile: &ProfileId,
        limit: u32,
    ) -> Result<Vec<WebhookBefore>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT * FROM webhooks_before WHERE profile_id = ?1 ORDER BY seq DESC LIMIT ?2",
                (profile.as_str(), limit),
                |row| {
                    Ok(WebhookBefore {
                        url: row.get("url")?,
                        replaced_at: time(row, "replaced_at")?,
                    })
                },
            )
        })
    }
}
