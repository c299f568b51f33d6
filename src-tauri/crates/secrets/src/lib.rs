//! The keychain: secrets that cannot be shown.
//!
//! A [`Secret`] has no text form; its bytes come out through
//! [`Secret::expose`] and nowhere else. It is kept in the keychain of the
//! operating system ([`OsKeychain`]) or, where there is none and the person
//! agreed, in memory until the program ends ([`SessionMemory`]). Never in a
//! file: there is no code here that could write one.
//!
//! A keychain may ask a person and wait. [`Bounded`] gives each call a thread of
//! its own and a limit, so that nothing else waits with it.

mod bounded;
mod error;
mod os_keychain;
mod secret;
mod session;
mod store;

pub use bounded::Bounded;
pub use error::SecretError;
pub use os_keychain::OsKeychain;
pub use secret::Secret;
pub use session::SessionMemory;
pub use store::{SecretStore, StoreState};
