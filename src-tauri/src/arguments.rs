//! The few arguments of the program. None of them takes a secret.

use std::path::PathBuf;

/// Printed for `--help`.
pub const HELP: &str = "\
KernelHost Reseller Console

Usage: kernelhost-console [OPTION]

Options:
  --simulator          open on the simulator inside this program; nothing is bought
  --verify-audit FILE  check an exported audit chain and print the verdict, without
                       a window: 0 it is whole, 1 something is wrong, 2 it cannot
                       be checked to the end on this computer
  --version            print the version
  --help               print this text

Data is kept in the data folder of the user, keys in the keychain of the system.";

/// What is asked for on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Print the help.
    Help,
    /// Print the version.
    Version,
    /// Check an exported audit chain.
    VerifyAudit(PathBuf),
    /// Open the window.
    Run(Start),
}

/// How the window opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Start {
    /// On the simulator, whatever profile was active.
    pub simulator: bool,
}

/// The arguments are not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownArgument {
    /// One that is not known.
    #[error("{0} is not an option of this program")]
    Unknown(String),
    /// A file that is not named.
    #[error("{0} needs the name of a file")]
    NoFile(&'static str),
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// [`UnknownArgument`] names the first that is not understood.
pub fn read(arguments: impl Iterator<Item = String>) -> Result<Asked, UnknownArgument> {
    let mut start = Start::default();
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" | "-h" => return Ok(Asked::Help),
            "--version" | "-V" => return Ok(Asked::Version),
            "--verify-audit" => {
                let file = arguments
                    .next()
                    .ok_or(UnknownArgument::NoFile("--verify-audit"))?;
                return Ok(Asked::VerifyAudit(file.into()));
            }
            "--simulator" => start.simulator = true,
            _ => return Err(UnknownArgument::Unknown(argument)),
        }
    }
    Ok(Asked::Run(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(arguments: &[&str]) -> Result<Asked, UnknownArgument> {
        read(arguments.iter().map(ToString::to_string))
    }

    #[test]
    fn without_arguments_the_window_opens() {
        assert_eq!(given(&[]), Ok(Asked::Run(Start { simulator: false })));
        assert_eq!(
            given(&["--simulator"]),
            Ok(Asked::Run(Start { simulator: true }))
        );
    }

    #[test]
    fn an_unknown_argument_is_named() {
        assert_eq!(
            given(&["--secret=x"]),
            Err(UnknownArgument::Unknown("--secret=x".to_owned()))
        );
    }

    #[test]
    fn a_file_to_check_has_to_be_named() {
        assert_eq!(
            given(&["--verify-audit", "audit.jsonl"]),
            Ok(Asked::VerifyAudit("audit.jsonl".into()))
        );
        assert!(matches!(
            given(&["--verify-audit"]),
            Err(UnknownArgument::NoFile(_))
        ));
    }
}
