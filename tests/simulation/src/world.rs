//! The world of a scenario: the provider, the time, the person's computer with
//! its disk and its keychain. Made once and wound back for every scenario.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use kh_core::view::{Accent, CatalogueQuery, CatalogueSort, ConnectRequest, SecretHome};
use kh_core::{Console, Habits, Setup, SystemResolver, Threads};
use kh_disk::{Disk, Image};
use kh_model::SeededChance;
use kh_simulator::{Options, Scale, Simulator};
use kh_tests::{AnnouncementList, BASE_URL, MemoryClipboard, MemoryKeychain};
use tempfile::TempDir;
use tokio::runtime::Builder;

use crate::draw::Draw;
use crate::line::Line;
use crate::plan::{Crash, End, Plan, Seed};
use crate::time::Time;

/// How long after the founding of the provider a scenario begins.
const SETTLED_IN: Duration = Duration::from_secs(3_600);

/// The world.
pub struct World {
    /// The time.
    pub time: Time,
    /// The provider.
    pub simulator: Arc<Simulator>,
    keychain: Arc<MemoryKeychain>,
    folder: TempDir,
    /// The disk of a computer on which a key was connected.
    prepared: Image,
    anchor: Option<Vec<u8>>,
}

/// How a run of the console ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ending<T> {
    /// Its script came to its end.
    Done(T),
    /// The program ended where the plan says.
    Ended,
    /// Nobody waits for anything, and the script is not at its end.
    Stuck,
}

impl World {
    /// A world in which a key is connected.
    ///
    /// # Panics
    /// Where the console cannot be connected at all.
    #[must_use]
    pub fn new() -> Self {
        kh_disk::install_as_default();
        let time = Time::default();
        let simulator = Simulator::open(Options {
            seed: Some(1),
            scale: Scale::Bare,
            clock: time.of_the_provider(),
            ..Options::default()
        });
        let mut world = Self {
            simulator: Arc::new(simulator.expect("a world in memory opens")),
            time,
            keychain: Arc::default(),
            folder: tempfile::tempdir().expect("a folder can be made"),
            prepared: Image::default(),
            anchor: None,
        };
        std::fs::create_dir_all(world.data_folder()).expect("a folder can be made");
        world.connect();
        world
    }

    /// Where the console keeps its data.
    #[must_use]
    pub fn data_folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Connects the full key once, and keeps the disk as it is then.
    fn connect(&mut self) {
        let seed = Seed::nth(0, 0);
        let line = self.line(Plan::of(seed), seed.draw("line"), false);
        line.mend();
        let key = self.simulator.key(kh_simulator::FULL_ACCESS);
        let key = key.expect("the full key is there");
        let request = ConnectRequest {
            label: key.label,
            accent: Accent::Petrol,
            key_id: key.key,
            secret: key.secret,
            base_url: Some(BASE_URL.to_owned()),
            sign_path: "short".to_owned(),
            keep: SecretHome::Keychain,
        };
        let time = self.time.clone();
        let (ending, image) = self.live(&line, &Image::default(), Run::quiet(1), async |console| {
            let connected = console.connect_profile(request).await;
            let connected = connected.expect("the view says what went wrong");
            assert_eq!(connected.error, None);
            loop {
                let catalogue = console.catalogue(everything()).await;
                if catalogue.is_ok_and(|view| !view.reading && view.read_at.is_some()) {
                    break;
                }
                time.wait(Duration::from_secs(1)).await;
            }
            console.shutdown().await;
        });
        assert_eq!(ending, Ending::Done(()));
        self.prepared = image;
        self.anchor = self.keychain.anchor();
    }

    /// Winds everything back and gives the disk of the connected computer.
    ///
    /// # Panics
    /// Where the provider's world cannot be wound back.
    #[must_use]
    pub fn begin(&self, seed: u64) -> Image {
        self.time.rewind();
        self.simulator
            .rewind(seed)
            .expect("it is a world in memory");
        self.time.pass(SETTLED_IN);
        self.keychain.set_anchor(self.anchor.clone());
        self.prepared.clone()
    }

    /// A line to the provider.
    #[must_use]
    pub fn line(&self, plan: Plan, draw: Draw, told: bool) -> Line {
        Line::new(
            Arc::clone(&self.simulator),
            self.time.clone(),
            plan,
            draw,
            told,
        )
    }

    /// One run of the console on this disk. Gives what the disk holds after it.
    ///
    /// # Panics
    /// Where no runtime can be made.
    pub fn live<T>(
        &self,
        line: &Line,
        image: &Image,
        run: Run,
        script: impl AsyncFnOnce(Console) -> T,
    ) -> (Ending<T>, Image) {
        let disk = Arc::new(Disk::of(image, &self.data_folder()));
        line.begin(&disk, run.crash);
        let awake = Arc::new(Awake::default());
        let (time, idle) = (self.time.clone(), Arc::clone(&awake));
        let runtime = Builder::new_current_thread()
            .on_thread_park(move || idle.pass_time(&time))
            .build()
            .expect("a runtime without devices can be made");
        let setup = self.setup(line, run.chance);
        let ending = runtime.block_on(awake.watch(line, async {
            let console = Console::start_with(setup, run.habits);
            console.settled().await;
            script(console).await
        }));
        // What ends with the runtime must not reach the disk any more.
        let left = line.end(run.end);
        drop(runtime);
        (ending, left)
    }

    fn setup(&self, line: &Line, chance: u64) -> Setup {
        Setup {
            data_folder: self.data_folder(),
            version: "0.0.0-simulation".to_owned(),
            clock: self.time.of_the_computer(),
            chance: Arc::new(SeededChance::new(chance)),
            threads: Threads::Same,
            secrets: Arc::clone(&self.keychain) as _,
            transport: Arc::new(line.clone()),
            simulator: None,
            downloads_folder: self.folder.path().join("downloads"),
            clipboard: Arc::new(MemoryClipboard::default()),
            announcer: Arc::new(AnnouncementList::default()),
            resolver: Arc::new(SystemResolver),
        }
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

/// How one run of the console is to be.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// What it draws its keys and nonces from.
    pub chance: u64,
    /// What it does by itself.
    pub habits: Habits,
    /// Where the plan ends it.
    pub crash: Option<Crash>,
    /// How it ends otherwise.
    pub end: End,
}

impl Run {
    /// A run that settles at its start and does nothing else by itself.
    #[must_use]
    pub fn quiet(chance: u64) -> Self {
        Self {
            chance,
            habits: Habits {
                connects_at_start: false,
                watches: false,
                ..Habits::default()
            },
            crash: None,
            end: End::Killed,
        }
    }
}

/// Whether the script could go on, so that time must not.
#[derive(Default)]
struct Awake {
    woken: AtomicBool,
    stuck: AtomicBool,
    waker: std::sync::Mutex<Option<Waker>>,
}

impl Wake for Awake {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::SeqCst);
        self.rouse();
    }
}

impl Awake {
    /// All tasks wait. If the script does, too, time goes on.
    fn pass_time(&self, time: &Time) {
        if !self.woken.load(Ordering::SeqCst) && !time.step() {
            self.stuck.store(true, Ordering::SeqCst);
            self.rouse();
        }
    }

    fn rouse(&self) {
        let waker = self.waker.lock();
        let waker = waker.unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(waker) = waker.as_ref() {
            waker.wake_by_ref();
        }
    }

    /// Runs the script until it is done, or the program has ended.
    async fn watch<T>(self: Arc<Self>, line: &Line, script: impl Future<Output = T>) -> Ending<T> {
        let mut script = pin!(script);
        let mut ended = pin!(line.ended());
        let own = Waker::from(Arc::clone(&self));
        std::future::poll_fn(move |context| {
            *self
                .waker
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(context.waker().clone());
            self.woken.store(false, Ordering::SeqCst);
            let mut context = Context::from_waker(&own);
            if ended.as_mut().poll(&mut context).is_ready() {
                return Poll::Ready(Ending::Ended);
            }
            if self.stuck.load(Ordering::SeqCst) {
                return Poll::Ready(Ending::Stuck);
            }
            let done = script.as_mut().poll(&mut context);
            if line.has_ended() {
                return Poll::Ready(Ending::Ended);
            }
            done.map(Ending::Done)
        })
        .await
    }
}

fn everything() -> CatalogueQuery {
    CatalogueQuery {
        search: String::new(),
        family: None,
        cycle: "monthly".to_owned(),
        max_price: None,
        available_only: false,
        sort: CatalogueSort::Family,
        descending: false,
        offset: 0,
        limit: 100,
    }
}
