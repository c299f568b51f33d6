//! The harness of the window tests, and the guided tour.
//!
//! A test takes a [`Desk`]: a display, a session bus, a keychain and a home of
//! its own. On it the real program is opened as a [`Window`], where things are
//! found by role and name, as people and their screen readers find them. A
//! [`Provider`] is the simulated provider as a separate process.
//!
//! Nothing here is shared between tests, and nothing survives one.
#![cfg(target_os = "linux")]

mod guard_steps;
mod harness;
mod money_steps;
mod place_steps;
mod service_steps;
mod steps;
#[path = "tour/mod.rs"]
pub mod tour;

pub use guard_steps::SavedFile;
pub use harness::clipboard::Clipboard;
pub use harness::desk::{Desk, Keychain};
pub use harness::leaks::{Searched, files_under};
pub use harness::notifications::{Notifications, Shown};
pub use harness::places::program;
pub use harness::provider::{Key, Provider};
pub use harness::target::{Name, Target, part};
pub use harness::trouble::Trouble;
pub use harness::window::Window;
pub use steps::PRODUCT;
