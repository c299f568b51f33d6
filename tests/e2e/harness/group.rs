//! Programs that end with the test, whatever happens to it.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};

use super::trouble::Trouble;

/// A program and all it started. Dropping it ends them.
///
/// It leads a process group of its own, because a driver ended alone leaves the
/// window behind; and the system ends it when the test is killed, because then
/// nothing is dropped.
pub(crate) struct Group {
    child: Child,
    name: String,
}

impl Group {
    /// Starts `program` with exactly this environment; what it says goes to
    /// `log`, so that no pipe outlives the test.
    pub(crate) fn start(
        program: &Path,
        arguments: &[&str],
        environment: &[(String, String)],
        log: &Path,
        streams: Streams,
    ) -> Result<Self, Trouble> {
        let name = program
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let log = File::options().create(true).append(true).open(log)?;
        let mut command = Command::new("setpriv");
        command
            .args(["--pdeathsig", "KILL", "--"])
            .arg(program)
            .args(arguments)
            .env_clear()
            .envs(environment.iter().cloned())
            .process_group(0)
            .stderr(log.try_clone()?);
        match streams {
            Streams::None => command.stdin(Stdio::null()).stdout(log),
            Streams::Out => command.stdin(Stdio::null()).stdout(Stdio::piped()),
            Streams::In => command.stdin(Stdio::piped()).stdout(log),
        };
        let child = command
            .spawn()
            .map_err(|error| Trouble::start(format!("{name}: {error}")))?;
        Ok(Self { child, name })
    }

    /// The end the program reads from, once.
    pub(crate) fn input(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// The end the program writes to, once.
    pub(crate) fn output(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }

    /// How the program ended; none while it runs.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>, Trouble> {
        Ok(self.child.try_wait()?)
    }

    /// Fails when the program has ended already.
    pub(crate) fn still_runs(&mut self) -> Result<(), Trouble> {
        match self.ended()? {
            None => Ok(()),
            Some(status) => Err(Trouble::start(format!("{} ended with {status}", self.name))),
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let id = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(id) = id {
            // It may have ended by itself; then there is nobody to end.
            let _ = kill_process_group(id, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// Which of its streams the test holds.
#[derive(Clone, Copy)]
pub(crate) enum Streams {
    /// None; everything goes to the log.
    None,
    /// What the program says first is needed.
    Out,
    /// The program is told something.
    In,
}
