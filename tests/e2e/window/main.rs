//! The window tests: the real program, as a person meets it.
#![cfg(target_os = "linux")]

mod first_start;
