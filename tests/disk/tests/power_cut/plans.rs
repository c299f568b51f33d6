//! What was planned happens where it was planned, and is told.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use kh_disk::{Op, Plan, Times, Trouble};
use rusqlite::ErrorCode;

use crate::desk::{Desk, numbers, put};

fn fail(at: u64, trouble: Trouble, times: Times) -> Plan {
    Plan::FailStep { at, trouble, times }
}

#[test]
fn a_stop_is_told_once_and_nothing_is_done_after_it() {
    let desk = Desk::new();
    let disk = desk.empty();
    let connection = desk.open();
    put(&connection, 1).unwrap();
    let told = Arc::new(AtomicU32::new(0));
    let bell = Arc::clone(&told);
    disk.at_stop(move || {
        bell.fetch_add(1, Ordering::SeqCst);
    });
    let flag = disk.stopped_flag();
    disk.plan(Plan::StopBefore(disk.steps() + 2));
    assert!(!flag.load(Ordering::SeqCst));
    assert!(put(&connection, 2).is_err());
    assert!(disk.stopped() && flag.load(Ordering::SeqCst));
    let steps = disk.steps();
    assert!(put(&connection, 3).is_err());
    assert_eq!(disk.steps(), steps);
    assert_eq!(told.load(Ordering::SeqCst), 1);
}

#[test]
fn a_step_is_done_when_the_program_ends_with_it_and_not_when_it_ends_before() {
    let desk = Desk::new();
    let disk = desk.empty();
    drop(desk.open());
    let image = disk.image();
    drop(disk);
    let sync = {
        let disk = desk.holding(&image);
        let connection = desk.open();
        put(&connection, 1).unwrap();
        disk.log()
            .iter()
            .rfind(|step| step.op == Op::Sync)
            .unwrap()
            .n
    };
    for (plan, survives) in [
        (Plan::StopBefore(sync), false),
        (Plan::StopAfter(sync), true),
    ] {
        let disk = desk.holding(&image);
        disk.plan(plan);
        let connection = desk.open();
        assert!(put(&connection, 1).is_err());
        // A seed that keeps nothing that was not flushed.
        let left: Vec<_> = (0..40).map(|seed| disk.left_by(seed)).collect();
        drop((connection, disk));
        let mut lost = 0;
        for image in left {
            let _disk = desk.holding(&image);
            lost += usize::from(numbers(&desk.open()).is_empty());
        }
        assert_eq!(lost == 0, survives, "{plan:?}: {lost}");
    }
}

#[test]
fn every_trouble_is_heard_as_itself_and_passes() {
    let expected = [
        (Trouble::IoErr, ErrorCode::SystemIoFailure),
        (Trouble::Full, ErrorCode::DiskFull),
        (Trouble::ReadOnly, ErrorCode::ReadOnly),
        (Trouble::Busy, ErrorCode::DatabaseBusy),
    ];
    for (trouble, code) in expected {
        let desk = Desk::new();
        let disk = desk.empty();
        let connection = desk.open();
        connection.busy_timeout(std::time::Duration::ZERO).unwrap();
        disk.plan(fail(disk.steps() + 1, trouble, Times::ForGood));
        let error = put(&connection, 1).unwrap_err();
        assert_eq!(error.sqlite_error_code(), Some(code), "{trouble:?}");
        disk.mend();
        put(&connection, 2).unwrap();
        disk.plan(fail(disk.steps() + 1, trouble, Times::ForGood));
        for n in 3..6 {
            assert!(put(&connection, n).is_err(), "{trouble:?}");
        }
        disk.mend();
        put(&connection, 6).unwrap();
        assert_eq!(numbers(&connection), [2, 6], "{trouble:?}");
    }
}

#[test]
fn reads_and_locks_can_fail_too() {
    let desk = Desk::new();
    let disk = desk.empty();
    let connection = desk.open();
    put(&connection, 1).unwrap();
    let before = disk.calls();
    put(&connection, 2).unwrap();
    let calls = disk.calls() - before;
    let mut failed = 0;
    for at in 1..=calls {
        disk.plan(Plan::FailCall {
            at: disk.calls() + at,
            trouble: Trouble::IoErr,
            times: Times::Once,
        });
        failed += u64::from(put(&connection, 100 + at).is_err());
        disk.mend();
        put(&connection, 200 + at).unwrap();
    }
    assert!(failed >= calls - 1, "{failed} of {calls}");
}
