//! The tamper-evident chain of what was done: pure, no database.
