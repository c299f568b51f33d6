//! The only list of commands and events between window and host. From it come
//! the handler, the window's TypeScript, and the check that each command stands
//! in exactly one permission set.

use kh_core::view::{
    ActionKind, ActionPlanView, ActionRequest, ActionView, ActivityQuery, ActivityView,
    AuditEntryView, AuditQuery, AuditView, CatalogueQuery, CatalogueView, ConnectRequest,
    ConnectView, ConnectionView, CopiedView, CreditHistoryView, DecisionRequest, ErrorView,
    ExportView, GuardsEdit, GuardsView, InspectRequest, InspectView, InvoiceRow, InvoicesQuery,
    InvoicesView, KeychainView, LookPlanView, LookRequest, LookView, Notice, NotifySettings,
    NotifyTestView, OrderDraft, OrderFileSavedView, OrderFileView, OrderView, OrdersQuery,
    OrdersView, OverviewView, OwnWords, PracticeScene, ProductView, ProfileEdit, ProfileView,
    ReconciliationView, RescueView, RevealView, ReviewView, SecretHome, ServiceView, ServicesQuery,
    ServicesSelection, ServicesView, SettingsView, StartView, VerdictView, WebhookView,
};
use ts_rs::{Config, TS, TypeVisitor};

use crate::portal::PortalPage;

/// Name of the one event: a [`Notice`] that something shown may have changed.
pub const NOTICE_EVENT: &str = "notice";

/// A command as the window sees it.
#[derive(Debug, Clone)]
pub struct CommandSpec {
    /// Permission set: `read`, `write`, `danger`, `secrets` or `diagnostics`.
    pub set: &'static str,
    /// Name.
    pub name: &'static str,
    /// Arguments: name and TypeScript type.
    pub arguments: Vec<(&'static str, String)>,
    /// TypeScript type of the result.
    pub result: String,
}

macro_rules! commands {
    ($( $set:ident { $( $name:ident ( $( $argument:ident : $type:ty ),* ) -> $result:ty; )* } )*) => {
        /// All commands, in order of their sets.
        #[must_use]
        pub fn commands() -> Vec<CommandSpec> {
            let config = Config::default();
            vec![ $( $( CommandSpec {
                set: stringify!($set),
                name: stringify!($name),
                arguments: vec![ $( (stringify!($argument), <$type as TS>::name(&config)) ),* ],
                result: <$result as TS>::name(&config),
            } ),* ),* ]
        }

        /// Hands each call to its command.
        pub fn handler<R: tauri::Runtime>()
        -> impl Fn(tauri::ipc::Invoke<R>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![ $( $( crate::commands::$set::$name ),* ),* ]
        }

        fn visit_types(visitor: &mut impl TypeVisitor) {
            $( $( $( visitor.visit::<$type>(); )* visitor.visit::<$result>(); )* )*
            visitor.visit::<Notice>();
            visitor.visit::<ErrorView>();
        }
    };
}

commands! {
    read {
        start() -> StartView;
        keychain() -> KeychainView;
        connection() -> ConnectionView;
        overview() -> OverviewView;
        catalogue(query: CatalogueQuery) -> CatalogueView;
        product(id: String) -> ProductView;
        orders(query: OrdersQuery) -> OrdersView;
        order(no: i32) -> OrderView;
        services(query: ServicesQuery) -> ServicesView;
        service(id: String) -> ServiceView;
        action(id: String) -> ActionView;
        look_plan(service: String) -> LookPlanView;
        audit(query: AuditQuery) -> AuditView;
        audit_entry(seq: u32) -> AuditEntryView;
        invoices(query: InvoicesQuery) -> InvoicesView;
        credit_history() -> CreditHistoryView;
        activity(query: ActivityQuery) -> ActivityView;
        notify_settings() -> NotifySettings;
        webhook() -> WebhookView;
        rescue() -> RescueView;
        reconciliation() -> ReconciliationView;
        guards() -> GuardsView;
    }
    write {
        save_settings(settings: SettingsView) -> SettingsView;
        activate_profile(id: String) -> ProfileView;
        edit_profile(edit: ProfileEdit) -> ProfileView;
        check_connection() -> ConnectionView;
        refresh_catalogue() -> ();
        refresh_credit() -> ConnectionView;
        review_order(draft: OrderDraft, previous: Option<String>) -> ReviewView;
        check_order(no: i32) -> OrderView;
        open_simulator() -> ProfileView;
        practise(scene: PracticeScene) -> ();
        open_portal(page: PortalPage) -> ();
        refresh_services() -> ();
        refresh_service(id: String) -> ServiceView;
        save_own_words(id: String, words: OwnWords) -> ServiceView;
        export_services(selection: ServicesSelection) -> ExportView;
        prepare_action(service: String, kind: ActionKind) -> ActionPlanView;
        cancel_action(plan: String) -> ();
        verify_audit() -> VerdictView;
        cancel_verify() -> ();
        export_audit(query: AuditQuery) -> ExportView;
        refresh_invoices() -> ();
        save_invoice_pdf(id: String) -> InvoiceRow;
        export_invoices(query: InvoicesQuery) -> ExportView;
        mark_read(ids: Option<Vec<u32>>) -> ();
        dismiss_digest() -> ();
        save_notify_settings(settings: NotifySettings) -> NotifySettings;
        test_notification() -> NotifyTestView;
        read_webhook() -> WebhookView;
        cancel_webhook(url: Option<String>) -> ();
        cancel_look(service: String) -> ();
        open_invoice_pdf(id: String) -> ();
        show_downloads() -> ();
        refresh_clues(no: i32) -> OrderView;
        reconcile() -> ReconciliationView;
        settle_finding(id: String, note: String) -> ReconciliationView;
        reopen_finding(id: String) -> ReconciliationView;
        save_order_file(review: String, validHours: u32, senderKey: String) -> OrderFileSavedView;
        open_order_file(text: String) -> OrderFileView;
    }
    danger {
        place_order(review: String, acknowledged: Vec<i32>) -> OrderView;
        lift_cap(review: String, typed: String) -> ReviewView;
        save_guards(edit: GuardsEdit) -> GuardsView;
        repeat_order(no: i32) -> OrderView;
        decide_order(no: i32, decision: DecisionRequest) -> OrderView;
        sign_anyway() -> ConnectionView;
        reset_simulator() -> ProfileView;
        run_action(request: ActionRequest) -> ActionView;
        repeat_action(id: String) -> ActionView;
        begin_audit_section(reason: String) -> VerdictView;
        set_webhook(url: Option<String>) -> WebhookView;
    }
    secrets {
        connect_profile(request: ConnectRequest) -> ConnectView;
        enter_secret(id: String, secret: String, keep: SecretHome) -> ConnectView;
        forget_profile(id: String) -> ();
        look_at_credentials(request: LookRequest) -> LookView;
        reveal_field(look: String, index: u32) -> RevealView;
        copy_field(look: String, index: u32) -> CopiedView;
        end_look(look: String) -> ();
        clear_clipboard() -> ();
        inspect_delivery(request: InspectRequest) -> InspectView;
    }
    diagnostics {
        window_ready() -> ();
        window_problem(kind: String, text: String) -> ();
        window_state(visible: bool, focused: bool) -> ();
    }
}

/// The window's TypeScript: every type that crosses the bridge, then the
/// commands with their arguments and results.
#[must_use]
pub fn typescript() -> String {
    let mut types = Declarations::default();
    visit_types(&mut types);
    let mut text = String::from(
        "// Generated from the host's view types and command list by `cargo xtask bindings`.\n\n",
    );
    for line in types
        .found
        .values()
        .flat_map(|declaration| declaration.lines().chain([""]))
    {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push_str("/** Arguments and result of every command, by its name. */\n");
    text.push_str("export interface Commands {\n");
    for command in commands() {
        let arguments: Vec<String> = command
            .arguments
            .iter()
            .map(|(name, kind)| format!("{name}: {kind}"))
            .collect();
        let arguments = match arguments.as_slice() {
            [] => "Record<string, never>".to_owned(),
            some => format!("{{ {} }}", some.join("; ")),
        };
        text.push_str(&format!(
            "  {}: {{ args: {arguments}; result: {} }};\n",
            command.name, command.result
        ));
    }
    text.push_str("}\n\n/** Name of the event that carries a `Notice`. */\n");
    text.push_str(&format!(
        "export const NOTICE_EVENT = \"{NOTICE_EVENT}\";\n"
    ));
    text
}

#[derive(Default)]
struct Declarations {
    found: std::collections::BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let config = Config::default();
        // Only types of our own have a place in a file; the rest is built in.
        if T::output_path().is_some() {
            let name = T::ident(&config);
            if self.found.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.found
                .insert(name, format!("{docs}export {}\n", T::decl(&config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const SETS: [(&str, &str); 5] = [
        ("read", include_str!("../permissions/read.toml")),
        ("write", include_str!("../permissions/write.toml")),
        ("danger", include_str!("../permissions/danger.toml")),
        ("secrets", include_str!("../permissions/secrets.toml")),
        (
            "diagnostics",
            include_str!("../permissions/diagnostics.toml"),
        ),
    ];

    /// Names in double quotes on lines of their own, as the sets list them.
    fn allowed(toml: &str) -> Vec<&str> {
        toml.lines()
            .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","))
            .collect()
    }

    #[test]
    fn every_command_stands_in_exactly_one_permission_set() {
        let mut listed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (set, toml) in SETS {
            for name in allowed(toml) {
                listed.entry(name).or_default().push(set);
            }
        }
        let known: BTreeMap<&str, Vec<&str>> = commands()
            .iter()
            .map(|command| (command.name, vec![command.set]))
            .collect();
        assert_eq!(listed, known);
    }

    #[test]
    fn the_bindings_name_every_command_and_no_trailing_space() {
        let text = typescript();
        for command in commands() {
            assert!(
                text.contains(&format!("  {}: {{ args: ", command.name)),
                "{}",
                command.name
            );
        }
        assert!(text.lines().all(|line| line == line.trim_end()));
    }
}
