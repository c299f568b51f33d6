//! The few arguments of the program. None of them takes a secret.

/// Printed for `--help`.
pub const HELP: &str = "\
KernelHost Reseller Console

Usage: kernelhost-console [OPTION]

Options:
  --simulator   open on the simulator inside this program; nothing is bought
  --version     print the version
  --help        print this text

Data is kept in the data folder of the user, keys in the keychain of the system.";

/// What is asked for on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Print the help.
    Help,
    /// Print the version.
    Version,
    /// Open the window.
    Run(Start),
}

/// How the window opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Start {
    /// On the simulator, whatever profile was active.
    pub simulator: bool,
}

/// An argument that is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not an option of this program")]
pub struct UnknownArgument(String);

/// Reads the arguments after the program's name.
///
/// # Errors
/// [`UnknownArgument`] names the first that is not known.
pub fn read(arguments: impl Iterator<Item = String>) -> Result<Asked, UnknownArgument> {
    let mut start = Start::default();
    for argument in arguments {
        match argument.as_str() {
            "--help" | "-h" => return Ok(Asked::Help),
            "--version" | "-V" => return Ok(Asked::Version),
            "--simulator" => start.simulator = true,
            _ => return Err(UnknownArgument(argument)),
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
            Err(UnknownArgument("--secret=x".to_owned()))
        );
    }
}
