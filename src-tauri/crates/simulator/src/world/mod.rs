//! The things of the simulated world, as they are stored.

mod account;
mod catalogue;
mod invoice;
mod key;
mod order;
mod service;

pub use account::Card;
pub(crate) use account::{Account, Tenant};
pub(crate) use catalogue::{Choice, ConfigOption, Family, OptionKind, Price, Product};
pub(crate) use invoice::{Invoice, InvoiceLine, InvoiceStatus};
pub(crate) use key::{ApiKey, Limits};
pub(crate) use order::{Order, OrderStatus};
pub(crate) use service::{Power, Service, ServiceStatus};
