//! Why a use case did not do what it was asked, sorted by what can be done
//! about it. `edge` turns it into what the window gets.

use jiff::Timestamp;
use kh_api::CallError;
use kh_journal::{IntentKind, JournalError};
use kh_model::ServiceId;
use kh_secrets::SecretError;

use crate::audit::AuditTrouble;
use crate::billing::trouble::DocumentError;
use crate::credentials::LookTrouble;
use crate::guards::GuardTrouble;
use crate::orders::file::FileTrouble;
use crate::setup::SimulatorError;
use crate::view::ActionKind;
use crate::webhooks::vet::VetError;

/// Why a use case did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CoreError {
    // --- the provider, or the way to it ---
    /// A call failed.
    #[error(transparent)]
    Call(#[from] CallError),

    // --- this computer ---
    /// The journal said no.
    #[error(transparent)]
    Store(#[from] JournalError),
    /// There is no journal to work with.
    #[error("the journal cannot be used: {code}")]
    StoreUnusable {
        /// The code of the reason.
        code: String,
    },
    /// The keychain said no.
    #[error(transparent)]
    Keychain(#[from] SecretError),
    /// The simulator said no.
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    /// This program has no simulator inside.
    #[error("no simulator is included")]
    NoSimulator,
    /// The audit chain said no.
    #[error(transparent)]
    Audit(#[from] AuditTrouble),
    /// Access data was not read, shown or copied.
    #[error(transparent)]
    Look(#[from] LookTrouble),
    /// A guard said no.
    #[error(transparent)]
    Guard(#[from] GuardTrouble),
    /// An order file was not saved or not opened.
    #[error(transparent)]
    OrderFile(#[from] FileTrouble),
    /// The program ends.
    #[error("the console is closing")]
    Closing,
    /// A fault of this program.
    #[error("a fault of this program: {detail}")]
    Internal {
        /// For a log.
        detail: String,
    },

    // --- what a person typed or chose ---
    /// A form was filled in wrongly.
    #[error(transparent)]
    Form(#[from] FormError),
    /// No profile is active.
    #[error("no profile is active")]
    NoActiveProfile,
    /// There is no such profile.
    #[error("there is no such profile")]
    ProfileNotFound,
    /// The secret is not on this computer any more.
    #[error("the secret of this profile is not here")]
    NeedsSecret,
    /// The built-in simulator's profile cannot be changed like this.
    #[error("not possible with the built-in simulator")]
    BuiltIn,
    /// A scene needs the built-in simulator.
    #[error("the built-in simulator is not active")]
    SimulatorNotActive,
    /// There is no copy of a product that could not be read.
    #[error("product {id} is not known")]
    NothingKept {
        /// The product.
        id: String,
    },

    // --- intents: orders and actions ---
    /// It is being sent or asked for.
    #[error("it is being worked on")]
    Busy(IntentKind),
    /// Repeating it could do it twice.
    #[error("it is too old to be repeated")]
    TooOld {
        /// An order or an action.
        kind: IntentKind,
        /// Until when it could have been.
        safe_until: Timestamp,
    },
    /// Its age is not known.
    #[error("its age is not known")]
    AgeUnknown(IntentKind),
    /// Its outcome is known.
    #[error("there is nothing to repeat")]
    NothingToRepeat(IntentKind),

    // --- services ---
    /// There is no copy of this service.
    #[error("there is no such service in the copy")]
    ServiceNotFound,
    /// The provider does not show it to this key, and nothing is known of it.
    #[error("the service is not visible to this key")]
    ServiceNotVisible,

    // --- actions on services ---
    /// There is no such action in the journal.
    #[error("there is no such action")]
    ActionNotFound,
    /// The plan is not known, or was given up.
    #[error("there is no such plan")]
    PlanNotFound,
    /// The service was never read.
    #[error("the service is not known")]
    ServiceNotKnown,
    /// The state of the service, the key, or another action says no.
    #[error("the action cannot be asked for now: {reason}")]
    NotNow {
        /// Which.
        action: ActionKind,
        /// A word of the table, or the code of what blocked the plan.
        reason: String,
    },
    /// What was typed is not the name.
    #[error("the name was not typed as it is shown")]
    TypedOtherwise,
    /// The service is not the one the plan was made for.
    #[error("facts have changed: {facts}")]
    FactsChanged {
        /// Which, joined by commas.
        facts: String,
    },
    /// An action of the profile has no answer yet; without its key it would
    /// never get one.
    #[error("an action of the profile has no answer yet")]
    ActionOpen {
        /// On which service.
        service: ServiceId,
    },
    /// Another action on the service has no outcome yet.
    #[error("another action on the service has no outcome yet")]
    ServiceBusy,

    // --- documents ---
    /// A document is not there, or cannot be written.
    #[error(transparent)]
    Document(#[from] DocumentError),

    // --- the webhook ---
    /// The URL is not one that may be set.
    #[error(transparent)]
    WebhookUrl(#[from] VetError),

    // --- orders ---
    /// The review is not known.
    #[error("there is no such review")]
    ReviewNotFound,
    /// The review was made in another profile.
    #[error("the review belongs to another profile")]
    OtherProfile,
    /// An order of the profile has no answer yet; without its key it would
    /// never get one.
    #[error("order {no} of the profile has no answer yet")]
    OrderOpen {
        /// Its number in the journal.
        no: i64,
    },
    /// The offer is not the one that was reviewed.
    #[error("the offer has changed")]
    OrderChanged,
    /// A check says no.
    #[error("the order cannot be sent: {checks}")]
    OrderNotReady {
        /// Kinds of the failed checks, joined by commas.
        checks: String,
    },
    /// There is no such order in the journal.
    #[error("there is no such order")]
    OrderNotFound,
    /// The fate of the order is not in a person's hands.
    #[error("there is nothing to decide about the order")]
    NothingToDecide,
    /// Another order made the service that a person names.
    #[error("order {no} made this service")]
    ServiceClaimed {
        /// Its number in the journal.
        no: i64,
    },
    /// There is no such finding.
    #[error("there is no such finding")]
    FindingNotFound,
    /// The provider named no id to ask for.
    #[error("the provider named no order id")]
    NothingToCheck,
    /// It was sent, and then the journal failed.
    #[error("the outcome of the order could not be written down: {0}")]
    OutcomeNotKept(Box<CoreError>),
}

/// What is wrong with what a person typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FormError {
    /// Not the form of a key id.
    #[error("not a key id")]
    Key,
    /// A simulator's key for the provider.
    #[error("a simulated key cannot be used with the provider")]
    SimulatedAtLive,
    /// A real key for a simulator.
    #[error("a real key must not be sent to a simulator")]
    LiveAtSimulator,
    /// Not the form of an address.
    #[error("not an address")]
    Url,
    /// An address beyond this computer.
    #[error("a simulator is only accepted on this computer")]
    NotLoopback,
    /// No secret.
    #[error("the secret is empty")]
    SecretEmpty,
    /// White space around the secret.
    #[error("the secret has white space around it")]
    SecretSpace,
    /// Neither `short` nor `full`.
    #[error("not a signed path form")]
    SignPath,
    /// No name.
    #[error("the name is empty")]
    LabelEmpty,
    /// A name that is too long.
    #[error("the name is too long")]
    LabelTooLong,
    /// A profile with this key exists.
    #[error("there is a profile with this key")]
    KeyInUse {
        /// Its id.
        profile_id: String,
        /// Its name.
        label: String,
    },
    /// Not an amount.
    #[error("not an amount")]
    Amount,
    /// Not an id.
    #[error("not an id")]
    Id,
    /// An own name of a service that is too long.
    #[error("the name is too long")]
    ServiceName,
    /// The name of a customer that is too long.
    #[error("the name of the customer is too long")]
    ServiceCustomer,
    /// A note that is too long.
    #[error("the note is too long")]
    ServiceNote,
    /// No reason, where one is asked for.
    #[error("a reason is missing")]
    ReasonMissing,
    /// A reason or a note that is too long.
    #[error("the reason is too long")]
    ReasonTooLong,
    /// A setting out of range.
    #[error("a setting is out of range")]
    Settings,
    /// Not a day.
    #[error("not a day")]
    Day,
    /// A field that the action does not take, or too much in it.
    #[error("a field cannot be sent")]
    Field,
}

impl FormError {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Key => "key.malformed",
            Self::SimulatedAtLive => "key.simulated_at_live",
            Self::LiveAtSimulator => "key.live_at_simulator",
            Self::Url => "url.malformed",
            Self::NotLoopback => "url.not_loopback",
            Self::SecretEmpty => "secret.empty",
            Self::SecretSpace => "secret.surrounding_space",
            Self::SignPath => "sign_path.unknown",
            Self::LabelEmpty => "profile.label_empty",
            Self::LabelTooLong => "profile.label_too_long",
            Self::KeyInUse { .. } => "profile.already_here",
            Self::Amount => "input.amount",
            Self::Id => "input.id",
            Self::ServiceName => "service.name_too_long",
            Self::ServiceCustomer => "service.customer_too_long",
            Self::ServiceNote => "service.note_too_long",
            Self::ReasonMissing => "input.reason_missing",
            Self::ReasonTooLong => "input.reason_too_long",
            Self::Settings => "input.settings",
            Self::Field => "input.field",
            Self::Day => "input.day",
        }
    }
}

impl CoreError {
    /// The stable code.
    pub(crate) fn code(&self) -> String {
        match self {
            Self::Call(error) => crate::edge::call_code(error),
            Self::Store(error) => crate::edge::under("store", "journal_", error.code()),
            Self::StoreUnusable { code } => code.clone(),
            Self::Keychain(error) => crate::edge::under("keychain", "keychain_", error.code()),
            Self::Form(error) => error.code().to_owned(),
            Self::Simulator(_) => "simulator.failed".to_owned(),
            Self::NoSimulator => "simulator.not_included".to_owned(),
            Self::SimulatorNotActive => "simulator.not_active".to_owned(),
            Self::Audit(trouble) => trouble.code().to_owned(),
            Self::Look(trouble) => trouble.code().to_owned(),
            Self::Guard(trouble) => trouble.code().to_owned(),
            Self::OrderFile(trouble) => trouble.code().to_owned(),
            Self::Closing => "console.closing".to_owned(),
            Self::Internal { .. } => "console.internal".to_owned(),
            Self::NoActiveProfile => "profile.none_active".to_owned(),
            Self::ProfileNotFound => "profile.not_found".to_owned(),
            Self::NeedsSecret => "profile.needs_secret".to_owned(),
            Self::BuiltIn => "profile.built_in".to_owned(),
            Self::NothingKept { .. } => "catalogue.nothing_kept".to_owned(),
            Self::ServiceNotFound => "service.not_found".to_owned(),
            Self::ServiceNotVisible => "service.not_visible".to_owned(),
            Self::ActionNotFound => "action.not_found".to_owned(),
            Self::PlanNotFound => "action.plan_not_found".to_owned(),
            Self::ServiceNotKnown => "service.not_known".to_owned(),
            Self::NotNow { .. } => "action.not_now".to_owned(),
            Self::TypedOtherwise => "action.typed_otherwise".to_owned(),
            Self::FactsChanged { .. } => "action.facts_changed".to_owned(),
            Self::ServiceBusy => "action.service_busy".to_owned(),
            Self::ActionOpen { .. } => "profile.action_open".to_owned(),
            Self::Document(error) => error.code().to_owned(),
            Self::WebhookUrl(error) => error.code().to_owned(),
            Self::ReviewNotFound => "order.review_not_found".to_owned(),
            Self::OtherProfile => "order.other_profile".to_owned(),
            Self::OrderOpen { .. } => "profile.order_open".to_owned(),
            Self::OrderChanged => "order.changed".to_owned(),
            Self::OrderNotReady { .. } => "order.not_ready".to_owned(),
            Self::OrderNotFound => "order.not_found".to_owned(),
            Self::Busy(kind) => of_intent(*kind, "busy"),
            Self::TooOld { kind, .. } => of_intent(*kind, "too_old"),
            Self::AgeUnknown(kind) => of_intent(*kind, "age_unknown"),
            Self::NothingToRepeat(kind) => of_intent(*kind, "nothing_to_repeat"),
            Self::NothingToDecide => "order.nothing_to_decide".to_owned(),
            Self::ServiceClaimed { .. } => "order.service_claimed".to_owned(),
            Self::FindingNotFound => "finding.not_found".to_owned(),
            Self::NothingToCheck => "order.nothing_to_check".to_owned(),
            Self::OutcomeNotKept(_) => "order.outcome_not_kept".to_owned(),
        }
    }
}

fn of_intent(kind: IntentKind, what: &str) -> String {
    format!("{}.{what}", crate::intents::words::area(kind))
}
