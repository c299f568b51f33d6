//! The signed client of the Reseller API.
//!
//! It knows HTTP and nothing of stores or windows. Time, the ledger of a key's
//! use and the log of attempts are passed in. A call goes this way:
//!
//! ```text
//! calls      one function per endpoint (contract 2)
//! exchange   the loop of one call: turn, signature, send, settle, repeat
//! turn       the right to send one attempt, given back when it is over
//! skew       what time it is at the provider
//! ledger     what this machine did with the key: budget and lockout decide
//! signing    pure: bytes in, signature out
//! endpoint   the pinned host; the URL is built once
//! transport  one attempt on the wire
//! retry      may it be repeated, when, at what price
//! answers    the tolerant reader; problem reads the refusals
//! pdf        the document of an invoice, on its way to a sink
//! ```

pub mod answers;
pub mod problem;
pub mod signing;
pub mod webhook_signature;
pub mod wire;

mod answer;
mod attempt;
mod budget;
mod calls;
mod client;
mod clock;
mod endpoint;
mod error;
mod exchange;
mod ledger;
mod lockout;
mod nonce;
mod page;
mod pdf;
mod post;
mod rate;
mod redact;
mod retry;
mod skew;
mod transport;
mod turn;

pub use answer::{Answer, Original};
pub use attempt::{
    AttemptEnd, AttemptLog, AttemptLogError, AttemptOutcome, AttemptStart, Begun, NoAttemptLog,
};
pub use budget::Limits;
pub use client::{Client, ClientSetup};
pub use clock::SystemClock;
pub use endpoint::{BadEndpoint, BadPath, Endpoint, EndpointKind};
pub use error::{CallError, Fate, HoldReason, OutcomeUnknown};
pub use ledger::{
    Admission, Asker, Ended, KeyLedger, KeyUse, Lease, LedgerError, MemoryLedger, Standing,
};
pub use nonce::{SystemChance, fresh_idempotency_key};
pub use page::{PageForm, PageRequest};
pub use pdf::{LARGEST_PDF, NoPdf, PdfForm, PdfSink, ReceivedPdf};
pub use post::{ActionBody, BadPost, OrderBody, PreparedPost};
pub use rate::RateSeen;
pub use signing::SigningKey;
pub use skew::ClockState;
pub use transport::http::{HttpTransport, TransportSetupError};
pub use transport::{
    BodySink, BodyWay, Method, NotSentKind, Sending, Transport, TransportError, UnknownKind,
    WireRequest, WireResponse,
};
