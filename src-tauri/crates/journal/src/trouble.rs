//! Tests of what happens when the file, the disk or another program is in the way.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use kh_model::KeyId;
use rusqlite::{Connection, OpenFlags};

use crate::store::beside;
use crate::{Journal, JournalError, SettingOf};

const SHORT: Duration = Duration::from_millis(20);

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    (folder, path)
}

fn now() -> Timestamp {
    "2026-01-02T03:04:05Z".parse().unwrap()
}

fn open_impatient(path: &Path) -> Result<Journal, JournalError> {
    Journal::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE, SHORT)
}

/// A journal with enough pages that a missing half is noticed.
fn filled(path: &Path) {
    let journal = Journal::open(path).unwrap();
    for number in 0..200 {
        let name = format!("setting {number}");
        journal
            .set_setting(SettingOf::Console, &name, Some(&"x".repeat(500)))
            .unwrap();
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_of_garbage_is_broken_and_stays_as_it_is() {
    let (_folder, path) = folder();
    fs::write(&path, b"this was never a database".repeat(100)).unwrap();
    let error = Journal::open(&path).unwrap_err();
    assert_eq!(error.code(), "journal_broken");
    assert!(matches!(error, JournalError::Broken { path: named, .. } if named == path));
    assert_eq!(
        fs::read(&path).unwrap(),
        b"this was never a database".repeat(100)
    );
}

#[test]
fn a_truncated_file_is_broken() {
    let (_folder, path) = folder();
    filled(&path);
    let half = fs::metadata(&path).unwrap().len() / 2;
    fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(half)
        .unwrap();
    assert_eq!(Journal::open(&path).unwrap_err().code(), "journal_broken");
}

#[test]
fn a_flipped_page_is_broken() {
    let (_folder, path) = folder();
    filled(&path);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 64].fill(0xAA);
    fs::write(&path, bytes).unwrap();
    assert_eq!(Journal::open(&path).unwrap_err().code(), "journal_broken");
}

#[test]
fn starting_anew_keeps_the_broken_file_and_says_so_until_it_is_cleared() {
    let (folder, path) = folder();
    fs::write(&path, b"garbage".repeat(100)).unwrap();
    fs::write(beside(&path, "-wal"), b"its last words").unwrap();
    let (journal, kept) = Journal::open_or_start_anew(&path, now()).unwrap();
    let kept = kept.unwrap();
    assert_eq!(fs::read(&kept.kept_at).unwrap(), b"garbage".repeat(100));
    assert_eq!(
        fs::read(beside(&kept.kept_at, "-wal")).unwrap(),
        b"its last words"
    );
    assert!(kept.detail.contains("not a database"), "{}", kept.detail);
    let note = journal
        .setting(SettingOf::Console, Journal::KEPT_ASIDE)
        .unwrap()
        .unwrap();
    assert!(note.contains("broken-20260102T030405Z"), "{note}");
    drop(journal);

    let (_journal, again) = Journal::open_or_start_anew(&path, now()).unwrap();
    assert_eq!(again, None);
    assert!(names_in(folder.path()).contains(&"journal.db.broken-20260102T030405Z".to_owned()));
}

#[test]
fn a_second_broken_file_does_not_overwrite_the_first() {
    let (_folder, path) = folder();
    fs::write(&path, b"first").unwrap();
    let first = Journal::keep_aside(&path, now()).unwrap();
    fs::write(&path, b"second").unwrap();
    let second = Journal::keep_aside(&path, now()).unwrap();
    assert_eq!(fs::read(first.kept_at).unwrap(), b"first");
    assert_eq!(fs::read(second.kept_at).unwrap(), b"second");
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let (_folder, path) = folder();
    drop(Journal::open(&path).unwrap());
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 999)
        .unwrap();
    let before = fs::read(&path).unwrap();
    let error = Journal::open_or_start_anew(&path, now()).unwrap_err();
    assert!(matches!(error, JournalError::Newer { found: 999, .. }));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_database_of_another_program_is_refused_and_left_alone() {
    let (_folder, path) = folder();
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE bookmarks (url TEXT)")
        .unwrap();
    let before = fs::read(&path).unwrap();
    let error = Journal::open_or_start_anew(&path, now()).unwrap_err();
    assert_eq!(error.code(), "journal_foreign");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn an_empty_file_left_by_a_kill_at_the_first_start_becomes_a_journal() {
    let (_folder, path) = folder();
    fs::write(&path, b"").unwrap();
    assert!(Journal::open(&path).unwrap().profiles().unwrap().is_empty());
}

#[test]
fn a_journal_that_may_only_be_read_is_not_opened() {
    let (_folder, path) = folder();
    drop(Journal::open(&path).unwrap());
    let error = Journal::open_with(&path, OpenFlags::SQLITE_OPEN_READ_ONLY, SHORT).unwrap_err();
    assert_eq!(error.code(), "journal_read_only");
}

#[test]
fn a_journal_that_turns_read_only_refuses_to_write_and_still_reads() {
    let journal = Journal::in_memory().unwrap();
    journal
        .lock()
        .pragma_update(None, "query_only", true)
        .unwrap();
    let error = journal
        .set_setting(SettingOf::Console, "theme", Some("dark"))
        .unwrap_err();
    assert_eq!(error.code(), "journal_read_only");
    assert_eq!(journal.setting(SettingOf::Console, "theme").unwrap(), None);
}

#[test]
fn a_folder_in_the_place_of_the_file_is_said_to_be_unreachable() {
    let (_folder, path) = folder();
    fs::create_dir(&path).unwrap();
    assert_eq!(Journal::open(&path).unwrap_err().code(), "journal_io");
}

#[test]
fn a_full_disk_loses_nothing_that_was_there_and_writes_nothing_by_half() {
    let (_folder, path) = folder();
    let journal = Journal::open(&path).unwrap();
    journal
        .set_setting(SettingOf::Console, "kept", Some("yes"))
        .unwrap();
    journal
        .lock()
        .pragma_update_and_check(None, "max_page_count", 1, |_| Ok(()))
        .unwrap();
    let large = "x".repeat(100_000);
    let error = journal
        .set_setting(SettingOf::Console, "large", Some(&large))
        .unwrap_err();
    assert_eq!(error.code(), "journal_full");
    assert_eq!(journal.setting(SettingOf::Console, "large").unwrap(), None);

    journal
        .lock()
        .pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(()))
        .unwrap();
    journal
        .set_setting(SettingOf::Console, "large", Some(&large))
        .unwrap();
    let kept = journal.setting(SettingOf::Console, "kept").unwrap();
    assert_eq!(kept.as_deref(), Some("yes"));
}

#[test]
fn a_file_held_by_another_program_is_busy_and_then_free() {
    let (_folder, path) = folder();
    let journal = Journal::open(&path).unwrap();
    journal.lock().busy_timeout(SHORT).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let write = || journal.set_setting(SettingOf::Console, "theme", Some("dark"));
    assert_eq!(write().unwrap_err().code(), "journal_busy");
    assert_eq!(open_impatient(&path).unwrap_err().code(), "journal_busy");
    other.execute_batch("ROLLBACK").unwrap();
    write().unwrap();
}

#[test]
fn two_processes_count_the_use_of_one_key_without_losing_any() {
    let (_folder, path) = folder();
    let key = KeyId::new(format!("kh_live_{}", "A".repeat(32))).unwrap();
    drop(Journal::open(&path).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let journal = Journal::open(&path).unwrap();
                for _ in 0..50 {
                    journal
                        .update_key_use(&key, &mut |before| {
                            let count: u32 = before.map_or(0, |text| text.parse().unwrap());
                            (count + 1).to_string()
                        })
                        .unwrap();
                }
            });
        }
    });
    let journal = Journal::open(&path).unwrap();
    assert_eq!(journal.key_use(&key).unwrap().as_deref(), Some("100"));
}

#[test]
fn nobody_comes_in_between_the_reading_and_the_writing_of_a_key() {
    let (_folder, path) = folder();
    let journal = Journal::open(&path).unwrap();
    let key = KeyId::new(format!("kh_live_{}", "A".repeat(32))).unwrap();
    journal
        .update_key_use(&key, &mut |_| {
            let other = Connection::open(&path).unwrap();
            other.busy_timeout(Duration::ZERO).unwrap();
            let error = JournalError::from(other.execute_batch("BEGIN IMMEDIATE").unwrap_err());
            assert_eq!(error.code(), "journal_busy");
            String::new()
        })
        .unwrap();
}

#[test]
fn a_value_that_is_not_what_its_column_promises_is_named() {
    let journal = Journal::in_memory().unwrap();
    journal
        .lock()
        .execute_batch(
            "INSERT INTO profiles (id, label, accent_hue, kind, base_url, key_id, sign_path,
                                   secret_home, created_at)
             VALUES ('p', 'Main', 210, 'live', 'https://x', 'not a key', 'short', 'session', 0)",
        )
        .unwrap();
    let error = journal.profiles().unwrap_err();
    assert_eq!(error.code(), "journal_unreadable");
    assert!(error.to_string().contains("key_id"), "{error}");
}

#[test]
fn no_column_of_the_journal_is_meant_for_a_secret() {
    let journal = Journal::in_memory().unwrap();
    let columns: Vec<String> = {
        let connection = journal.lock();
        let mut statement = connection
            .prepare(
                "SELECT schema.name || '.' || info.name FROM sqlite_schema AS schema,
                     pragma_table_info(schema.name) AS info WHERE schema.type = 'table'",
            )
            .unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.map(Result::unwrap).collect()
    };
    assert!(columns.contains(&"profiles.key_id".to_owned()));
    for column in columns
        .iter()
        .filter(|name| *name != "profiles.secret_home")
    {
        for word in ["secret", "password", "token", "signature"] {
            assert!(!column.contains(word), "{column}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = folder();
    let _journal = Journal::open(&path).unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let mode = fs::metadata(beside(&path, suffix)).unwrap().permissions();
        assert_eq!(mode.mode() & 0o077, 0, "{suffix}");
    }
}
