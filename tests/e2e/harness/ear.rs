//! What the host answers the page, and what the programs of a desk were started
//! with: written down beside the home, to be searched when the test is over.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use thirtyfour::WebDriver;

use super::trouble::Trouble;
use super::window::Window;

/// Ends each of the things that are written into one file.
pub(crate) const END: u8 = 0x1e;
/// The command whose answer is meant to hold a secret: the value a person asked for.
const REVEAL: &str = "reveal_field";
/// Where the values are kept that were shown on purpose.
pub(crate) const REVEALED: &str = "revealed";
/// Where the rest is kept.
pub(crate) const HEARD: &str = "heard";

/// Every answer that comes over the bridge, from now on. The bridge itself
/// cannot be replaced; what it sends with can.
const LISTEN: &str = "const send = window.fetch; window.__heard = []; \
    window.fetch = async (address, ...rest) => { \
      const answer = await send(address, ...rest); \
      const command = String(address.url ?? address).split('/').pop(); \
      answer.clone().text().then((text) => window.__heard.push({ command, text }), () => {}); \
      return answer; };";

/// One answer of the host.
#[derive(Deserialize)]
pub(crate) struct Answer {
    pub(crate) command: String,
    pub(crate) text: String,
}

#[derive(Deserialize)]
struct Revealed {
    value: String,
}

/// Listens to one window.
pub(crate) struct Ear {
    folder: PathBuf,
    window: usize,
}

impl Ear {
    /// Listens from now on, and writes down what the programs that run on the
    /// desk of this folder were told.
    pub(crate) async fn put_to(driver: &WebDriver, folder: &Path) -> Result<Self, Trouble> {
        driver.execute(LISTEN, Vec::new()).await?;
        let heard = folder.join(HEARD);
        std::fs::create_dir_all(&heard)?;
        let ear = Self {
            window: std::fs::read_dir(&heard)?.count(),
            folder: folder.to_path_buf(),
        };
        ear.note("programs", &told_to_programs(&folder.join("home"))?)?;
        Ok(ear)
    }

    /// What was heard until now.
    pub(crate) async fn heard(driver: &WebDriver) -> Result<Vec<Answer>, Trouble> {
        let heard = driver
            .execute("return window.__heard", Vec::new())
            .await?
            .convert()?;
        Ok(heard)
    }

    /// Writes down what was heard, and what the page holds.
    pub(crate) async fn write_down(&self, driver: &WebDriver) -> Result<(), Trouble> {
        let (mut answers, mut revealed) = (Vec::new(), Vec::new());
        for answer in Self::heard(driver).await? {
            if answer.command == REVEAL {
                let value: Option<Revealed> = serde_json::from_str(&answer.text).ok();
                revealed.extend(value.map(|it| it.value.into_bytes()));
            } else {
                answers.push(format!("{} {}", answer.command, answer.text).into_bytes());
            }
        }
        self.note("answers", &answers)?;
        let page = driver.source().await?;
        self.note("page", &[page.into_bytes()])?;
        keep_revealed(&self.folder, &revealed)
    }

    fn note(&self, what: &str, things: &[Vec<u8>]) -> Result<(), Trouble> {
        let name = format!("{}-{what}", self.window);
        std::fs::write(self.folder.join(HEARD).join(name), joined(things))?;
        Ok(())
    }
}

impl Window {
    /// Every answer of the host since the window was opened, as `command text`.
    ///
    /// # Errors
    /// Where the driver refuses, or nobody listens.
    pub async fn heard(&self) -> Result<Vec<String>, Trouble> {
        let heard = Ear::heard(self.driver()).await?.into_iter();
        Ok(heard
            .map(|it| format!("{} {}", it.command, it.text))
            .collect())
    }
}

/// Keeps more values that must not be found.
pub(crate) fn keep_revealed(folder: &Path, values: &[Vec<u8>]) -> Result<(), Trouble> {
    let file = folder.join(REVEALED);
    let before = std::fs::read(&file).unwrap_or_default();
    std::fs::write(file, [before, joined(values)].concat())?;
    Ok(())
}

fn joined(things: &[Vec<u8>]) -> Vec<u8> {
    let mut all = Vec::new();
    for thing in things {
        all.extend_from_slice(thing);
        all.push(END);
    }
    all
}

/// Arguments and environment of every program whose home this is.
fn told_to_programs(home: &Path) -> Result<Vec<Vec<u8>>, Trouble> {
    let mark = format!("HOME={}", home.display());
    let mut all = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let folder = entry?.path();
        // A program that has ended meanwhile has nothing to tell.
        let (Ok(environment), Ok(arguments)) = (
            std::fs::read(folder.join("environ")),
            std::fs::read(folder.join("cmdline")),
        ) else {
            continue;
        };
        if environment
            .split(|byte| *byte == 0)
            .any(|it| it == mark.as_bytes())
        {
            all.push([environment, arguments].concat());
        }
    }
    if all.is_empty() {
        return Err(Trouble::wrong("no program of this desk was found"));
    }
    Ok(all)
}
