//! One run of the console, with a runtime of its own.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use kh_api::SystemChance;
use kh_core::view::{
    Accent, ActionKind, ActionPlanView, ActionRequest, ActionView, CatalogueQuery, CatalogueSort,
    ConnectRequest, ConnectView, ErrorView, OrderDraft, OrderView, ReviewView, SecretHome,
};
use kh_core::{Console, Habits, Setup, Threads};
use kh_model::ManualClock;
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
    /// The clock, where a watcher moves it.
    watched: Option<ManualClock>,
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
            chance: Arc::new(SystemChance),
            threads: Threads::Own,
            secrets: Arc::clone(&world.keychain) as _,
            transport: Arc::new(world.wire.clone()),
            simulator: None,
            downloads_folder: world.downloads_folder(),
            clipboard: Arc::clone(&world.clipboard) as _,
            announcer: Arc::clone(&world.announcements) as _,
            resolver: Arc::new(crate::desktop::TwoNames),
        };
        let watched = habits.watches.then(|| world.clock.clone());
        let console = runtime.block_on(async { Console::start_with(setup, habits) });
        let life = Self {
            console,
            watched,
            runtime,
        };
        life.run(async {
            tokio::select! {
                () = life.console.settled() => {}
                () = world.ended() => {}
            }
        });
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
            let _ = console.place_order(review, Vec::new()).await;
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
        let seen = Self::seen(&review);
        // Nobody sleeps for hours between the click and the first byte.
        self.hold(true);
        let placed = self.run(self.console.place_order(review.review_id, seen));
        self.hold(false);
        placed
    }

    fn hold(&self, held: bool) {
        if let Some(clock) = &self.watched {
            clock.hold(held);
        }
    }

    /// The earlier orders that a review asks about, for a person who wants
    /// another one.
    #[must_use]
    pub fn seen(review: &ReviewView) -> Vec<i64> {
        let twins = review.twins.iter().filter(|twin| !twin.blocks);
        twins.map(|twin| twin.no).collect()
    }

    /// Places the order of a review. None: the program ended in it.
    pub fn place_until_the_end(
        &self,
        world: &World,
        review: &str,
    ) -> Option<Result<OrderView, ErrorView>> {
        let placing = self.console.place_order(review.to_owned(), Vec::new());
        let placed = self.run(async {
            tokio::select! {
                placed = placing => Some(placed),
                () = world.ended() => None,
            }
        });
        placed.filter(|_| !world.disk().stopped())
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

    /// Orders the documented example and waits until its service runs; gives
    /// the service's id.
    ///
    /// # Panics
    /// If it does not come to run.
    #[must_use]
    pub fn a_running_service(&self, world: &World) -> String {
        let no = self.order().unwrap().row.no;
        world.pass(Duration::from_secs(30));
        let seen = self.run(self.console.check_order(no)).unwrap();
        let id = seen.service_ids[0].clone();
        self.run(self.console.refresh_service(id.clone())).unwrap();
        id
    }

    /// Plans an action.
    ///
    /// # Errors
    /// Why it cannot be planned.
    pub fn plan(&self, service: &str, kind: ActionKind) -> Result<ActionPlanView, ErrorView> {
        self.run(self.console.prepare_action(service.to_owned(), kind))
    }

    /// What a person confirms who types what is asked for.
    #[must_use]
    pub fn confirmed(plan: &ActionPlanView) -> ActionRequest {
        ActionRequest {
            plan: plan.plan.clone(),
            typed: plan.type_this.clone(),
            reason: None,
            fields: BTreeMap::new(),
        }
    }

    /// Plans an action and runs it.
    ///
    /// # Errors
    /// What stopped it before the first byte.
    pub fn act(&self, service: &str, kind: ActionKind) -> Result<ActionView, ErrorView> {
        self.hold(true);
        let plan = self.plan(service, kind);
        let done = plan.and_then(|plan| {
            let request = Self::confirmed(&plan);
            self.run(self.console.run_action(request))
        });
        self.hold(false);
        done
    }

    /// Runs a plan and goes on.
    pub fn begin_acting(&self, plan: &ActionPlanView) {
        let (console, request) = (self.console.clone(), Self::confirmed(plan));
        self.runtime.spawn(async move {
            let _ = console.run_action(request).await;
        });
    }

    /// One action of the journal.
    #[must_use]
    pub fn see_action(&self, id: &str) -> ActionView {
        self.run(self.console.action(id.to_owned())).unwrap()
    }

    /// Repeats an action.
    ///
    /// # Errors
    /// Why it was not repeated.
    pub fn repeat_action(&self, id: &str) -> Result<ActionView, ErrorView> {
        self.run(self.console.repeat_action(id.to_owned()))
    }

    /// Reads a service again.
    pub fn look_at(&self, service: &str) {
        let read = self.run(self.console.refresh_service(service.to_owned()));
        assert_eq!(read.err(), None);
    }

    /// Ends this run as a crash does.
    pub fn crash(self) {
        drop(self);
    }
}
