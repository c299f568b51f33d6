//! Webhooks: which addresses are accepted, what is sent, how it is signed and
//! when it is tried again (contract 10).

pub(crate) mod deliver;
pub(crate) mod outbox;
pub(crate) mod sign;
pub(crate) mod vet;
