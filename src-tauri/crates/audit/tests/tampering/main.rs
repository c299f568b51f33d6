//! A log of a thousand entries, and everything that can be done to it without
//! the key: all of it is found.

mod edits;
mod file;
mod log;
mod sections;
mod speed;
