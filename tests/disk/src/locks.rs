//! Who holds a file: the five levels of a database file, the eight locks of its
//! shared memory, and that memory.

use rusqlite::ffi::{
    SQLITE_BUSY, SQLITE_LOCK_EXCLUSIVE, SQLITE_LOCK_NONE, SQLITE_LOCK_PENDING,
    SQLITE_LOCK_RESERVED, SQLITE_LOCK_SHARED, SQLITE_OK, SQLITE_SHM_NLOCK,
};
use std::ffi::c_int;

/// How many locks the shared memory has.
pub(crate) const SHARED_LOCKS: usize = SQLITE_SHM_NLOCK as usize;

/// The locks of a database file over all its openings.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    shared: u32,
    reserved: bool,
    pending: bool,
    exclusive: bool,
}

impl Locks {
    /// Raises the level of one opening, as far as the others allow.
    pub(crate) fn raise(&mut self, level: &mut c_int, to: c_int) -> c_int {
        if *level >= to {
            return SQLITE_OK;
        }
        match to {
            SQLITE_LOCK_SHARED => {
                if self.pending || self.exclusive {
                    return SQLITE_BUSY;
                }
                self.shared += 1;
            }
            SQLITE_LOCK_RESERVED => {
                if self.reserved || self.pending || self.exclusive {
                    return SQLITE_BUSY;
                }
                self.reserved = true;
            }
            _ => {
                let others_write = self.reserved && *level < SQLITE_LOCK_RESERVED;
                let others_wait = self.pending && *level < SQLITE_LOCK_PENDING;
                if others_write || others_wait || self.exclusive {
                    return SQLITE_BUSY;
                }
                self.reserved = true;
                self.pending = true;
                *level = SQLITE_LOCK_PENDING;
                if self.shared > 1 {
                    return SQLITE_BUSY;
                }
                self.exclusive = true;
                *level = SQLITE_LOCK_EXCLUSIVE;
                return SQLITE_OK;
            }
        }
        *level = to;
        SQLITE_OK
    }

    /// Lowers the level of one opening.
    pub(crate) fn lower(&mut self, level: &mut c_int, to: c_int) {
        if *level <= to {
            return;
        }
        if *level >= SQLITE_LOCK_EXCLUSIVE {
            self.exclusive = false;
        }
        if *level >= SQLITE_LOCK_PENDING {
            self.pending = false;
        }
        if *level >= SQLITE_LOCK_RESERVED {
            self.reserved = false;
        }
        if to == SQLITE_LOCK_NONE {
            self.shared -= 1;
        }
        *level = to;
    }

    pub(crate) fn is_reserved(&self) -> bool {
        self.reserved || self.pending || self.exclusive
    }
}

/// The memory that all openings of a database in WAL mode share, and its locks.
#[derive(Default)]
pub(crate) struct Shared {
    regions: Vec<Region>,
    users: u32,
    /// Negative: held by one alone; else how many share it.
    held: [i32; SHARED_LOCKS],
}

/// One piece of shared memory. It is owned here and used through its address,
/// so no reference into it is ever made.
struct Region {
    memory: *mut u64,
    words: usize,
}

// SAFETY: the memory is plain numbers, reached through its address by SQLite
// only, which guards it with its own locks and barriers.
#[allow(unsafe_code, reason = "shared memory is passed around by address")]
unsafe impl Send for Region {}

impl Drop for Region {
    #[allow(unsafe_code, reason = "shared memory is passed around by address")]
    fn drop(&mut self) {
        let whole = std::ptr::slice_from_raw_parts_mut(self.memory, self.words);
        // SAFETY: it came from a box of that many words, and nobody maps it any
        // more when the file or the last mapping of it is gone.
        drop(unsafe { Box::from_raw(whole) });
    }
}

/// What one opening has of the shared memory.
#[derive(Debug, Default)]
pub(crate) struct Share {
    mapped: bool,
    shared: [bool; SHARED_LOCKS],
    alone: [bool; SHARED_LOCKS],
}

impl Shared {
    /// The address of a piece of memory; null if it is not there and is not to
    /// be made.
    pub(crate) fn map(&mut self, share: &mut Share, n: usize, size: usize, make: bool) -> *mut u64 {
        if !share.mapped {
            share.mapped = true;
            self.users += 1;
        }
        while make && self.regions.len() <= n {
            let words = size.div_ceil(8);
            let memory = Box::into_raw(vec![0_u64; words].into_boxed_slice()).cast::<u64>();
            self.regions.push(Region { memory, words });
        }
        let region = self.regions.get(n);
        region.map_or(std::ptr::null_mut(), |region| region.memory)
    }

    pub(crate) fn lock(&mut self, share: &mut Share, from: usize, n: usize, alone: bool) -> c_int {
        let locks = from..from + n;
        let free = |at: usize| {
            if alone {
                share.alone[at] || self.held[at] == 0
            } else {
                share.shared[at] || self.held[at] >= 0
            }
        };
        if !locks.clone().all(free) {
            return SQLITE_BUSY;
        }
        for at in locks {
            if alone {
                self.held[at] = -1;
                share.alone[at] = true;
            } else if !share.shared[at] {
                self.held[at] += 1;
                share.shared[at] = true;
            }
        }
        SQLITE_OK
    }

    pub(crate) fn unlock(&mut self, share: &mut Share, from: usize, n: usize) {
        for at in from..from + n {
            if std::mem::take(&mut share.alone[at]) {
                self.held[at] = 0;
            }
            if std::mem::take(&mut share.shared[at]) {
                self.held[at] -= 1;
            }
        }
    }

    /// One opening lets go. With the last one the memory is gone: the next
    /// finds none and reads the write-ahead file.
    pub(crate) fn unmap(&mut self, share: &mut Share) {
        self.unlock(share, 0, SHARED_LOCKS);
        if std::mem::take(&mut share.mapped) {
            self.users -= 1;
            if self.users == 0 {
                self.regions.clear();
            }
        }
    }
}
