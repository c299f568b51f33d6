//! The real program with its real window, steered by WebDriver.

use std::future::Future;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

use super::clock::{Deadline, PAUSE};
use super::desk::Desk;
use super::ear::Ear;
use super::group::{Group, Streams};
use super::trouble::Trouble;
use super::{axe, places};

/// How long something may take to show.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// An open console. One driver, one program; dropping it ends both at once and
/// without a farewell, as when the power fails.
pub struct Window {
    driver: WebDriver,
    ear: Option<Ear>,
    /// The driver and the program it started.
    _programs: Group,
}

impl Window {
    /// Starts a driver on a free port, and the program through it.
    pub(crate) async fn open(desk: &Desk, arguments: &[&str]) -> Result<Self, Trouble> {
        desk.wait_for_the_last_program().await?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = desk.log("program");
        let mut driver = Group::start(
            Path::new("WebKitWebDriver"),
            &[&format!("--port={port}"), "--host=127.0.0.1"],
            &desk.environment(),
            &log,
            Streams::None,
        )?;
        let deadline = Deadline::after(PATIENCE);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            driver.still_runs()?;
            if deadline.over() {
                return Err(Trouble::start("WebKitWebDriver does not listen"));
            }
            tokio::time::sleep(PAUSE).await;
        }
        let mut wanted = Capabilities::new();
        wanted.set(
            "webkitgtk:browserOptions",
            json!({ "binary": places::program("kernelhost-console")?, "args": arguments }),
        )?;
        // Built together with the console, the steering library finds encryption
        // without a provider and refuses to begin, though it speaks to this
        // machine only. A provider that is there already is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted);
        let session = tokio::time::timeout(Duration::from_secs(60), session)
            .await
            .map_err(|_| no_window(desk, "it did not open within a minute"))?
            .map_err(|error| no_window(desk, &error.to_string()))?;
        // The client would say goodbye when it is dropped, and wait two minutes
        // for the answer of a driver that has ended before. Nobody has ended
        // this session yet, so the only refusal there is cannot come.
        let _ = session.clone().leak();
        // A page that stopped must not stop its test for longer than waiting takes.
        session.set_script_timeout(PATIENCE).await?;
        let mut window = Self {
            driver: session,
            ear: None,
            _programs: driver,
        };
        window
            .until("a page with words on it", async || {
                let words: String = window.run("return document.body?.innerText ?? ''").await?;
                Ok((!words.trim().is_empty()).then_some(()))
            })
            .await?;
        if desk.is_heard() {
            window.ear = Some(Ear::put_to(&window.driver, desk.folder()).await?);
        }
        Ok(window)
    }

    /// Ends the program after checking that nothing went wrong in its page: no
    /// forbidden source, no uncaught error. What was heard of it is kept.
    ///
    /// # Errors
    /// [`Trouble::Wrong`] with the problems the page noted.
    pub async fn close(self) -> Result<(), Trouble> {
        if let Some(ear) = &self.ear {
            ear.write_down(&self.driver).await?;
        }
        let problems = self.problems().await?;
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Trouble::wrong(format!(
                "the page noted problems:\n{}",
                problems.join("\n")
            )))
        }
    }

    /// Ends the program without looking, wherever it stands.
    pub fn crash(self) {
        drop(self);
    }

    /// What the page noted as gone wrong since it was opened: violations of the
    /// content policy, uncaught errors.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn problems(&self) -> Result<Vec<String>, Trouble> {
        let problems: Vec<Value> = self.run("return window.__problems ?? []").await?;
        Ok(problems.iter().map(ToString::to_string).collect())
    }

    /// All words on the page, as they are seen.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn words(&self) -> Result<String, Trouble> {
        self.run("return document.body?.innerText ?? ''").await
    }

    /// Waits until the page says this, in one run of text.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] with what it says instead.
    pub async fn says(&self, text: &str) -> Result<(), Trouble> {
        self.until(&format!("the words {text:?}"), async || {
            Ok(flat(&self.words().await?)
                .contains(&flat(text))
                .then_some(()))
        })
        .await
    }

    /// Fails if the page says this now.
    ///
    /// # Errors
    /// [`Trouble::Wrong`] if it does.
    pub async fn does_not_say(&self, text: &str) -> Result<(), Trouble> {
        if flat(&self.words().await?).contains(&flat(text)) {
            Err(Trouble::wrong(format!("the page says {text:?}")))
        } else {
            Ok(())
        }
    }

    /// Makes the window this large.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Trouble> {
        self.driver.set_window_rect(0, 0, width, height).await?;
        // The page hears of it a little later.
        self.until(&format!("a page of {width} x {height}"), async || {
            let size: (u32, u32) = self.run("return [innerWidth, innerHeight]").await?;
            Ok((size == (width, height)).then_some(()))
        })
        .await
    }

    /// Takes a picture into `target/e2e/NAME.png`.
    ///
    /// # Errors
    /// Where the driver refuses or the file cannot be written.
    pub async fn picture(&self, name: &str) -> Result<PathBuf, Trouble> {
        self.picture_at(&places::pictures().join(format!("{name}.png")))
            .await
    }

    /// Takes a picture into this file.
    ///
    /// # Errors
    /// Where the driver refuses or the file cannot be written.
    pub async fn picture_at(&self, file: &Path) -> Result<PathBuf, Trouble> {
        self.painted().await?;
        let picture = self.driver.screenshot_as_png().await?;
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, picture)?;
        Ok(file.to_path_buf())
    }

    /// Waits until what the page holds is what a picture shows: right after a
    /// change a picture still shows the frame before, and moves end first. What
    /// is folded away never tells that its moves ended.
    async fn painted(&self) -> Result<(), Trouble> {
        self.driver
            .execute_async(
                "const done = arguments[0];\
                 const moves = document.getAnimations().filter((move) => \
                   move.effect?.getComputedTiming().endTime !== Infinity &&\
                   move.effect?.target?.checkVisibility());\
                 Promise.allSettled(moves.map((move) => move.finished)).then(() => document.fonts.ready)\
                   .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));",
                Vec::new(),
            )
            .await?;
        Ok(())
    }

    /// Runs axe over the page and fails if it finds anything.
    ///
    /// # Errors
    /// [`Trouble::Wrong`] with the violations and where they are.
    pub async fn accessible(&self) -> Result<(), Trouble> {
        self.painted().await?;
        axe::check(&self.driver).await
    }

    /// Runs a script in the page, as the body of a function, and returns what
    /// it returns.
    ///
    /// # Errors
    /// Where the script throws or returns something of another shape.
    pub async fn run<T: DeserializeOwned>(&self, script: &str) -> Result<T, Trouble> {
        self.run_with(script, Vec::new()).await
    }

    /// The same with arguments.
    ///
    /// # Errors
    /// Where the script throws or returns something of another shape.
    pub async fn run_with<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<T, Trouble> {
        Ok(self.driver.execute(script, arguments).await?.convert()?)
    }

    /// Runs a script in the page whose last argument is a function that it calls
    /// with what it returns, within this time.
    ///
    /// # Errors
    /// Where the script throws, takes longer, or returns something of another shape.
    pub async fn run_long<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
        patience: Duration,
    ) -> Result<T, Trouble> {
        self.driver.set_script_timeout(patience).await?;
        let answer = self.driver.execute_async(script, arguments).await;
        self.driver.set_script_timeout(PATIENCE).await?;
        Ok(answer?.convert()?)
    }

    /// Looks again and again until `look` finds something.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not in time, with words and a picture.
    pub async fn until<T, F>(&self, what: &str, look: impl Fn() -> F) -> Result<T, Trouble>
    where
        F: Future<Output = Result<Option<T>, Trouble>>,
    {
        self.later(what, PATIENCE, look).await
    }

    /// As [`Window::until`], with another patience.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not in time, with words and a picture.
    pub async fn later<T, F>(
        &self,
        what: &str,
        patience: Duration,
        look: impl Fn() -> F,
    ) -> Result<T, Trouble>
    where
        F: Future<Output = Result<Option<T>, Trouble>>,
    {
        let deadline = Deadline::after(patience);
        loop {
            if let Some(found) = look().await? {
                return Ok(found);
            }
            if deadline.over() {
                return Err(self.not_seen(what).await);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// What a person would report: what they looked for, and what was there.
    async fn not_seen(&self, what: &str) -> Trouble {
        let test = std::thread::current()
            .name()
            .unwrap_or("window")
            .replace("::", "-");
        let mut page = self.words().await.unwrap_or_default();
        for problem in self.problems().await.unwrap_or_default() {
            page.push('\n');
            page.push_str(&problem);
        }
        Trouble::NotSeen {
            what: what.to_owned(),
            page,
            picture: self.picture(&format!("failed-{test}")).await.ok(),
        }
    }

    pub(crate) fn driver(&self) -> &WebDriver {
        &self.driver
    }
}

fn no_window(desk: &Desk, why: &str) -> Trouble {
    Trouble::start(format!("the console: {why}\n{}", desk.said("program")))
}

/// Text with every run of white space as one space.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
