//! What orders and actions share: an intent is held by one piece of work, sent
//! with its row on the disk, repeated byte for byte while that is safe, and
//! settled. What an answer means is said in the room of each kind.

pub(crate) mod again;
mod attempts;
pub(crate) mod evidence;
mod hold;
pub(crate) mod limits;
pub(crate) mod press;
pub(crate) mod proof;
pub(crate) mod record;
pub(crate) mod recovery;
pub(crate) mod send;
pub(crate) mod settle;
pub(crate) mod words;

pub(crate) use hold::Hold;
