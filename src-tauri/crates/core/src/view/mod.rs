//! What the window sees. Every type here crosses the bridge as JSON and is the
//! source of the window's TypeScript types; nothing here holds a secret that
//! was not asked for by its own command.

mod action;
mod activity;
mod audit;
mod billing;
mod catalogue;
mod clues;
mod connection;
mod credentials;
mod error;
mod guards;
mod money;
mod notice;
mod order;
mod order_file;
mod overview;
mod practice;
mod profile;
mod reconciliation;
mod rescue;
mod review;
mod service;
mod settings;
mod shared;
mod start;
mod webhook;

pub use action::{
    ActView, ActionKind, ActionPlanView, ActionProgress, ActionRequest, ActionView, FactChange,
    PriceKind, PricePart,
};
pub use activity::{
    ActivityQuery, ActivityView, DigestLine, DigestView, EventGroup, EventRow, LastCheckView,
    NotifyGroup, NotifySettings, NotifyTestView,
};
pub use audit::{
    AuditEntryView, AuditGroup, AuditOutcome, AuditQuery, AuditRow, AuditView, VerdictState,
    VerdictView,
};
pub use billing::{
    CreditHistoryView, CreditStep, InvoiceCondition, InvoiceRow, InvoiceSums, InvoicesFilter,
    InvoicesQuery, InvoicesSort, InvoicesView, PdfView,
};
pub use catalogue::{
    CatalogueQuery, CatalogueSort, CatalogueView, ChoiceView, FamilyCount, OptionKind, OptionView,
    PriceView, ProductRow, ProductView, SpecsView, StockView,
};
pub use clues::{
    ClueInvoice, ClueService, CluesVerdict, CluesView, ConflictKind, ConflictView, DecisionRequest,
    DecisionView,
};
pub use connection::{AuthFailuresView, ConnectionState, ConnectionView, CreditView, QuotaView};
pub use credentials::{
    CopiedView, LastLookView, LookField, LookPlanView, LookRequest, LookView, RevealView,
};
pub use error::{ErrorView, FieldProblem, MoneyMoved, ProviderText};
pub use guards::{CapKind, CapView, GuardsEdit, GuardsView, TwinReason, TwinView};
pub use money::Money;
pub use notice::{Notice, Topic};
pub use order::{
    AttemptView, EvidenceView, OrderProgress, OrderRow, OrderView, OrdersFilter, OrdersQuery,
    OrdersView, UnpaidView,
};
pub use order_file::{FileOriginView, OrderFileSavedView, OrderFileView};
pub use overview::{
    AttentionAction, AttentionFindings, AttentionInvoices, AttentionKind, AttentionView,
    ConditionCount, OverviewView, RenewalDay, RenewalsView, ServicesNow,
};
pub use practice::PracticeScene;
pub use profile::{
    Accent, AccountView, ConnectRequest, ConnectStep, ConnectView, ProfileEdit, ProfileKind,
    ProfileView, ScopeView, SecretHome, StepKind, StepState,
};
pub use reconciliation::{
    FindingInvoice, FindingKind, FindingService, FindingView, ReconciliationBasis,
    ReconciliationView,
};
pub use rescue::{PortalPageName, RescueRow, RescueView, TopUpStep};
pub use review::{
    ChangeView, ChangedPart, CheckKind, CheckState, CheckView, ChosenOption, LineKind, LineView,
    OrderDraft, PaymentForecast, ReviewView,
};
pub use service::{
    Family, FamilyServices, OwnWords, ServiceCondition, ServiceRow, ServiceView, ServicesFilter,
    ServicesQuery, ServicesSelection, ServicesSort, ServicesView, TimelineView,
};
pub use settings::{Contrast, Density, Motion, SettingsView, Theme};
pub use shared::{Direction, ExportView, PlaceView, StatedTimeView, SyncView, WorkView};
pub use start::{KeychainState, KeychainView, StartView, StoreState, StoreView};
pub use webhook::{
    EarlierUrl, InspectCheck, InspectRequest, InspectState, InspectView, WebhookView,
};
