//! What a window test stands on.

mod agreement;
mod axe;
pub(crate) mod bus;
pub(crate) mod clock;
pub(crate) mod desk;
mod display;
mod group;
mod http;
pub(crate) mod notifications;
pub(crate) mod places;
pub(crate) mod provider;
pub(crate) mod target;
pub(crate) mod trouble;
pub(crate) mod window;
