//! What the world begins with: a catalogue and two customers. All of it is
//! invented and says so (contract 14.4); nothing in it is a price of the real
//! provider.

mod catalogue;
mod fleet;
mod hosting;
mod options;
mod resellers;
mod servers;

pub(crate) use catalogue::{catalogue, small_catalogue};
pub(crate) use fleet::{FleetMember, fleet};
pub(crate) use resellers::{postal_address, resellers};
