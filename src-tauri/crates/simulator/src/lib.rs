//! A complete simulated provider for the documented Reseller API.
