//! What a window test stands on.

mod agreement;
mod axe;
pub(crate) mod bus;
#[allow(clippy::unwrap_used)] // it reads what a test left behind
#[path = "../../leaks/canary.rs"]
mod canary;
pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod desk;
mod display;
mod ear;
mod group;
mod http;
pub(crate) mod leaks;
pub(crate) mod notifications;
pub(crate) mod places;
pub(crate) mod provider;
pub(crate) mod target;
pub(crate) mod trouble;
pub(crate) mod window;
