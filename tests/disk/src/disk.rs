//! A disk in the place of a folder.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::image::Image;
use crate::plan::{Plan, Step};
use crate::registry;
use crate::state::State;

/// A mounted disk. Dropping it takes it away; files that are still open end
/// like those of a dead program: every call fails.
pub struct Disk {
    folder: Vec<u8>,
    inner: Arc<Inner>,
}

/// What the openings of its files share with a disk.
pub(crate) struct Inner {
    state: Mutex<State>,
    pub(crate) stopped: Arc<AtomicBool>,
}

impl Inner {
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The program has ended: tells who wanted to know, once, without holding
    /// anything.
    pub(crate) fn stop(&self, mut state: MutexGuard<'_, State>) {
        self.stopped.store(true, Ordering::SeqCst);
        let told = state.at_stop.take();
        drop(state);
        if let Some(mut told) = told {
            told();
        }
    }
}

impl Disk {
    /// An empty disk in the place of this folder, which must exist: what is not
    /// SQLite's is written there as ever. A file that was made in it beside
    /// SQLite, as the journal makes its empty one with private rights, is found
    /// on the disk when it is opened.
    #[must_use]
    pub fn mount(folder: &Path) -> Self {
        Self::of(&Image::default(), folder)
    }

    /// A disk that holds this, in the place of a folder.
    #[must_use]
    pub fn of(image: &Image, folder: &Path) -> Self {
        let folder = folder.as_os_str().as_encoded_bytes().to_vec();
        let inner = Arc::new(Inner {
            state: Mutex::new(State::holding(image)),
            stopped: Arc::default(),
        });
        registry::mount(&folder, &inner);
        Self { folder, inner }
    }

    /// What programs see on it just now, all of it taken as safe.
    #[must_use]
    pub fn image(&self) -> Image {
        self.inner.lock().image()
    }

    /// The program dies: the system keeps everything that was written.
    pub fn kill(&self) -> Image {
        let image = self.inner.lock().image();
        self.take_away();
        image
    }

    /// The power goes: of what was not flushed, this seed decides what is left.
    pub fn cut_power(&self, seed: u64) -> Image {
        let image = self.inner.lock().left(seed);
        self.take_away();
        image
    }

    /// What the power would leave with this seed, while everything goes on: one
    /// stop serves any number of seeds.
    #[must_use]
    pub fn left_by(&self, seed: u64) -> Image {
        self.inner.lock().left(seed)
    }

    /// What is safe on it whatever happens: as of the last sync of each file.
    #[must_use]
    pub fn safe(&self) -> Image {
        self.inner.lock().safe()
    }

    /// Has something happen. Plans add up; numbers count from the mounting.
    pub fn plan(&self, plan: Plan) {
        self.inner.lock().plans.push(plan);
    }

    /// Forgets all plans: the disk is mended, unless the program has ended.
    pub fn mend(&self) {
        self.inner.lock().plans.clear();
    }

    /// Does this when a plan ends the program, on the thread that was in the
    /// step. It may look at the disk.
    pub fn at_stop(&self, told: impl FnMut() + Send + 'static) {
        self.inner.lock().at_stop = Some(Box::new(told));
    }

    /// Whether a plan has ended the program.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.inner.stopped.load(Ordering::SeqCst)
    }

    /// The same, to be kept and asked from anywhere.
    #[must_use]
    pub fn stopped_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.inner.stopped)
    }

    /// How many steps there were.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.inner.lock().steps
    }

    /// How many calls there were, reads and locks included.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.inner.lock().calls
    }

    /// The steps, in their order.
    #[must_use]
    pub fn log(&self) -> Vec<Step> {
        self.inner.lock().log.clone()
    }

    fn take_away(&self) {
        registry::unmount(&self.folder, &self.inner);
        self.inner.lock().dead = true;
        self.inner.stopped.store(true, Ordering::SeqCst);
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.take_away();
    }
}
