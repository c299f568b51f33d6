//! The client as the rows use it: the real one, with limits that never hold.

use std::sync::{Arc, Mutex, PoisonError};

use kh_api::{
    Client, ClientSetup, Endpoint, HttpTransport, KeyLedger, KeyUse, LedgerError, PageForm,
    SigningKey, SystemClock,
};
use kh_model::{KeyId, SignPath};

use crate::Outcome;

/// A client and the ledger to be refilled before each call.
pub(crate) struct BenchClient {
    pub(crate) client: Client,
    pub(crate) ledger: Arc<RefilledLedger>,
}

/// A client of a server at `http://127.0.0.1:PORT/v1`.
pub(crate) fn bench_client(base: &str) -> Outcome<BenchClient> {
    let ledger = Arc::new(RefilledLedger::default());
    let client = Client::new(ClientSetup {
        endpoint: Endpoint::simulator(base)?,
        key_id: KeyId::new(format!("kh_live_SIM{}", "A".repeat(29)))?,
        signing_key: SigningKey::new(b"sandboxSECRET0123456789abcdefABCD")?,
        sign_path: SignPath::Short,
        page_form: PageForm::default(),
        transport: Arc::new(HttpTransport::new()?),
        clock: Arc::new(SystemClock::new()),
        ledger: ledger.clone(),
    })?;
    Ok(BenchClient { client, ledger })
}

/// A ledger that decides over every call as any other, and is new before each:
/// 60 calls a minute would make this a measurement of patience.
#[derive(Default)]
pub(crate) struct RefilledLedger(Mutex<KeyUse>);

impl RefilledLedger {
    pub(crate) fn refill(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = KeyUse::default();
    }
}

impl KeyLedger for RefilledLedger {
    fn update(&self, _: &KeyId, change: &mut dyn FnMut(&mut KeyUse)) -> Result<(), LedgerError> {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(())
    }
}
