//! The catalogue as it was last answered, to be shown with its age while the
//! provider is away. The answers are kept untouched; a better reader reads them
//! again.

use jiff::Timestamp;
use kh_model::{ProductId, ProfileId, RequestId};
use rusqlite::{Row, named_params};

use crate::codec::{maybe_text, micros, time};
use crate::store::first;
use crate::{Journal, JournalError};

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The body, byte for byte.
    pub bytes: Vec<u8>,
    /// When it was read.
    pub read_at: Timestamp,
    /// The provider's handle.
    pub request_id: Option<RequestId>,
}

/// The place of the list among the products; no product has an empty id.
const LIST: &str = "";

impl Journal {
    /// Keeps the answer of `GET /v1/products`.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn put_product_list(
        &self,
        profile: &ProfileId,
        original: &Original,
    ) -> Result<(), JournalError> {
        self.put_answer(profile, LIST, original)
    }

    /// The kept list, with its age.
    ///
    /// # Errors
    /// As for every read.
    pub fn product_list(&self, profile: &ProfileId) -> Result<Option<Original>, JournalError> {
        self.kept_answer(profile, LIST)
    }

    /// Keeps the answer of `GET /v1/products/{id}`.
    ///
    /// # Errors
    /// [`JournalError::Refused`] for an unknown profile; else as for every write.
    pub fn put_product(
        &self,
        profile: &ProfileId,
        product: &ProductId,
        original: &Original,
    ) -> Result<(), JournalError> {
        self.put_answer(profile, product.as_str(), original)
    }

    /// A kept product, with its age.
    ///
    /// # Errors
    /// As for every read.
    pub fn product(
        &self,
        profile: &ProfileId,
        product: &ProductId,
    ) -> Result<Option<Original>, JournalError> {
        self.kept_answer(profile, product.as_str())
    }

    fn put_answer(
        &self,
        profile: &ProfileId,
        product: &str,
        original: &Original,
    ) -> Result<(), JournalError> {
        self.quick(|write| {
            // An answer that was overtaken on the way does not replace a younger one.
            write.execute(
                "INSERT INTO catalogue (profile_id, product_id, original, read_at, request_id)
                 VALUES (:profile, :product, :original, :at, :request)
                 ON CONFLICT (profile_id, product_id) DO UPDATE
                 SET original = :original, read_at = :at, request_id = :request
                 WHERE read_at <= :at",
                named_params! {
                    ":profile": profile.as_str(),
                    ":product": product,
                    ":original": original.bytes,
                    ":at": micros(original.read_at),
                    ":request": original.request_id.as_ref().map(RequestId::as_str),
                },
            )?;
            Ok(())
        })?;
        self.tidy_if_large()
    }

    fn kept_answer(
        &self,
        profile: &ProfileId,
        product: &str,
    ) -> Result<Option<Original>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT original, read_at, request_id FROM catalogue
                 WHERE profile_id = ?1 AND product_id = ?2",
                (profile.as_str(), product),
                original,
            )
        })
    }
}

fn original(row: &Row<'_>) -> rusqlite::Result<Original> {
    Ok(Original {
        bytes: row.get("original")?,
        read_at: time(row, "read_at")?,
        request_id: maybe_text(row, "request_id", |id| RequestId::new(id))?,
    })
}
