//! The journal of the console works on the disk as on any other.

use kh_disk::{FileKind, Op};
use kh_journal::{Journal, SettingOf};

use crate::desk::Desk;

fn note(journal: &Journal, value: &str) -> Result<(), kh_journal::JournalError> {
    journal.set_setting(SettingOf::Console, "noted", Some(value))
}

fn noted(journal: &Journal) -> Option<String> {
    journal.setting(SettingOf::Console, "noted").unwrap()
}

#[test]
fn a_journal_is_written_closed_and_found_again() {
    let desk = Desk::new();
    let disk = desk.empty();
    let journal = Journal::open(&desk.path()).unwrap();
    note(&journal, "once").unwrap();
    let beside = Journal::open(&desk.path()).unwrap();
    assert_eq!(noted(&beside).as_deref(), Some("once"));
    note(&beside, "twice").unwrap();
    assert_eq!(noted(&journal).as_deref(), Some("twice"));
    journal.checkpoint().unwrap();
    drop((journal, beside));
    let again = Journal::open(&desk.path()).unwrap();
    assert_eq!(noted(&again).as_deref(), Some("twice"));
    // Nothing of it is on the system's disk but the empty file of the journal.
    assert_eq!(std::fs::metadata(desk.path()).unwrap().len(), 0);
    assert!(disk.image().file("journal.db").unwrap().len() > 4_096);
}

#[test]
fn a_durable_commit_is_writes_of_the_write_ahead_file_and_one_sync() {
    let desk = Desk::new();
    let disk = desk.empty();
    let journal = Journal::open(&desk.path()).unwrap();
    note(&journal, "once").unwrap();
    let before = disk.log().len();
    note(&journal, "twice").unwrap();
    let steps = disk.log().split_off(before);
    assert!(steps.iter().all(|step| step.file == FileKind::Wal));
    let syncs = steps.iter().filter(|step| step.op == Op::Sync).count();
    assert_eq!(syncs, 1);
    // A filler behind the commit ends in another sector than the next begins.
    let after = steps.iter().rposition(|step| step.op == Op::Sync).unwrap();
    assert!(after > 1 && after + 2 >= steps.len(), "{steps:?}");
}

#[test]
fn folders_without_a_disk_are_the_systems() {
    let desk = Desk::new();
    let elsewhere = Desk::new();
    let disk = desk.empty();
    let journal = Journal::open(&elsewhere.path()).unwrap();
    note(&journal, "there").unwrap();
    assert_eq!(disk.steps(), 0);
    assert!(std::fs::metadata(elsewhere.path()).unwrap().len() > 0);
}

#[test]
fn one_image_starts_many_disks_in_any_folder() {
    let made = Desk::new();
    let disk = made.empty();
    let journal = Journal::open(&made.path()).unwrap();
    note(&journal, "prepared").unwrap();
    drop(journal);
    let image = disk.image();
    for n in 0..50 {
        let desk = Desk::new();
        let _disk = desk.holding(&image);
        let journal = Journal::open(&desk.path()).unwrap();
        assert_eq!(noted(&journal).as_deref(), Some("prepared"));
        note(&journal, &n.to_string()).unwrap();
    }
    assert_eq!(image.names(), disk.image().names());
}

#[test]
fn who_writes_keeps_the_others_waiting_and_who_reads_does_not() {
    let desk = Desk::new();
    let _disk = desk.empty();
    let (one, other) = (desk.open(), desk.open());
    other.busy_timeout(std::time::Duration::ZERO).unwrap();
    one.execute_batch("BEGIN IMMEDIATE; INSERT INTO numbers VALUES (1, NULL)")
        .unwrap();
    assert_eq!(crate::desk::numbers(&other), Vec::<u64>::new());
    let refused = crate::desk::put(&other, 2).unwrap_err();
    assert_eq!(
        refused.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseBusy)
    );
    one.execute_batch("COMMIT").unwrap();
    crate::desk::put(&other, 2).unwrap();
    assert_eq!(crate::desk::numbers(&one), [1, 2]);
}
