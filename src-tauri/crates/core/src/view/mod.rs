//! What the window sees. Every type here crosses the bridge as JSON and is the
//! source of the window's TypeScript types; nothing here holds a secret that
//! was not asked for by its own command.

mod catalogue;
mod connection;
mod error;
mod money;
mod notice;
mod order;
mod overview;
mod practice;
mod profile;
mod review;
mod settings;
mod start;

pub use catalogue::{
    CatalogueQuery, CatalogueSort, CatalogueView, ChoiceView, FamilyCount, OptionKind, OptionView,
    PriceView, ProductRow, ProductView, SpecsView, StockView,
};
pub use connection::{AuthFailuresView, ConnectionState, ConnectionView, CreditView, QuotaView};
pub use error::{ErrorView, FieldProblem, MoneyMoved, ProviderText};
pub use money::Money;
pub use notice::{Notice, Topic};
pub use order::{
    AttemptView, EvidenceView, OrderProgress, OrderRow, OrderView, OrdersFilter, OrdersQuery,
    OrdersView, UnpaidView,
};
pub use overview::{AttentionKind, AttentionView, OverviewView};
pub use practice::PracticeScene;
pub use profile::{
    Accent, AccountView, ConnectRequest, ConnectStep, ConnectView, ProfileEdit, ProfileKind,
    ProfileView, ScopeView, SecretHome, StepKind, StepState,
};
pub use review::{
    ChangeView, ChangedPart, CheckKind, CheckState, CheckView, ChosenOption, LineKind, LineView,
    OrderDraft, PaymentForecast, ReviewView,
};
pub use settings::{Contrast, Density, Motion, SettingsView, Theme};
pub use start::{KeychainState, KeychainView, StartView, StoreState, StoreView};
