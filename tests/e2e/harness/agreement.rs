//! The provider's audit log beside the chain on this desk, request by request:
//! looked at once a provider ends, so that every window test proves it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kh_journal::Journal;
use serde_json::Value;

use super::trouble::Trouble;

/// What of the provider's answers cannot have arrived here, as the script of
/// faults names it, for example `POST /v1/orders`.
#[derive(Debug, Default)]
pub(crate) struct Lost {
    patterns: Vec<String>,
}

impl Lost {
    /// Remembers where a script takes answers away. A fault that only refuses
    /// or delays the date leaves its answer readable.
    pub(crate) fn remember(&mut self, script: &Value) {
        let faults = script.as_array().into_iter().flatten();
        let losing = faults.filter(|fault| !matches!(fault["do"].as_str(), Some("wrong_date")));
        self.patterns
            .extend(losing.filter_map(|fault| fault["on"].as_str().map(str::to_owned)));
    }

    /// Remembers that a program was ended while it waited for an answer to this.
    pub(crate) fn also(&mut self, pattern: &str) {
        self.patterns.push(pattern.to_owned());
    }

    fn covers(&self, request: &Value) -> bool {
        let method = request["method"].as_str().unwrap_or_default();
        let path = request["path"].as_str().unwrap_or_default();
        self.patterns
            .iter()
            .any(|pattern| stands_for(pattern, method, path))
    }
}

fn stands_for(pattern: &str, method: &str, path: &str) -> bool {
    let Some((wanted, places)) = pattern.split_once(' ') else {
        return pattern == "*";
    };
    let path = path.split('?').next().unwrap_or(path);
    let path = path.find("/v1/").map_or(path, |at| &path[at..]);
    let (places, own): (Vec<&str>, Vec<&str>) =
        (places.split('/').collect(), path.split('/').collect());
    (wanted == "*" || wanted == method)
        && places.len() == own.len()
        && places
            .iter()
            .zip(own)
            .all(|(place, own)| *place == "*" || place.starts_with('{') || *place == own)
}

/// Compares both logs. Gives over how many requests they agree: whatever is no
/// plain reading has to be in the chain, and the chain names no request that
/// the provider did not have; what its script of faults answered in its place
/// is in no log of it.
///
/// # Errors
/// [`Trouble::Wrong`] with every difference.
pub(crate) fn compare(
    home: &Path,
    requests: &[Value],
    by_script: &BTreeSet<String>,
    keys: &BTreeSet<String>,
    lost: &Lost,
) -> Result<usize, Trouble> {
    let (mut chain, mut words) = (BTreeSet::new(), BTreeSet::new());
    for file in journals(home) {
        read(&file, keys, &mut chain, &mut words)?;
    }
    let known: BTreeSet<&str> = requests.iter().filter_map(id).collect();
    let to_record: Vec<&Value> = requests.iter().filter(|row| goes_on_record(row)).collect();
    let missing = to_record
        .iter()
        .filter(|row| {
            id(row).is_some_and(|id| !chain.contains(id) && !words.contains(id))
                && !lost.covers(row)
        })
        .map(|row| {
            format!(
                "not in the chain: {} {} {}",
                row["method"], row["path"], row["request_id"]
            )
        });
    let invented = chain
        .iter()
        .filter(|id| !known.contains(id.as_str()) && !by_script.contains(*id))
        .map(|id| format!("not at the provider: {id}"));
    let differences: Vec<String> = missing.chain(invented).collect();
    if differences.is_empty() {
        Ok(to_record.len())
    } else {
        Err(Trouble::wrong(differences.join("\n")))
    }
}

fn id(row: &Value) -> Option<&str> {
    row["request_id"].as_str()
}

fn goes_on_record(row: &Value) -> bool {
    let path = row["path"].as_str().unwrap_or_default();
    row["method"] != "GET" || path.ends_with("/credentials")
}

/// Request ids of the entries made with one of these keys; in `words` those of
/// earlier attempts, which stand in the entry of their intent.
fn read(
    file: &Path,
    keys: &BTreeSet<String>,
    chain: &mut BTreeSet<String>,
    words: &mut BTreeSet<String>,
) -> Result<(), Trouble> {
    let unreadable = |error: kh_journal::JournalError| Trouble::wrong(error.to_string());
    let journal = Journal::open(file).map_err(unreadable)?;
    let mut after = 0;
    loop {
        let reached = journal.audit_chunk(after, 1_000, &mut |entry| {
            if entry.key.is_some_and(|key| keys.contains(key)) {
                chain.extend(entry.request_id.map(str::to_owned));
                let said = entry.reason.unwrap_or_default().split([' ', ',']);
                words.extend(said.filter(|word| word.len() >= 16).map(str::to_owned));
            }
        });
        match reached.map_err(unreadable)? {
            Some(reached) => after = reached,
            None => return Ok(()),
        }
    }
}

fn journals(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(journals(&path));
        } else if path.ends_with("journal.db") {
            found.push(path);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_its_endpoint_and_no_other() {
        let action = "POST /v1/services/{id}/actions";
        assert!(stands_for(action, "POST", "/v1/services/7/actions"));
        assert!(stands_for("*", "PUT", "/v1/webhooks"));
        assert!(!stands_for(action, "POST", "/v1/orders"));
        assert!(!stands_for(action, "GET", "/v1/services/7/actions"));
    }
}
