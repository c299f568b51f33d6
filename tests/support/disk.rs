//! A disk in memory in the place of the data folder: what a world needs to
//! lose its power in the middle of something.

use std::future::pending;
use std::sync::{Arc, Mutex, PoisonError};

use kh_disk::{Disk, Image};
use tokio::sync::Notify;

use crate::world::World;

/// The disk of a world, if its data folder is on one.
#[derive(Default)]
pub(crate) struct OnDisk(Mutex<Option<Mounted>>);

#[derive(Clone)]
struct Mounted {
    disk: Arc<Disk>,
    ended: Arc<Notify>,
}

impl World {
    /// From now on the data folder is on a disk that holds this. Where a plan
    /// stops it, the program has ended: nothing is sent any more either.
    pub fn put_on_disk(&self, image: &Image) {
        kh_disk::install_as_default();
        let folder = self.data_folder();
        std::fs::create_dir_all(&folder).unwrap();
        let disk = Arc::new(Disk::of(image, &folder));
        let ended = Arc::new(Notify::new());
        let bell = Arc::clone(&ended);
        disk.at_stop(move || bell.notify_one());
        self.wire.ends_with(disk.stopped_flag());
        let mut mounted = self
            .on_disk
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *mounted = Some(Mounted { disk, ended });
    }

    /// The disk of the data folder.
    ///
    /// # Panics
    /// Without [`World::put_on_disk`].
    #[must_use]
    pub fn disk(&self) -> Arc<Disk> {
        self.mounted().expect("the data folder is on a disk").disk
    }

    /// Waits until a plan has ended the program; without a disk for good.
    pub(crate) async fn ended(&self) {
        match self.mounted() {
            Some(mounted) => mounted.ended.notified().await,
            None => pending().await,
        }
    }

    fn mounted(&self) -> Option<Mounted> {
        let mounted = self
            .on_disk
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        mounted.clone()
    }
}
