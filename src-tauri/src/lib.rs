//! The shell: knows Tauri and the window, decides nothing. What happens is
//! decided in `kh-core`; this crate composes it, hands commands to it and its
//! notices to the window.

pub mod arguments;
mod bootstrap;
mod bridge;
mod built_in;
mod clipboard;
mod commands;
mod error;
pub mod ipc;
mod logging;
mod notify;
mod portal;
pub mod verify_audit;
mod window;

pub use bootstrap::run;
pub use error::StartError;
