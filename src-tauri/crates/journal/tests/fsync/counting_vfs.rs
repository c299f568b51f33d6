//! A file layer for SQLite that counts how often a thread waits for the disk.
//!
//! SQLite has no safe interface for this: the layer is a table of C functions.
//! Here the table of the system is copied, and of each opened file the one
//! function that syncs is replaced by one that counts and then syncs.
#![allow(unsafe_code, reason = "SQLite's file layer is a table of C functions")]

use std::cell::Cell;
use std::ffi::{c_char, c_int};
use std::ptr;
use std::sync::{Once, OnceLock};

use rusqlite::ffi::{
    SQLITE_OK, sqlite3_file, sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find,
    sqlite3_vfs_register,
};

type Sync = unsafe extern "C" fn(*mut sqlite3_file, c_int) -> c_int;

struct System(*mut sqlite3_vfs);
// SAFETY: the system's layer lives as long as the process and is only read.
unsafe impl Send for System {}
// SAFETY: as above.
unsafe impl std::marker::Sync for System {}

static SYSTEM: OnceLock<System> = OnceLock::new();
static SYSTEM_SYNC: OnceLock<Sync> = OnceLock::new();

thread_local! {
    static SYNCS: Cell<u32> = const { Cell::new(0) };
}

/// From now on, files that SQLite opens in this process are counted.
pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the default layer exists on every system SQLite is built for;
        // the copy is leaked, because SQLite keeps the pointer for good.
        unsafe {
            let system = sqlite3_vfs_find(ptr::null());
            assert!(!system.is_null());
            SYSTEM.get_or_init(|| System(system));
            let mut counting = ptr::read(system);
            counting.zName = c"counting".as_ptr();
            counting.pNext = ptr::null_mut();
            counting.xOpen = Some(open);
            let counting = Box::leak(Box::new(counting));
            assert_eq!(sqlite3_vfs_register(counting, 1), SQLITE_OK);
        }
    });
}

/// How often this thread waited for the disk during the work.
pub(crate) fn syncs_during(work: impl FnOnce()) -> u32 {
    let before = SYNCS.get();
    work();
    SYNCS.get() - before
}

unsafe extern "C" fn open(
    _counting: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: the arguments are SQLite's own and are passed on as they came, to
    // the layer they were meant for; `file` was initialised by it when it
    // answers with a table of functions.
    unsafe {
        let Some(system) = SYSTEM.get() else {
            return rusqlite::ffi::SQLITE_CANTOPEN;
        };
        let Some(system_open) = (*system.0).xOpen else {
            return rusqlite::ffi::SQLITE_CANTOPEN;
        };
        let answer = system_open(system.0, name, file, flags, out_flags);
        if answer == SQLITE_OK && !(*file).pMethods.is_null() {
            (*file).pMethods = counting_methods((*file).pMethods);
        }
        answer
    }
}

/// A copy of the table with the counting sync in it. It is leaked: the file
/// keeps the pointer, and a test opens few files.
unsafe fn counting_methods(system: *const sqlite3_io_methods) -> *const sqlite3_io_methods {
    // SAFETY: the system's table is static; only functions are copied from it.
    // The table may be shorter than this version of it, so no more than its
    // version says is used by SQLite, and all tables of today have version 3.
    let mut methods = unsafe { ptr::read(system) };
    assert!(methods.iVersion >= 3 || methods.xShmMap.is_none());
    let sync = methods.xSync.expect("every file can be synced");
    SYSTEM_SYNC.get_or_init(|| sync);
    methods.xSync = Some(count_and_sync);
    Box::leak(Box::new(methods))
}

unsafe extern "C" fn count_and_sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    SYNCS.set(SYNCS.get() + 1);
    match SYSTEM_SYNC.get() {
        // SAFETY: the file is the system's, with its own data untouched.
        Some(sync) => unsafe { sync(file, flags) },
        None => rusqlite::ffi::SQLITE_IOERR_FSYNC,
    }
}
