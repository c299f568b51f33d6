//! The store: intents, orders, catalogue, settings in SQLite.
