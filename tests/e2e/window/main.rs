//! The window tests: the real program, as a person meets it.
#![cfg(target_os = "linux")]

mod accessible;
mod clock;
mod first_order;
mod journal;
mod keyboard;
mod keychain;
mod leak;
mod lost_answer;
mod services;
mod session;
mod unpaid;
mod wrong_secret;
