//! One opened file: the table of C functions SQLite calls.
#![allow(unsafe_code, reason = "SQLite's file layer is a table of C functions")]

use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::Arc;

use rusqlite::ffi::{
    SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_FCNTL_HAS_MOVED, SQLITE_FCNTL_PERSIST_WAL, SQLITE_FULL,
    SQLITE_IOERR_ACCESS, SQLITE_IOERR_DELETE, SQLITE_IOERR_FSTAT, SQLITE_IOERR_FSYNC,
    SQLITE_IOERR_LOCK, SQLITE_IOERR_READ, SQLITE_IOERR_SHMLOCK, SQLITE_IOERR_SHMMAP,
    SQLITE_IOERR_SHORT_READ, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE, SQLITE_LOCK_NONE,
    SQLITE_NOTFOUND, SQLITE_OK, SQLITE_READONLY, SQLITE_SHM_EXCLUSIVE, SQLITE_SHM_UNLOCK,
    sqlite3_file, sqlite3_int64, sqlite3_io_methods,
};

use crate::disk::Inner;
use crate::locks::Share;
use crate::plan::{FileKind, Op, Trouble};
use crate::state::{Call, State, Verdict};
use crate::vfs::{note_refusal, refusal};

/// What SQLite keeps of one of our files.
#[repr(C)]
pub(crate) struct DiskFile {
    base: sqlite3_file,
    open: *mut Open,
}

/// One opening of a file.
struct Open {
    disk: Arc<Inner>,
    n: usize,
    kind: FileKind,
    level: c_int,
    share: Share,
    keep_wal: c_int,
    delete: Option<Vec<u8>>,
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // 2: shared memory, no mapping of the file itself.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Makes SQLite's file one of ours.
///
/// # Safety
/// `file` has room for a [`DiskFile`] and is not open.
pub(crate) unsafe fn begin(
    file: *mut sqlite3_file,
    disk: &Arc<Inner>,
    n: usize,
    kind: FileKind,
    delete: Option<Vec<u8>>,
) {
    let open = Open {
        disk: Arc::clone(disk),
        n,
        kind,
        level: SQLITE_LOCK_NONE,
        share: Share::default(),
        keep_wal: 0,
        delete,
    };
    // SAFETY: as said above.
    unsafe {
        ptr::write(
            file.cast::<DiskFile>(),
            DiskFile {
                base: sqlite3_file { pMethods: &METHODS },
                open: Box::into_raw(Box::new(open)),
            },
        );
    }
}

/// Does a call, or what the disk does in its place.
pub(crate) fn carry_out(
    disk: &Inner,
    call: Call,
    kind: FileKind,
    offset: u64,
    len: usize,
    deed: impl FnOnce(&mut State) -> c_int,
) -> c_int {
    let mut state = disk.lock();
    let verdict = state.judge(call, kind, offset, len);
    match verdict {
        Verdict::Do => deed(&mut state),
        Verdict::DoAndStop => {
            deed(&mut state);
            disk.stop(state);
            refusal(verdict, call)
        }
        Verdict::Stop => {
            disk.stop(state);
            refusal(verdict, call)
        }
        Verdict::Dead | Verdict::Fail(_) => refusal(verdict, call),
    }
}

/// What SQLite hears when a call fails like this.
pub(crate) fn failure(trouble: Trouble, call: Call) -> c_int {
    match (trouble, call) {
        (Trouble::Busy, _) => SQLITE_BUSY,
        (Trouble::Full, Call::Step(Op::Write)) => SQLITE_FULL,
        (Trouble::ReadOnly, Call::Step(Op::Write | Op::Truncate)) => SQLITE_READONLY,
        (_, Call::Step(Op::Write)) => SQLITE_IOERR_WRITE,
        (_, Call::Step(Op::Open)) => SQLITE_CANTOPEN,
        (_, Call::Step(Op::Truncate)) => SQLITE_IOERR_TRUNCATE,
        (_, Call::Step(Op::Sync)) => SQLITE_IOERR_FSYNC,
        (_, Call::Step(Op::Delete)) => SQLITE_IOERR_DELETE,
        (_, Call::Read) => SQLITE_IOERR_READ,
        (_, Call::Size) => SQLITE_IOERR_FSTAT,
        (_, Call::Access) => SQLITE_IOERR_ACCESS,
        (_, Call::Lock) => SQLITE_IOERR_LOCK,
        (_, Call::SharedLock { .. }) => SQLITE_IOERR_SHMLOCK,
        (_, Call::SharedMap) => SQLITE_IOERR_SHMMAP,
    }
}

/// The opening behind SQLite's file.
///
/// # Safety
/// `file` was made by [`begin`] and not closed since. SQLite never calls two
/// functions of one file at once.
unsafe fn of<'a>(file: *mut sqlite3_file) -> &'a mut Open {
    // SAFETY: as said above.
    unsafe { &mut *(*file.cast::<DiskFile>()).open }
}

fn at(offset: sqlite3_int64) -> (u64, usize) {
    let offset = u64::try_from(offset).unwrap_or(0);
    (offset, usize::try_from(offset).unwrap_or(0))
}

fn long(amount: c_int) -> usize {
    usize::try_from(amount).unwrap_or(0)
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file of ours once; the box came from `begin`.
    let mut open = unsafe { Box::from_raw((*file.cast::<DiskFile>()).open) };
    let open = &mut *open;
    let mut state = open.disk.lock();
    let node = &mut state.nodes[open.n];
    node.shared.unmap(&mut open.share);
    node.locks.lower(&mut open.level, SQLITE_LOCK_NONE);
    if let Some(name) = open.delete.take()
        && !state.dead
    {
        state.remove(&name, false);
    }
    SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    into: *mut c_void,
    amount: c_int,
    offset: sqlite3_int64,
) -> c_int {
    // SAFETY: see `of`; `into` has room for that much.
    let (open, into) = unsafe {
        (
            of(file),
            std::slice::from_raw_parts_mut(into.cast::<u8>(), long(amount)),
        )
    };
    let (_, start) = at(offset);
    carry_out(&open.disk, Call::Read, open.kind, 0, 0, |state| {
        let file = &state.nodes[open.n].now;
        let there = file.get(start..).unwrap_or_default();
        let there = &there[..there.len().min(into.len())];
        into[..there.len()].copy_from_slice(there);
        if there.len() == into.len() {
            return SQLITE_OK;
        }
        into[there.len()..].fill(0);
        SQLITE_IOERR_SHORT_READ
    })
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    amount: c_int,
    offset: sqlite3_int64,
) -> c_int {
    // SAFETY: see `of`; `from` holds that much.
    let (open, from) = unsafe {
        (
            of(file),
            std::slice::from_raw_parts(from.cast::<u8>(), long(amount)),
        )
    };
    let (offset, start) = at(offset);
    let call = Call::Step(Op::Write);
    let mut state = open.disk.lock();
    let verdict = state.judge(call, open.kind, offset, from.len());
    let node = &mut state.nodes[open.n];
    match verdict {
        Verdict::Do => {
            node.write(start, from);
            return SQLITE_OK;
        }
        Verdict::DoAndStop => node.write(start, from),
        Verdict::Fail(Trouble::IoErr | Trouble::Full) => node.write(start, &from[..from.len() / 2]),
        Verdict::Fail(Trouble::ReadOnly | Trouble::Busy) | Verdict::Stop | Verdict::Dead => {}
    }
    if matches!(verdict, Verdict::Stop | Verdict::DoAndStop) {
        open.disk.stop(state);
    }
    refusal(verdict, call)
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    let (offset, to) = at(size);
    carry_out(
        &open.disk,
        Call::Step(Op::Truncate),
        open.kind,
        offset,
        0,
        |state| {
            state.nodes[open.n].truncate(to);
            SQLITE_OK
        },
    )
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    let call = Call::Step(Op::Sync);
    let mut state = open.disk.lock();
    let verdict = state.judge(call, open.kind, 0, 0);
    match verdict {
        Verdict::Do => {
            state.sync(open.n);
            return SQLITE_OK;
        }
        Verdict::DoAndStop => state.sync(open.n),
        Verdict::Fail(_) => state.nodes[open.n].fail_to_sync(),
        Verdict::Stop | Verdict::Dead => {}
    }
    if matches!(verdict, Verdict::Stop | Verdict::DoAndStop) {
        open.disk.stop(state);
    }
    refusal(verdict, call)
}

unsafe extern "C" fn size(file: *mut sqlite3_file, out: *mut sqlite3_int64) -> c_int {
    // SAFETY: see `of`; `out` is a number of SQLite's.
    let (open, out) = unsafe { (of(file), &mut *out) };
    carry_out(&open.disk, Call::Size, open.kind, 0, 0, |state| {
        *out = sqlite3_int64::try_from(state.nodes[open.n].now.len()).unwrap_or(0);
        SQLITE_OK
    })
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    let own = &mut open.level;
    let answer = carry_out(&open.disk, Call::Lock, open.kind, 0, 0, |state| {
        state.nodes[open.n].locks.raise(own, level)
    });
    noted(answer)
}

fn noted(answer: c_int) -> c_int {
    if answer == SQLITE_BUSY {
        note_refusal();
    }
    answer
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    let mut state = open.disk.lock();
    state.nodes[open.n].locks.lower(&mut open.level, level);
    SQLITE_OK
}

unsafe extern "C" fn check_reserved(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: see `of`; `out` is a number of SQLite's.
    let (open, out) = unsafe { (of(file), &mut *out) };
    *out = c_int::from(open.disk.lock().nodes[open.n].locks.is_reserved());
    SQLITE_OK
}

unsafe extern "C" fn control(file: *mut sqlite3_file, op: c_int, value: *mut c_void) -> c_int {
    // SAFETY: see `of`; for both of these the value is a number of SQLite's.
    let open = unsafe { of(file) };
    match op {
        SQLITE_FCNTL_PERSIST_WAL => {
            let value = unsafe { &mut *value.cast::<c_int>() };
            if *value < 0 {
                *value = open.keep_wal;
            } else {
                open.keep_wal = *value;
            }
            SQLITE_OK
        }
        SQLITE_FCNTL_HAS_MOVED => {
            unsafe { *value.cast::<c_int>() = 0 };
            SQLITE_OK
        }
        _ => SQLITE_NOTFOUND,
    }
}

unsafe extern "C" fn sector_size(_file: *mut sqlite3_file) -> c_int {
    512
}

/// Nothing is promised: no write is whole, and a torn one may spoil its sector.
unsafe extern "C" fn characteristics(_file: *mut sqlite3_file) -> c_int {
    0
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    region: c_int,
    size: c_int,
    make: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: see `of`; `out` is a pointer of SQLite's.
    let (open, out) = unsafe { (of(file), &mut *out) };
    *out = ptr::null_mut();
    let share = &mut open.share;
    carry_out(&open.disk, Call::SharedMap, open.kind, 0, 0, |state| {
        let shared = &mut state.nodes[open.n].shared;
        *out = shared
            .map(share, long(region), long(size), make != 0)
            .cast::<c_void>();
        SQLITE_OK
    })
}

unsafe extern "C" fn shm_lock(
    file: *mut sqlite3_file,
    offset: c_int,
    n: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    let share = &mut open.share;
    if flags & SQLITE_SHM_UNLOCK != 0 {
        let mut state = open.disk.lock();
        state.nodes[open.n]
            .shared
            .unlock(share, long(offset), long(n));
        return SQLITE_OK;
    }
    let alone = flags & SQLITE_SHM_EXCLUSIVE != 0;
    let call = Call::SharedLock { alone };
    let answer = carry_out(&open.disk, call, open.kind, 0, 0, |state| {
        let shared = &mut state.nodes[open.n].shared;
        shared.lock(share, long(offset), long(n), alone)
    });
    noted(answer)
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: see `of`. The turn at the disk is a barrier for everybody.
    let open = unsafe { of(file) };
    drop(open.disk.lock());
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    let mut state = open.disk.lock();
    state.nodes[open.n].shared.unmap(&mut open.share);
    SQLITE_OK
}
