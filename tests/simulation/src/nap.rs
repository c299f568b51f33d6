//! The computer sleeps while a request is in flight.

use std::time::Duration;

use crate::draw::Draw;

/// A sleep in the middle of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nap {
    /// Where it begins.
    pub(crate) place: NapPlace,
    /// How long it is.
    pub(crate) time: Duration,
    /// Whether the connection outlives it.
    pub(crate) survives: bool,
}

/// Where a sleep begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NapPlace {
    /// The request has left and has not arrived.
    OnTheWay,
    /// It was dealt with; the answer is on its way.
    BeforeTheAnswer,
}

impl Nap {
    /// A sleep over this request, now and then.
    pub(crate) fn drawn(is_order: bool, draw: &Draw) -> Option<Self> {
        if !draw.once_in(if is_order { 10 } else { 40 }) {
            return None;
        }
        Some(Self {
            place: draw.one_of(&[NapPlace::OnTheWay, NapPlace::BeforeTheAnswer]),
            time: match draw.below(4) {
                0 => draw.secs(20, 900),
                1 => draw.secs(1_800, 22 * 3_600),
                2 => draw.secs(22 * 3_600 + 3_000, 25 * 3_600),
                _ => draw.secs(25 * 3_600, 72 * 3_600),
            },
            survives: draw.once_in(2),
        })
    }
}
