//! The keychain: secrets that cannot be shown.
