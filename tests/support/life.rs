//! One run of the console, with a runtime of its own.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use kh_core::view::{
    Accent, CatalogueQuery, CatalogueSort, ConnectRequest, ConnectView, ErrorView, OrderDraft,
    OrderView, ReviewView, SecretHome,
};
use kh_core::{Console, Habits, Setup};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::broadcast::error::RecvError;

use crate::world::{BASE_URL, World};

/// How long a test waits for something, in real time.
const PATIENCE: Duration = Duration::from_secs(60);

/// One run of the console. Dropping it ends every task where it stands, as a
/// crash does.
pub struct Life {
    /// The console.
    pub console: Console,
    runtime: Runtime,
}

impl Life {
    pub(crate) fn begin(world: &World, habits: Habits) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let setup = Setup {
            data_folder: world.data_folder(),
            version: "0.0.0-test".to_owned(),
            clock: Arc::new(world.clock.clone()),
            secrets: Arc::clone(&world.keychain) as _,
            transport: Arc::new(world.wire.clone()),
            simulator: None,
            downloads_folder: world.downloads_folder(),
            clipboard: Arc::clone(&world.clipboard) as _,
            announcer: Arc::clone(&world.announcements) as _,
            resolver: Arc::new(crate::desktop::TwoNames),
        };
        let console = runtime.block_on(async { Console::start_with(setup, habits) });
        let life = Self { console, runtime };
        life.run(life.console.settled());
        life
    }

    /// Runs something to its end.
    pub fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Waits until something holds; looks again whenever the console says that
    /// something has changed.
    pub fn until<F: Future<Output = bool>>(&self, mut holds: impl FnMut(Console) -> F) {
        let mut notices = self.console.notices();
        let looking = async {
            while !holds(self.console.clone()).await {
                match notices.recv().await {
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => panic!("the console is gone"),
                }
            }
        };
        self.run(async {
            tokio::time::timeout(PATIENCE, looking)
                .await
                .expect("it never held");
        });
    }

    /// Places the order of a review and goes on.
    pub fn begin_placing(&self, review: &str) {
        let (console, review) = (self.console.clone(), review.to_owned());
        self.runtime.spawn(async move {
            let _ = console.place_order(review).await;
        });
    }

    /// What a person types to connect one of the keys.
    #[must_use]
    pub fn request(world: &World, label: &str) -> ConnectRequest {
        let key = world.key(label);
        ConnectRequest {
            label: label.to_owned(),
            accent: Accent::Petrol,
            key_id: key.key,
            secret: key.secret,
            base_url: Some(BASE_URL.to_owned()),
            sign_path: "short".to_owned(),
            keep: SecretHome::Keychain,
        }
    }

    /// Connects a key and expects success. Waits also for what the console
    /// reads by itself afterwards, so that a test counts only its own calls.
    pub fn connect(&self, world: &World, label: &str) -> ConnectView {
        let view = self
            .run(self.console.connect_profile(Self::request(world, label)))
            .unwrap();
        assert_eq!(view.error, None);
        self.until(|console| async move {
            let catalogue = console.catalogue(Self::everything()).await.unwrap();
            !catalogue.reading && (catalogue.read_at.is_some() || catalogue.error.is_some())
        });
        view
    }

    /// The whole catalogue.
    #[must_use]
    pub fn everything() -> CatalogueQuery {
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

    /// The documented example of an order: product 42, monthly.
    #[must_use]
    pub fn draft() -> OrderDraft {
        OrderDraft {
            product_id: "42".to_owned(),
            cycle: "monthly".to_owned(),
            hostname: None,
            options: Vec::new(),
            customer: None,
        }
    }

    /// Reviews the documented example.
    #[must_use]
    pub fn review(&self) -> ReviewView {
        self.run(self.console.review_order(Self::draft(), None))
            .unwrap()
    }

    /// Reviews and places the documented example.
    ///
    /// # Errors
    /// What stopped it before the first byte.
    pub fn order(&self) -> Result<OrderView, ErrorView> {
        let review = self.review();
        self.run(self.console.place_order(review.review_id))
    }

    /// One order of the journal.
    #[must_use]
    pub fn see(&self, no: i64) -> OrderView {
        self.run(self.console.order(no)).unwrap()
    }

    /// Repeats an order.
    ///
    /// # Errors
    /// Why it was not repeated.
    pub fn repeat(&self, no: i64) -> Result<OrderView, ErrorView> {
        self.run(self.console.repeat_order(no))
    }

    /// Ends this run as a crash does.
    pub fn crash(self) {
        drop(self);
    }
}
