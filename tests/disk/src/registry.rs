//! Which folders have a disk of ours.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::disk::Inner;

static MOUNTED: RwLock<Option<HashMap<Vec<u8>, Arc<Inner>>>> = RwLock::new(None);

/// From now on the files of this folder live on the disk. A disk that was
/// there before is not reached any more.
pub(crate) fn mount(folder: &[u8], disk: &Arc<Inner>) {
    let mut mounted = MOUNTED.write().unwrap_or_else(PoisonError::into_inner);
    mounted
        .get_or_insert_default()
        .insert(folder.to_vec(), Arc::clone(disk));
}

/// Takes the disk away, unless another one was put in its place.
pub(crate) fn unmount(folder: &[u8], disk: &Arc<Inner>) {
    let mut mounted = MOUNTED.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(mounted) = mounted.as_mut()
        && mounted
            .get(folder)
            .is_some_and(|own| Arc::ptr_eq(own, disk))
    {
        mounted.remove(folder);
    }
}

/// The disk a name lies on, and the name on it.
pub(crate) fn find(name: &[u8]) -> Option<(Arc<Inner>, &[u8])> {
    let mounted = MOUNTED.read().unwrap_or_else(PoisonError::into_inner);
    let mounted = mounted.as_ref().filter(|mounted| !mounted.is_empty())?;
    let separators = (0..name.len()).filter(|at| matches!(name[*at], b'/' | b'\\'));
    separators.rev().find_map(|at| {
        let disk = mounted.get(&name[..at])?;
        Some((Arc::clone(disk), &name[at + 1..]))
    })
}
