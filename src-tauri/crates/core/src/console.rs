//! The handle of the console: one function per command of the window. It
//! translates and asks; it decides nothing.

mod actions;
mod activity;
mod audit;
mod billing;
mod credentials;
mod guards;
mod reconciliation;
mod resolve;
mod services;
mod webhooks;

use std::sync::Arc;

use kh_api::Asker;
use kh_journal::OrderNo;
use tokio::sync::{Notify, broadcast, watch};
use tokio::task::AbortHandle;

use crate::audit::Chain;
use crate::credentials::Looks;
use crate::desk::Desk;
use crate::edge::{self, Stake};
use crate::error::CoreError;
use crate::homes::Homes;
use crate::intents::press::Presses;
use crate::owner::Owner;
use crate::profiles::{self, built_in, connect};
use crate::setup::{Habits, Setup};
use crate::store::Store;
use crate::view::{
    CatalogueQuery, CatalogueView, ConnectRequest, ConnectView, ConnectionView, ErrorView,
    KeychainView, Notice, OrderDraft, OrderView, OrdersQuery, OrdersView, OverviewView,
    PracticeScene, ProductView, ProfileEdit, ProfileView, ReviewView, SecretHome, SettingsView,
    StartView,
};
use crate::{catalogue, connection, orders, overview, settings, start};

/// Notices that a slow window may fall behind before it has to ask for
/// everything again.
const NOTICES: usize = 256;

/// The console. Clones are handles to the same one.
#[derive(Clone)]
pub struct Console {
    desk: Arc<Desk>,
    settled: watch::Receiver<bool>,
    work: AbortHandle,
}

impl Console {
    /// Starts the console on the current tokio runtime and returns at once. The
    /// journal is opened in the background; if it cannot be, every command that
    /// needs it says so and [`Console::start_view`] tells why.
    #[must_use]
    pub fn start(setup: Setup) -> Self {
        Self::start_with(setup, Habits::default())
    }

    /// As [`Console::start`], with the habits chosen.
    #[must_use]
    pub fn start_with(setup: Setup, habits: Habits) -> Self {
        let store = Store::open(&setup.data_folder, setup.clock.now(), setup.threads);
        let desk = Arc::new(Desk {
            owner: Owner::start(),
            store,
            homes: Homes::new(setup.secrets, setup.threads),
            chain: Chain::default(),
            presses: Presses::default(),
            looks: Looks::default(),
            clock: setup.clock,
            chance: setup.chance,
            threads: setup.threads,
            transport: setup.transport,
            simulator: setup.simulator,
            notices: broadcast::Sender::new(NOTICES),
            orders_bell: Arc::new(Notify::new()),
            clipboard: setup.clipboard,
            announcer: setup.announcer,
            resolver: setup.resolver,
            version: setup.version,
            data_folder: setup.data_folder,
            downloads_folder: setup.downloads_folder,
        });
        let (tell, settled) = watch::channel(false);
        let work = tokio::spawn(start::settle_and_watch(Arc::clone(&desk), habits, tell));
        Self {
            desk,
            settled,
            work: work.abort_handle(),
        }
    }

    /// Notices of changes, from now on.
    #[must_use]
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.desk.notices.subscribe()
    }

    /// Waits until what a crash left open was settled, as far as it could be.
    pub async fn settled(&self) {
        let mut settled = self.settled.clone();
        // An error means that the program ends.
        let _ = settled.wait_for(|done| *done).await;
    }

    /// Ends background work and brings the journal to rest.
    pub async fn shutdown(&self) {
        self.work.abort();
        crate::credentials::end_all(&self.desk);
        if let Err(error) = crate::credentials::clear_clipboard(&self.desk).await {
            tracing::info!(error = %error, "the clipboard could not be cleared");
        }
        if let Err(error) = crate::audit::seal(&self.desk).await {
            tracing::info!(error = %error, "the last audit entries are not sealed");
        }
        if let Err(error) = self.desk.store.run(kh_journal::Journal::checkpoint).await {
            tracing::info!(error = %error, "the journal could not be brought to rest");
        }
    }
}

/// Commands that read.
impl Console {
    /// The first answer to the window: without network, without keychain.
    ///
    /// # Errors
    /// `store.*` or `console.closing`.
    pub async fn start_view(&self) -> Result<StartView, ErrorView> {
        plain(start::view(&self.desk).await)
    }

    /// The keychain of this computer, asked just now; at most five seconds.
    ///
    /// # Errors
    /// None; the state itself says what is wrong.
    pub async fn keychain(&self) -> Result<KeychainView, ErrorView> {
        Ok(start::keychain(&self.desk).await)
    }

    /// The connection of the active profile, without a call.
    ///
    /// # Errors
    /// `store.*`.
    pub async fn connection(&self) -> Result<ConnectionView, ErrorView> {
        plain(connection::view(&self.desk).await)
    }

    /// The overview of the active profile, without a call.
    ///
    /// # Errors
    /// `profile.none_active`, `store.*`.
    pub async fn overview(&self) -> Result<OverviewView, ErrorView> {
        plain(overview::view(&self.desk).await)
    }

    /// A page of the kept catalogue, without a call.
    ///
    /// # Errors
    /// `profile.none_active`, `input.amount`, `store.*`.
    pub async fn catalogue(&self, query: CatalogueQuery) -> Result<CatalogueView, ErrorView> {
        plain(catalogue::view(&self.desk, query).await)
    }

    /// One product, read just now; the kept copy with the reason where it
    /// cannot be read.
    ///
    /// # Errors
    /// `catalogue.nothing_kept`, `profile.none_active`, `store.*`.
    pub async fn product(&self, id: String) -> Result<ProductView, ErrorView> {
        plain(catalogue::product::view(&self.desk, &id).await)
    }

    /// A page of the orders of the active profile.
    ///
    /// # Errors
    /// `profile.none_active`, `store.*`.
    pub async fn orders(&self, query: OrdersQuery) -> Result<OrdersView, ErrorView> {
        plain(orders::list::view(&self.desk, query).await)
    }

    /// One order with its evidence.
    ///
    /// # Errors
    /// `order.not_found`, `store.*`.
    pub async fn order(&self, no: i64) -> Result<OrderView, ErrorView> {
        plain(orders::detail::view(&self.desk, no).await)
    }
}

/// Commands that change something, but not at the provider.
impl Console {
    /// Keeps the settings of the console.
    ///
    /// # Errors
    /// `input.settings`, `store.*`.
    pub async fn save_settings(&self, settings: SettingsView) -> Result<SettingsView, ErrorView> {
        plain(settings::save(&self.desk, settings).await)
    }

    /// Makes a profile the active one; it is connected in the background.
    ///
    /// # Errors
    /// `profile.not_found`, `store.*`.
    pub async fn activate_profile(&self, id: String) -> Result<ProfileView, ErrorView> {
        plain(profiles::activate(&self.desk, &id).await)
    }

    /// Changes name, colour or signed path of a profile.
    ///
    /// # Errors
    /// `profile.*`, `sign_path.unknown`, `store.*`.
    pub async fn edit_profile(&self, edit: ProfileEdit) -> Result<ProfileView, ErrorView> {
        plain(profiles::edit(&self.desk, edit).await)
    }

    /// Asks whether the line is good: the clock, then exactly one signed call.
    ///
    /// # Errors
    /// What is not about the line; the line's own trouble is in the view.
    pub async fn check_connection(&self) -> Result<ConnectionView, ErrorView> {
        plain(connection::check(&self.desk, Asker::Person).await)
    }

    /// Reads the catalogue.
    ///
    /// # Errors
    /// What a call can fail with; the kept catalogue stays.
    pub async fn refresh_catalogue(&self) -> Result<(), ErrorView> {
        plain(catalogue::refresh(&self.desk).await)
    }

    /// Reads the credit.
    ///
    /// # Errors
    /// What a call can fail with; the figure known before stays.
    pub async fn refresh_credit(&self) -> Result<ConnectionView, ErrorView> {
        plain(connection::refresh_credit(&self.desk).await)
    }

    /// Reviews a draft: the product is read again, everything is checked.
    /// Nothing is ordered.
    ///
    /// # Errors
    /// `catalogue.nothing_kept`, `input.id`, `profile.none_active`, `store.*`.
    pub async fn review_order(
        &self,
        draft: OrderDraft,
        previous: Option<String>,
    ) -> Result<ReviewView, ErrorView> {
        unsent(orders::review::review(&self.desk, draft, previous).await)
    }

    /// Asks the provider how an order is.
    ///
    /// # Errors
    /// `order.nothing_to_check`, `order.not_found`, what a call can fail with.
    pub async fn check_order(&self, no: i64) -> Result<OrderView, ErrorView> {
        plain(orders::ask::by_person(&self.desk, OrderNo::new(no)).await)
    }

    /// Opens the simulator inside this program as the active profile.
    ///
    /// # Errors
    /// `simulator.*`, `store.*`.
    pub async fn open_simulator(&self) -> Result<ProfileView, ErrorView> {
        plain(built_in::open(&self.desk).await)
    }

    /// Plays a scene in the simulator inside this program.
    ///
    /// # Errors
    /// `simulator.*`, `profile.none_active`.
    pub async fn practise(&self, scene: PracticeScene) -> Result<(), ErrorView> {
        plain(built_in::practise(&self.desk, scene).await)
    }
}

/// Commands that spend money, use up signatures or throw something away.
impl Console {
    /// Places the order of a review. Pressed twice it gives the same order.
    /// `acknowledged` are the numbers of the earlier orders like it that the
    /// person has seen and wants another one beside.
    ///
    /// # Errors
    /// `order.changed`, `order.not_ready`, `order.review_not_found`,
    /// `profile.read_only`, and whatever stops it before the first byte: no
    /// money has moved then. What happens after the first byte is in the order
    /// itself.
    pub async fn place_order(
        &self,
        review: String,
        acknowledged: Vec<i64>,
    ) -> Result<OrderView, ErrorView> {
        unsent(orders::place::place(&self.desk, review, acknowledged).await)
    }

    /// Sends the identical request of an order without an outcome again.
    ///
    /// # Errors
    /// `order.too_old`, `order.age_unknown`, `order.busy`,
    /// `order.nothing_to_repeat`, `order.not_found`, `store.*`.
    pub async fn repeat_order(&self, no: i64) -> Result<OrderView, ErrorView> {
        sent(orders::settle::repeat_by_person(&self.desk, OrderNo::new(no)).await)
    }

    /// Signs one call although signatures were refused: the deliberate click.
    ///
    /// # Errors
    /// As [`Console::check_connection`].
    pub async fn sign_anyway(&self) -> Result<ConnectionView, ErrorView> {
        plain(connection::sign_anyway(&self.desk).await)
    }

    /// Begins a new world in the simulator inside this program.
    ///
    /// # Errors
    /// `simulator.*`, `store.*`.
    pub async fn reset_simulator(&self) -> Result<ProfileView, ErrorView> {
        plain(built_in::reset(&self.desk).await)
    }
}

/// Commands that take a secret or remove one.
impl Console {
    /// Connects a key: form, reach, clock, one signed call, keeping.
    ///
    /// # Errors
    /// None; the view says which step failed and why.
    pub async fn connect_profile(&self, request: ConnectRequest) -> Result<ConnectView, ErrorView> {
        Ok(connect::connect(&self.desk, request).await)
    }

    /// Takes the secret of a profile again.
    ///
    /// # Errors
    /// None; the view says which step failed and why.
    pub async fn enter_secret(
        &self,
        id: String,
        secret: String,
        keep: SecretHome,
    ) -> Result<ConnectView, ErrorView> {
        Ok(connect::enter_secret(&self.desk, &id, &secret, keep).await)
    }

    /// Removes a profile and its secret. Its orders stay in the journal.
    ///
    /// # Errors
    /// `profile.not_found`, `keychain.*`, `store.*`.
    pub async fn forget_profile(&self, id: String) -> Result<(), ErrorView> {
        plain(profiles::forget(&self.desk, &id).await)
    }
}

/// An error of a command that has nothing to do with money.
fn plain<T>(result: Result<T, CoreError>) -> Result<T, ErrorView> {
    result.map_err(|error| edge::view(&error, Stake::Nothing, None))
}

/// An error of an order of which nothing was sent.
fn unsent<T>(result: Result<T, CoreError>) -> Result<T, ErrorView> {
    result.map_err(|error| edge::view(&error, Stake::OrderNotSent, None))
}

/// An error about an order that was sent, and of which nobody knows whether it
/// was bought.
fn sent<T>(result: Result<T, CoreError>) -> Result<T, ErrorView> {
    result.map_err(|error| edge::view(&error, Stake::OrderOpen, None))
}
