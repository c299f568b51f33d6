//! What has to be on a machine before the project builds and tests there.
//!
//! Debian and its kin: missing packages are named, then installed. Elsewhere:
//! what is missing is named in one screen, with the command that brings it.

mod debian;
mod elsewhere;
mod node;
mod page;
mod system;

use crate::failure::Failure;
use crate::repository;

/// What a command is about to do, and so what it needs. Each includes the one
/// before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    /// Build programs that open no window.
    Programs,
    /// Build the console.
    Console,
    /// Open real windows without a display and steer them.
    WindowTests,
}

/// Makes this machine ready: system packages, then the packages of the page.
pub(crate) fn prepare(purpose: Purpose) -> Result<(), Failure> {
    let system = system::detect();
    match system {
        system::System::Debian => debian::install(purpose)?,
        system::System::Fedora
        | system::System::Arch
        | system::System::OtherLinux
        | system::System::Mac
        | system::System::Windows => elsewhere::check(system, purpose)?,
    }
    if purpose >= Purpose::Console {
        node::check()?;
        node::install(&repository::root().join("ui"))?;
    }
    Ok(())
}

/// Builds the page if its sources changed since it was last built.
pub(crate) fn build_page() -> Result<(), Failure> {
    page::build(&repository::root().join("ui"))
}

/// Whether real windows can be steered on this kind of system at all.
pub(crate) fn windows_can_be_steered() -> bool {
    cfg!(target_os = "linux")
}
