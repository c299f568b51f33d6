//! The signed client of the Reseller API.
