//! The use cases of the console. Knows the signed client, the journal and the
//! keychain; knows no window, no HTTP and no SQL.

pub mod view;
