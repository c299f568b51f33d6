//! Services as a file for a spreadsheet: fixed columns, no cell that is taken
//! for a formula. Nothing secret is kept of a service, so nothing secret can be
//! in it.

use jiff::Timestamp;
use kh_audit::Act;
use kh_journal::{Journal, JournalError, KeptService, Profile, ServiceCondition};
use kh_model::{BillingCycle, ServiceId};

use super::list;
use crate::billing::export::{guarded, plain, time};
use crate::desk::Desk;
use crate::error::CoreError;
use crate::sheet::Sheet;
use crate::view::{ExportView, ServicesSelection};
use crate::{profiles, sheet};

const COLUMNS: [&str; 25] = [
    "id",
    "name",
    "hostname",
    "customer",
    "note",
    "product",
    "product_id",
    "family",
    "condition",
    "state_at_provider",
    "power_at_provider",
    "ip",
    "all_ips",
    "cycle",
    "price",
    "currency",
    "next_due",
    "created",
    "order_id",
    "first_seen_at",
    "read_at",
    "not_visible_since",
    "profile",
    "key",
    "exported_at",
];

/// Services that are read from the journal at a time.
const PAGE: u32 = 100;

/// Writes services as CSV into the downloads folder. Nothing is overwritten.
pub(crate) async fn export(
    desk: &Desk,
    selection: ServicesSelection,
) -> Result<ExportView, CoreError> {
    let profile = profiles::active(desk).await?;
    let now = desk.now(&profile.id).await;
    let of = profile.clone();
    let lines = desk
        .store
        .run(move |journal| Lines::of(journal, &of, &selection, now))
        .await?;
    sheet::hand_out(
        desk,
        profile,
        lines.sheet,
        "services",
        Act::ServicesExported,
        now,
    )
    .await
}

/// Services as rows of a sheet.
struct Lines {
    sheet: Sheet<{ COLUMNS.len() }>,
    profile: String,
    key: String,
    now: Timestamp,
}

impl Lines {
    fn of(
        journal: &Journal,
        profile: &Profile,
        selection: &ServicesSelection,
        now: Timestamp,
    ) -> Result<Self, JournalError> {
        let mut lines = Self {
            sheet: Sheet::new(COLUMNS),
            profile: profile.label.clone(),
            key: profile.key_id.as_str().to_owned(),
            now,
        };
        if let Some(ids) = &selection.ids {
            for id in ids.iter().filter_map(|id| ServiceId::new(id).ok()) {
                if let Some(kept) = journal.service(&profile.id, &id)? {
                    lines.add(&kept);
                }
            }
            return Ok(lines);
        }
        let asked = list::journal_query(&selection.query, now);
        let mut offset = 0;
        loop {
            let page = journal.service_page(&profile.id, &asked, offset, PAGE)?;
            if page.services.is_empty() {
                return Ok(lines);
            }
            page.services.iter().for_each(|kept| lines.add(kept));
            offset += PAGE;
        }
    }

    fn add(&mut self, kept: &KeptService) {
        let facts = &kept.facts;
        let text = |text: Option<&str>| guarded(text.unwrap_or_default());
        let currency = facts
            .recurring
            .as_ref()
            .and_then(|amount| amount.currency.as_ref());
        let line = [
            guarded(facts.id.as_str()),
            guarded(kept.shown_name()),
            text(facts.hostname.as_deref()),
            text(kept.own.customer.as_deref()),
            text(kept.own.note.as_deref()),
            text(facts.name.as_deref()),
            text(facts.product_id.as_ref().map(|id| id.as_str())),
            guarded(&facts.family),
            word(facts.condition()).to_owned(),
            text(facts.status.as_ref().map(|status| status.raw.as_str())),
            text(facts.power.as_ref().map(|power| power.raw.as_str())),
            text(facts.ip.as_deref()),
            guarded(&facts.ips.join(" ")),
            text(facts.cycle.as_ref().map(BillingCycle::as_str)),
            plain(facts.recurring.as_ref()),
            currency.map_or(String::new(), |code| code.as_str().to_owned()),
            time(facts.next_due.as_ref()),
            time(facts.created_at.as_ref()),
            text(facts.order_id.as_ref().map(|id| id.as_str())),
            kept.first_seen_at.to_string(),
            kept.seen_at.to_string(),
            kept.missing_since
                .map_or(String::new(), |since| since.to_string()),
            guarded(&self.profile),
            guarded(&self.key),
            self.now.to_string(),
        ];
        self.sheet.add(&line);
    }
}

/// The word of a state in the file. Never changes.
fn word(condition: ServiceCondition) -> &'static str {
    match condition {
        ServiceCondition::Running => "running",
        ServiceCondition::Active => "active",
        ServiceCondition::Changing => "changing",
        ServiceCondition::Stopped => "stopped",
        ServiceCondition::SettingUp => "setting_up",
        ServiceCondition::Suspended => "suspended",
        ServiceCondition::Fraud => "fraud",
        ServiceCondition::Unknown => "unknown",
        ServiceCondition::Cancelled => "cancelled",
        ServiceCondition::Terminated => "terminated",
    }
}
