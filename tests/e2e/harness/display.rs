//! A display nobody sees, one per desk.

use std::io::{BufRead, BufReader};
use std::path::Path;

use super::group::{Group, Streams};
use super::trouble::Trouble;

/// A running Xvfb.
pub(crate) struct Display {
    _server: Group,
    /// What programs know it by, such as `:99`.
    pub(crate) name: String,
}

impl Display {
    /// Starts one on a free number, which the server itself chooses.
    pub(crate) fn start(log: &Path) -> Result<Self, Trouble> {
        let mut server = Group::start(
            Path::new("Xvfb"),
            &[
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1920x1200x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ],
            &[("PATH".to_owned(), std::env::var("PATH").unwrap_or_default())],
            log,
            Streams::Out,
        )?;
        let number = first_line(&mut server)?;
        if number.is_empty() || !number.chars().all(|letter| letter.is_ascii_digit()) {
            return Err(Trouble::start(format!(
                "Xvfb named no display; see {}",
                log.display()
            )));
        }
        Ok(Self {
            _server: server,
            name: format!(":{number}"),
        })
    }
}

/// The first line a program writes. A program that ends without one gives an
/// empty line, so this does not wait for ever.
pub(crate) fn first_line(program: &mut Group) -> Result<String, Trouble> {
    let mut line = String::new();
    if let Some(output) = program.output() {
        BufReader::new(output).read_line(&mut line)?;
    }
    Ok(line.trim_end().to_owned())
}
