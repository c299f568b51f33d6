//! The file layer itself: the system's, with names of our disks taken out.
//!
//! SQLite has no safe interface for this: the layer is a table of C functions.
#![allow(unsafe_code, reason = "SQLite's file layer is a table of C functions")]

use std::cell::Cell;
use std::ffi::{CStr, OsStr, c_char, c_int};
use std::path::Path;
use std::ptr;
use std::sync::{Once, OnceLock};

use rusqlite::ffi::{
    SQLITE_ACCESS_EXISTS, SQLITE_CANTOPEN, SQLITE_CONFIG_MEMSTATUS, SQLITE_IOERR,
    SQLITE_IOERR_ACCESS, SQLITE_IOERR_DELETE, SQLITE_IOERR_DELETE_NOENT, SQLITE_OK,
    SQLITE_OPEN_CREATE, SQLITE_OPEN_DELETEONCLOSE, sqlite3_config, sqlite3_file, sqlite3_vfs,
    sqlite3_vfs_find, sqlite3_vfs_register,
};

use crate::file::{self, DiskFile};
use crate::plan::{FileKind, Op};
use crate::registry;
use crate::state::{Call, Verdict};

struct System(*mut sqlite3_vfs);
// SAFETY: the system's layer lives as long as the process and is only read.
unsafe impl Send for System {}
// SAFETY: as above.
unsafe impl Sync for System {}

static SYSTEM: OnceLock<System> = OnceLock::new();

thread_local! {
    /// Whether the last lock this thread was refused is one of a disk of ours.
    static REFUSED: Cell<bool> = const { Cell::new(false) };
}

/// A lock was refused: whoever waits for it waits for a disk of ours.
pub(crate) fn note_refusal() {
    REFUSED.set(true);
}

/// From now on SQLite finds the files of mounted disks in this process, without
/// being told. Call it before the first database is opened; more calls do
/// nothing.
pub fn install_as_default() {
    static ONCE: Once = Once::new();
    // SAFETY: the default layer exists on every system SQLite is built for; the
    // copy is leaked, because SQLite keeps the pointer for good.
    ONCE.call_once(|| unsafe {
        // SQLite counts its memory under a lock that all threads share. Where it
        // has begun already it says no, and goes on counting.
        let _ = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        let system = sqlite3_vfs_find(ptr::null());
        assert!(!system.is_null(), "SQLite has a file layer");
        SYSTEM.get_or_init(|| System(system));
        let mut ours = ptr::read(system);
        ours.zName = c"disks in memory".as_ptr();
        ours.pNext = ptr::null_mut();
        ours.szOsFile = ours
            .szOsFile
            .max(c_int::try_from(size_of::<DiskFile>()).unwrap_or(c_int::MAX));
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        ours.xAccess = Some(access);
        ours.xFullPathname = Some(full_path);
        ours.xSleep = Some(sleep);
        let ours = Box::leak(Box::new(ours));
        assert_eq!(sqlite3_vfs_register(ours, 1), SQLITE_OK);
    });
}

fn system() -> *mut sqlite3_vfs {
    SYSTEM.get().map_or(ptr::null_mut(), |system| system.0)
}

/// The bytes of a name.
///
/// # Safety
/// It is null, or a C string that outlives the call it came with.
unsafe fn bytes<'a>(name: *const c_char) -> &'a [u8] {
    if name.is_null() {
        return &[];
    }
    // SAFETY: as said above.
    unsafe { CStr::from_ptr(name) }.to_bytes()
}

unsafe extern "C" fn open(
    _ours: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: the arguments are SQLite's own. What is not ours goes on as it
    // came, to the layer it was meant for; `file` has room for either of both.
    unsafe {
        (*file).pMethods = ptr::null();
        let path = bytes(name);
        let Some((disk, own)) = registry::find(path) else {
            let system = system();
            return (*system).xOpen.map_or(SQLITE_CANTOPEN, |open| {
                open(system, name, file, flags, out_flags)
            });
        };
        let kind = FileKind::of(own);
        let answer = file::carry_out(&disk, Call::Step(Op::Open), kind, 0, 0, |state| {
            let made = match state.find(own) {
                Some(n) => Some(n),
                None if flags & SQLITE_OPEN_CREATE != 0 => Some(state.make(own, Vec::new())),
                // Made beside SQLite, in the folder that the disk stands for.
                None => std::fs::read(Path::new(os(path)))
                    .ok()
                    .map(|bytes| state.make(own, bytes)),
            };
            let Some(n) = made else {
                return SQLITE_CANTOPEN;
            };
            let delete = (flags & SQLITE_OPEN_DELETEONCLOSE != 0).then(|| own.to_vec());
            file::begin(file, &disk, n, kind, delete);
            SQLITE_OK
        });
        if answer == SQLITE_OK && !out_flags.is_null() {
            *out_flags = flags;
        }
        answer
    }
}

#[cfg(unix)]
fn os(path: &[u8]) -> &OsStr {
    std::os::unix::ffi::OsStrExt::from_bytes(path)
}

#[cfg(not(unix))]
fn os(path: &[u8]) -> &OsStr {
    OsStr::new(std::str::from_utf8(path).unwrap_or_default())
}

unsafe extern "C" fn delete(
    _ours: *mut sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    // SAFETY: as for `open`.
    unsafe {
        let Some((disk, own)) = registry::find(bytes(name)) else {
            let system = system();
            return (*system).xDelete.map_or(SQLITE_IOERR_DELETE, |delete| {
                delete(system, name, sync_folder)
            });
        };
        let call = Call::Step(Op::Delete);
        file::carry_out(&disk, call, FileKind::of(own), 0, 0, |state| {
            if state.remove(own, sync_folder != 0) {
                SQLITE_OK
            } else {
                SQLITE_IOERR_DELETE_NOENT
            }
        })
    }
}

unsafe extern "C" fn access(
    _ours: *mut sqlite3_vfs,
    name: *const c_char,
    what: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: as for `open`; `out` is a number of SQLite's.
    unsafe {
        let Some((disk, own)) = registry::find(bytes(name)) else {
            let system = system();
            return (*system).xAccess.map_or(SQLITE_IOERR_ACCESS, |access| {
                access(system, name, what, out)
            });
        };
        file::carry_out(&disk, Call::Access, FileKind::of(own), 0, 0, |state| {
            let found = state.find(own);
            // An empty file counts as none, as on Unix.
            let is_there = match found {
                Some(n) => what != SQLITE_ACCESS_EXISTS || !state.nodes[n].now.is_empty(),
                None => false,
            };
            *out = c_int::from(is_there);
            SQLITE_OK
        })
    }
}

unsafe extern "C" fn full_path(
    _ours: *mut sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: as for `open`; `out` has that much room.
    unsafe {
        let path = bytes(name);
        if registry::find(path).is_none() {
            let system = system();
            return (*system)
                .xFullPathname
                .map_or(SQLITE_CANTOPEN, |full| full(system, name, room, out));
        }
        if path.len() >= usize::try_from(room).unwrap_or(0) {
            return SQLITE_CANTOPEN;
        }
        ptr::copy_nonoverlapping(name, out, path.len() + 1);
        SQLITE_OK
    }
}

/// Who waits for a lock on a disk of ours waits a hundredth of the time: a test
/// that holds one for good must not take five seconds.
unsafe extern "C" fn sleep(_ours: *mut sqlite3_vfs, microseconds: c_int) -> c_int {
    let asked = if REFUSED.take() {
        microseconds / 100
    } else {
        microseconds
    };
    let system = system();
    // SAFETY: the system's layer lives as long as the process.
    let slept = unsafe { (*system).xSleep.map_or(0, |sleep| sleep(system, asked)) };
    slept.max(microseconds)
}

/// The answer of a call that is not done.
pub(crate) fn refusal(verdict: Verdict, call: Call) -> c_int {
    match verdict {
        Verdict::Do | Verdict::DoAndStop | Verdict::Stop | Verdict::Dead => SQLITE_IOERR,
        Verdict::Fail(trouble) => file::failure(trouble, call),
    }
}
