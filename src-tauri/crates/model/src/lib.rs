//! Plain words of the field: ids, money, billing cycle, status, scope, time,
//! chance.
//!
//! Everything here is a value. Nothing here does I/O, signs or stores.
//! Where the provider answers with a word, the word itself is kept beside our
//! reading of it ([`Stated`]), because most of its wire format is undocumented.

mod chance;
mod cycle;
mod id;
mod key;
mod money;
mod scope;
mod status;
mod time;

pub use chance::{Chance, NoChance, SeededChance};
pub use cycle::BillingCycle;
pub use id::{
    BadIdempotencyKey, EmptyId, IdempotencyKey, InvoiceId, OrderId, ProductId, ProfileId,
    RequestId, ServiceId,
};
pub use key::{BadKeyId, KeyId, SignPath};
pub use money::{Amount, BadAmount, Currency};
pub use scope::Scope;
pub use status::{InvoiceState, OrderState, PowerState, ServiceState, Stated, StatedWord};
pub use time::{Clock, ManualClock};
