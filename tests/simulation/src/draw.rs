//! Drawing from a seed. Each room of a scenario draws from a row of its own, so
//! that one more draw in one room changes nothing in another.

use std::time::Duration;

use kh_model::SeededChance;

/// A row of draws.
pub struct Draw(SeededChance);

impl Draw {
    /// The row of a room; the same for the same seed.
    #[must_use]
    pub fn of(seed: u64, room: &str) -> Self {
        // FNV-1a over the room's name keeps the rows apart.
        let mixed = room.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        let chance = SeededChance::new(seed ^ mixed);
        // The first draw of neighbouring seeds is the only one that is alike.
        chance.draw();
        Self(chance)
    }

    /// The next 64 bits.
    pub fn bits(&self) -> u64 {
        self.0.draw()
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&self, end: u64) -> u64 {
        self.bits() % end.max(1)
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// True once in `times`.
    pub fn once_in(&self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub fn one_of<T: Copy>(&self, list: &[T]) -> T {
        let place = usize::try_from(self.below(list.len() as u64)).unwrap_or(0);
        list[place]
    }

    /// So many milliseconds.
    pub fn ms(&self, least: u64, most: u64) -> Duration {
        Duration::from_millis(self.between(least, most))
    }

    /// So many seconds, to the millisecond.
    pub fn secs(&self, least: u64, most: u64) -> Duration {
        self.ms(least * 1_000, most * 1_000)
    }
}
