//! The use of a key, counted in the journal: every window and every process of
//! this computer reads and writes the same row.

use std::sync::Arc;

use kh_api::{KeyLedger, KeyUse, LedgerError};
use kh_journal::Journal;
use kh_model::KeyId;

/// [`KeyLedger`] over the journal.
pub(crate) struct JournalLedger {
    journal: Arc<Journal>,
}

impl JournalLedger {
    pub(crate) fn new(journal: Arc<Journal>) -> Self {
        Self { journal }
    }
}

impl KeyLedger for JournalLedger {
    fn update(&self, key: &KeyId, change: &mut dyn FnMut(&mut KeyUse)) -> Result<(), LedgerError> {
        let mut unwritable = None;
        let written = self.journal.update_key_use(key, &mut |kept| {
            // A row that cannot be read counts as no use yet; the provider's
            // own count corrects it with the next answer.
            let mut used: KeyUse = kept
                .and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or_default();
            change(&mut used);
            match serde_json::to_string(&used) {
                Ok(text) => text,
                Err(error) => {
                    unwritable = Some(error.to_string());
                    kept.unwrap_or("{}").to_owned()
                }
            }
        });
        written.map_err(|error| LedgerError {
            code: error.code().to_owned(),
            detail: error.to_string(),
        })?;
        match unwritable {
            None => Ok(()),
            Some(detail) => Err(LedgerError {
                code: "key_use_unwritable".to_owned(),
                detail,
            }),
        }
    }
}
