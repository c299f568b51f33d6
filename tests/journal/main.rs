//! What the journal promises to the rest: every attempt has its row, every call
//! of a key is counted over restarts and windows, and nothing old is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attempts;
mod key_use;
mod profiles;
