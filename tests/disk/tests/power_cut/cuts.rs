//! A thousand power cuts at chance places.

use kh_disk::{Disk, Image, Op, Plan, Times, Trouble};

use crate::desk::{Desk, numbers, put};

/// Numbers written one commit each, with a checkpoint now and then; tells which
/// of them were said to be on the disk.
fn write_until_stopped(desk: &Desk, disk: &Disk) -> Vec<u64> {
    let connection = desk.open();
    let mut said = Vec::new();
    for n in numbers(&connection).len() as u64 + 1.. {
        if disk.stopped() {
            break;
        }
        if n % 9 == 0 {
            let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        }
        if put(&connection, n).is_ok() {
            said.push(n);
        }
    }
    said
}

#[test]
fn after_a_thousand_cuts_all_that_was_said_is_there_and_at_most_one_more() {
    let desk = Desk::new();
    let prepared = {
        let disk = desk.empty();
        for n in 1..20 {
            put(&desk.open(), n).unwrap();
        }
        disk.image()
    };
    for seed in 0..1_000 {
        let disk = desk.holding(&prepared);
        // Behind the steps of the opening, so that there is a table to write to.
        disk.plan(Plan::StopBefore(20 + seed * 7 % 150));
        let said = write_until_stopped(&desk, &disk);
        let left = disk.cut_power(seed);
        let disk = desk.holding(&left);
        let found = numbers(&desk.open());
        let whole: Vec<u64> = (1..=found.len() as u64).collect();
        assert_eq!(found, whole, "seed {seed}");
        let least = 19 + said.len();
        assert!(
            found.len() == least || found.len() == least + 1,
            "seed {seed}: {} for {least}",
            found.len()
        );
        drop(disk);
    }
}

#[test]
fn what_was_flushed_survives_every_cut_and_what_was_not_is_sometimes_lost() {
    let desk = Desk::new();
    let disk = desk.empty();
    let connection = desk.open();
    put(&connection, 1).unwrap();
    connection
        .execute_batch("PRAGMA synchronous = NORMAL")
        .unwrap();
    put(&connection, 2).unwrap();
    let left: Vec<Image> = (0..200).map(|seed| disk.left_by(seed)).collect();
    drop((connection, disk));
    let mut with_second = 0;
    for image in &left {
        let _disk = desk.holding(image);
        let found = numbers(&desk.open());
        assert!(found == [1] || found == [1, 2], "{found:?}");
        with_second += usize::from(found.len() == 2);
    }
    assert!((20..180).contains(&with_second), "{with_second}");
}

#[test]
fn a_kill_loses_nothing_that_was_written() {
    let desk = Desk::new();
    let disk = desk.empty();
    let connection = desk.open();
    connection
        .execute_batch("PRAGMA synchronous = OFF")
        .unwrap();
    put(&connection, 1).unwrap();
    let left = disk.kill();
    assert!(put(&connection, 2).is_err());
    drop(connection);
    let _disk = desk.holding(&left);
    assert_eq!(numbers(&desk.open()), [1]);
}

#[test]
fn a_torn_frame_of_the_write_ahead_file_is_not_read() {
    let desk = Desk::new();
    let disk = desk.empty();
    let connection = desk.open();
    put(&connection, 1).unwrap();
    let before = disk.image().file("journal.db-wal").unwrap().len();
    put(&connection, 2).unwrap();
    let image = disk.kill();
    let whole = image.file("journal.db-wal").unwrap().to_vec();
    for torn in (before + 8..whole.len()).step_by(400) {
        let mut wal = whole.clone();
        wal[torn] ^= 0x55;
        let _disk = desk.holding(&image.clone().with("journal.db-wal", wal));
        let found = numbers(&desk.open());
        // The last frame may be a filler behind the commit.
        assert!(
            found == [1] || torn > whole.len() - 4_120,
            "{torn}: {found:?}"
        );
    }
}

#[test]
fn a_sync_that_fails_forgets_and_a_later_one_does_not_save_it() {
    let desk = Desk::new();
    let disk = desk.empty();
    let connection = desk.open();
    put(&connection, 1).unwrap();
    let before = disk.steps();
    put(&connection, 2).unwrap();
    let sync = disk
        .log()
        .iter()
        .rfind(|step| step.op == Op::Sync)
        .unwrap()
        .n;
    disk.plan(Plan::FailStep {
        at: disk.steps() + sync - before,
        trouble: Trouble::IoErr,
        times: Times::Once,
    });
    assert!(put(&connection, 3).is_err());
    assert_eq!(disk.log().last().unwrap().op, Op::Sync);
    // What the sync forgot may come back, or not: it was never said to be there.
    let left: Vec<Image> = (0..100).map(|seed| disk.left_by(seed)).collect();
    let killed = disk.kill();
    drop(connection);
    let found = |image: &Image| {
        let _disk = desk.holding(image);
        numbers(&desk.open())
    };
    assert_eq!(found(&killed), [1, 2, 3]);
    let counts: Vec<usize> = left.iter().map(|image| found(image).len()).collect();
    assert!(counts.contains(&2) && counts.contains(&3), "{counts:?}");
    assert!(!counts.contains(&1), "{counts:?}");
}

#[test]
fn the_same_seed_leaves_the_same() {
    let desk = Desk::new();
    let disk = desk.empty();
    let connection = desk.open();
    connection
        .execute_batch("PRAGMA synchronous = OFF")
        .unwrap();
    for n in 1..20 {
        put(&connection, n).unwrap();
    }
    let mut different = 0;
    for seed in 0..50 {
        let (one, other) = (disk.left_by(seed), disk.left_by(seed));
        assert_eq!(one.file("journal.db-wal"), other.file("journal.db-wal"));
        let next = disk.left_by(seed + 1);
        different += usize::from(one.file("journal.db-wal") != next.file("journal.db-wal"));
    }
    assert!(different > 30, "{different}");
}
