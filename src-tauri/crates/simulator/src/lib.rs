//! A complete simulated provider for the documented Reseller API.
//!
//! [`Simulator`] answers calls without any socket; [`serve`] puts it behind a
//! listener, with a control plane for its operator under `/_sim`. It is written
//! from the contract of the API and shares no signing, parsing or chain code
//! with the client: two programs written from one text can disagree, one that
//! talks to itself cannot.

mod actions;
mod answers;
mod audit;
mod auth;
mod call;
mod clock;
mod control;
mod dice;
mod due;
mod error;
mod faults;
mod fleet;
mod founding;
mod handlers;
mod idempotency;
mod limiter;
mod lockout;
mod machine;
mod mail;
mod money;
mod nonces;
mod operator;
mod payments;
mod pdf;
mod pipeline;
mod pricing;
mod problem;
mod provisioning;
mod renewals;
mod reply;
mod router;
mod seed;
mod server;
mod shapes;
mod simulator;
mod store;
mod texts;
mod turn;
mod vault;
mod webhooks;
mod world;

pub use audit::AuditEntry;
pub use call::{Call, Effect, Reply};
pub use clock::SystemClock;
pub use error::SimulatorError;
pub use faults::{Fault, FaultKind};
pub use founding::{
    FULL_ACCESS, IP_BOUND, LOW_LIMITS, NO_CREDENTIALS, READ_ONLY, SECOND_ACCOUNT, Scale,
};
pub use mail::SentMail;
pub use operator::IssuedKey;
pub use server::{Running, ServeOptions, serve};
pub use shapes::Preset;
pub use simulator::{Data, Options, Simulator};
pub use turn::Rules;
pub use webhooks::deliver::{Delivery, DeliveryOutcome};
pub use webhooks::vet::{ManualResolver, Resolve, SystemResolver};
pub use world::Card;
