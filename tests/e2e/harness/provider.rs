//! The simulated provider as a separate process, and its control plane.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};

use super::agreement::{self, Lost};
use super::display::first_line;
use super::group::{Group, Streams};
use super::http;
use super::leaks::{self, Searched};
use super::places;
use super::trouble::Trouble;

/// A key of the simulated provider.
#[derive(Clone, Debug, Deserialize)]
pub struct Key {
    /// What it is for, such as `full access`.
    pub label: String,
    /// Its id.
    pub key: String,
    /// Its secret.
    pub secret: String,
    /// The account it belongs to.
    pub account: u64,
}

#[derive(Deserialize)]
struct Ready {
    base_url: String,
    control_url: String,
    keys: Vec<Key>,
}

/// A running simulated provider on a free port, with its world in memory. When
/// it ends, no secret of its keys may be anywhere on the desk whose home it was
/// started for, and its audit log and the chain there have to agree request by
/// request.
pub struct Provider {
    _process: Group,
    ready: Ready,
    orders_at_start: usize,
    home: PathBuf,
    lost: Mutex<Lost>,
}

impl Provider {
    /// Starts one and reads the line that says where it is.
    ///
    /// # Errors
    /// [`Trouble::Start`] where it does not come up.
    pub fn start(home: &Path) -> Result<Self, Trouble> {
        let mut provider = Self::start_with(home, &[])?;
        provider.orders_at_start = provider.own_orders()?.len();
        Ok(provider)
    }

    /// Starts one whose first account has so many services, each ordered and
    /// paid long ago, and nothing else.
    ///
    /// # Errors
    /// [`Trouble::Start`] where it does not come up.
    pub fn with_services(home: &Path, services: u32) -> Result<Self, Trouble> {
        let count = services.to_string();
        let mut provider = Self::start_with(home, &["--services", &count])?;
        provider.orders_at_start = usize::try_from(services).unwrap_or(usize::MAX);
        Ok(provider)
    }

    fn start_with(home: &Path, more: &[&str]) -> Result<Self, Trouble> {
        let log = home.join("provider.log");
        let mut arguments = vec!["--listen", "127.0.0.1:0", "--data", "memory", "--seed", "1"];
        arguments.extend(more);
        let mut process = Group::start(
            &places::program("kh-simulator")?,
            &arguments,
            &[],
            &log,
            Streams::Out,
        )?;
        let line = first_line(&mut process)?;
        let ready = serde_json::from_str(&line).map_err(|error| {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            Trouble::start(format!("the simulator said {line:?}: {error}\n{said}"))
        })?;
        Ok(Self {
            _process: process,
            ready,
            orders_at_start: 0,
            home: home.to_path_buf(),
            lost: Mutex::default(),
        })
    }

    /// The base of its API, as a person would type it.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.ready.base_url
    }

    /// The key with this label.
    ///
    /// # Errors
    /// [`Trouble::Wrong`] where there is none.
    pub fn key(&self, label: &str) -> Result<&Key, Trouble> {
        self.ready
            .keys
            .iter()
            .find(|key| key.label == label)
            .ok_or_else(|| Trouble::wrong(format!("the simulator has no key {label:?}")))
    }

    /// Moves its time forward.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn advance(&self, seconds: i64) -> Result<Value, Trouble> {
        self.tell("clock", &json!({ "advance_s": seconds }))
    }

    /// Sets the credit of an account.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn set_credit(&self, account: u64, amount: &str) -> Result<Value, Trouble> {
        self.tell("credit", &json!({ "account": account, "amount": amount }))
    }

    /// Lets a key make this many calls a minute and as many as it likes a day.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn set_limit(&self, key: &Key, per_minute: u32) -> Result<Value, Trouble> {
        self.tell(
            &format!("keys/{}/limits", key.key),
            &json!({ "per_minute": per_minute, "burst": per_minute, "per_day": u32::MAX / 2 }),
        )
    }

    /// Sets the card of an account: `none`, `ok`, `declined` or `expired`.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn set_card(&self, account: u64, state: &str) -> Result<Value, Trouble> {
        self.tell("card", &json!({ "account": account, "state": state }))
    }

    /// Plays a script of faults.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn set_faults(&self, script: &Value) -> Result<Value, Trouble> {
        self.lost().remember(script);
        self.tell("faults", script)
    }

    /// All it knows.
    ///
    /// # Errors
    /// Where it does not answer.
    pub fn state(&self) -> Result<Value, Trouble> {
        self.call("GET", "state", "")
    }

    /// The orders it has that were made since it started; its world begins with some.
    ///
    /// # Errors
    /// Where it does not answer.
    pub fn own_orders(&self) -> Result<Vec<Value>, Trouble> {
        let state = self.state()?;
        let all = state["orders"].as_array().cloned().unwrap_or_default();
        Ok(all.into_iter().skip(self.orders_at_start).collect())
    }

    /// Every row of its audit log.
    ///
    /// # Errors
    /// Where it does not answer.
    pub fn audit(&self) -> Result<Vec<Value>, Trouble> {
        let lines = self.answer("GET", "audit", "")?;
        let rows = lines.lines().filter_map(|line| {
            let line: Value = serde_json::from_str(line).ok()?;
            serde_json::from_str(line["row"].as_str()?).ok()
        });
        Ok(rows.collect())
    }

    /// Every request it had, as its audit log tells: `method`, `path`,
    /// `status`, `reason`.
    ///
    /// # Errors
    /// Where it does not answer.
    pub fn requests(&self) -> Result<Vec<Value>, Trouble> {
        let mut rows = self.audit()?;
        rows.retain(|row| row["event"] == "request");
        Ok(rows)
    }

    /// How many requests for `path` it answered with `status`.
    ///
    /// # Errors
    /// Where it does not answer.
    pub fn answered(&self, status: u16, path: &str) -> Result<usize, Trouble> {
        let requests = self.requests()?;
        let those = requests.iter().filter(|row| {
            let whole = row["path"].as_str().unwrap_or_default();
            row["status"] == status && whole.ends_with(path)
        });
        Ok(those.count())
    }

    /// Says that a program was ended while it waited for an answer to this, for
    /// example `POST /v1/orders`: that answer cannot be in its chain.
    pub fn an_answer_was_cut_off(&self, on: &str) {
        self.lost().also(on);
    }

    /// Looks for the secrets of its keys, and for every value that was revealed,
    /// in all there is on the desk whose home it was started for.
    ///
    /// # Errors
    /// [`Trouble::Wrong`] with every place that holds one.
    pub fn search_for_secrets(&self) -> Result<Searched, Trouble> {
        let desk = self.home.parent().unwrap_or(&self.home);
        let secrets: Vec<&str> = self.ready.keys.iter().map(|key| &*key.secret).collect();
        leaks::search(desk, &secrets)
    }

    /// Request ids of the answers that the script of faults gave in its place.
    fn answered_by_script(&self) -> Result<BTreeSet<String>, Trouble> {
        let state = self.state()?;
        let ids = state["answered_by_script"].as_array().into_iter().flatten();
        Ok(ids
            .filter_map(|id| id.as_str().map(str::to_owned))
            .collect())
    }

    fn lost(&self) -> std::sync::MutexGuard<'_, Lost> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells its control plane something.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn tell(&self, what: &str, body: &Value) -> Result<Value, Trouble> {
        self.call("POST", what, &body.to_string())
    }

    fn call(&self, method: &str, what: &str, body: &str) -> Result<Value, Trouble> {
        let answer = self.answer(method, what, body)?;
        Ok(serde_json::from_str(&answer).unwrap_or(Value::Null))
    }

    fn answer(&self, method: &str, what: &str, body: &str) -> Result<String, Trouble> {
        let url = format!("{}/{what}", self.ready.control_url);
        let (status, answer) = http::call(method, &url, body)?;
        if (200..300).contains(&status) {
            Ok(answer)
        } else {
            Err(Trouble::wrong(format!(
                "{method} {url} answered {status}: {answer}"
            )))
        }
    }
}

impl Drop for Provider {
    #[allow(clippy::panic, clippy::print_stdout)] // it ends a test: its verdict and its figure
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        // First, because who reads a journal empties its write-ahead log.
        match self.search_for_secrets() {
            Ok(searched) => println!("{searched}"),
            Err(trouble) => panic!("a secret got out:\n{trouble}"),
        }
        let keys = self.ready.keys.iter().map(|key| key.key.clone()).collect();
        let agreed = self
            .requests()
            .and_then(|requests| Ok((requests, self.answered_by_script()?)))
            .and_then(|(requests, by_script)| {
                agreement::compare(&self.home, &requests, &by_script, &keys, &self.lost())
            });
        match agreed {
            Ok(requests) => println!("both logs agree over {requests} requests"),
            Err(trouble) => panic!("the chain and the provider's log differ:\n{trouble}"),
        }
    }
}
