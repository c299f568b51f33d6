//! Orders on a disk that loses its power or fails: R10 and R11, and P7. The real core,
//! client and journal against the simulator, on a disk in memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::print_stdout,
    reason = "the figures of a promise are told with the tests"
)]

mod brought_back;
mod click;
mod cuts;
mod fsyncs;
mod troubles;
