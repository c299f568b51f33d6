//! The window tests: the real program, as a person meets it.
#![cfg(target_os = "linux")]

mod access_data;
mod accessible;
mod audit_chain;
mod away;
mod clock;
mod documents;
mod first_order;
mod guards;
mod hostile;
mod journal;
mod keyboard;
mod keyboard_guards;
mod keychain;
mod killed;
mod leak;
mod lost_answer;
mod notified;
mod order_file;
mod reconciliation;
mod rescue;
mod resolver;
mod services;
mod session;
mod unpaid;
mod wrong_secret;
