//! The proof: the real core, client and journal against the simulated provider
//! on a time that nobody waits for. Every place at which the program can end,
//! with everything that can fail, as often as one likes, and an oracle over it.
//!
//! ```text
//! plan      what a scenario is: crash point, fault, seed
//! draw      drawing from the seed
//! time      the time of a scenario
//! world     provider, computer, disk, keychain; a run of the console
//! line      the wire, and the end of the program
//! nap       the computer sleeps in the middle of a request
//! blow      what the faults do to a request
//! person    clicks, and goes by what the screen says
//! record    what is written down
//! oracle    what is wrong with it
//! scenario  one scenario from its seed to the verdict
//! run       many of them, and the line at the end
//! buyer     a real process that buys
//! kills     and is killed
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a world that fails ends the proof"
)]

mod blow;
mod buyer;
mod clock;
mod draw;
mod kills;
mod line;
mod nap;
mod oracle;
mod person;
mod plan;
mod record;
mod run;
mod scenario;
mod time;
mod world;

pub use buyer::live as live_as_buyer;
pub use draw::Draw;
pub use kills::{Kills, kill, own_program};
pub use line::Line;
pub use oracle::{Verdict, judge};
pub use plan::{CELLS, Crash, CrashPoint, End, Fault, Plan, Reach, Seed, Strike};
pub use record::{Click, Done, Kept, Record, Repeat, Sent, Shown, There, Told};
pub use run::{Figures, many};
pub use scenario::{Outcome, run as scenario, there};
pub use time::Time;
pub use world::{Ending, Run, World};
