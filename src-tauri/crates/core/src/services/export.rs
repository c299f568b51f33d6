//! Services as a file for a spreadsheet: fixed columns, RFC 4180, UTF-8 with a
//! byte order mark, no cell that is taken for a formula. Nothing secret is kept
//! of a service, so nothing secret can be in it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kh_audit::{Act, Draft, Outcome};
use kh_journal::{Journal, JournalError, KeptService, Profile, ServiceCondition};
use kh_model::{BillingCycle, ServiceId};
use sha2::{Digest, Sha256};

use super::list;
use crate::billing::export::{guarded, plain, time};
use crate::billing::file_name;
use crate::billing::trouble::DocumentError;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::new_file::NewFile;
use crate::view::{ExportView, ServicesSelection};
use crate::{audit, profiles};

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

const MARK: &[u8] = b"\xEF\xBB\xBF";
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
    let sheet = desk
        .store
        .run(move |journal| Sheet::of(journal, &of, &selection, now))
        .await?;
    let folder = desk.downloads_folder.clone();
    let name = format!(
        "kernelhost-services-{}.csv",
        now.to_zoned(TimeZone::UTC).date()
    );
    let written = tokio::task::spawn_blocking(move || sheet.write(&folder, &name)).await;
    let written = written.map_err(|_| CoreError::Closing)?;
    let outcome = match &written {
        Ok(_) => Outcome::Done,
        Err(_) => Outcome::Failed,
    };
    let mut draft = Draft::new(now, Act::ServicesExported, outcome);
    draft.profile = Some(profile.id);
    draft.key = Some(profile.key_id);
    match &written {
        Ok(view) => {
            draft.target = Some(view.file_name.clone());
            draft.reason = Some(format!("{} rows, sha256 {}", view.rows, view.sha256));
        }
        Err(error) => draft.code = Some(error.code()),
    }
    audit::record(desk, draft).await?;
    written
}

/// A sheet in the making.
struct Sheet {
    writer: csv::Writer<Vec<u8>>,
    profile: String,
    key: String,
    now: Timestamp,
    rows: u32,
    trouble: Option<csv::Error>,
}

impl Sheet {
    fn of(
        journal: &Journal,
        profile: &Profile,
        selection: &ServicesSelection,
        now: Timestamp,
    ) -> Result<Self, JournalError> {
        let mut sheet = Self {
            writer: csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .from_writer(MARK.to_vec()),
            profile: profile.label.clone(),
            key: profile.key_id.as_str().to_owned(),
            now,
            rows: 0,
            trouble: None,
        };
        sheet.line(&COLUMNS.map(str::to_owned));
        if let Some(ids) = &selection.ids {
            for id in ids.iter().filter_map(|id| ServiceId::new(id).ok()) {
                if let Some(kept) = journal.service(&profile.id, &id)? {
                    sheet.add(&kept);
                }
            }
            return Ok(sheet);
        }
        let asked = list::journal_query(&selection.query, now);
        let mut offset = 0;
        loop {
            let page = journal.service_page(&profile.id, &asked, offset, PAGE)?;
            if page.services.is_empty() {
                return Ok(sheet);
            }
            page.services.iter().for_each(|kept| sheet.add(kept));
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
        self.line(&line);
        self.rows += 1;
    }

    fn line(&mut self, cells: &[String; COLUMNS.len()]) {
        if let Err(error) = self.writer.write_record(cells) {
            self.trouble = Some(error);
        }
    }

    fn write(self, folder: &std::path::Path, name: &str) -> Result<ExportView, CoreError> {
        let internal = |detail: String| CoreError::Internal { detail };
        if let Some(error) = self.trouble {
            return Err(internal(error.to_string()));
        }
        let bytes = self
            .writer
            .into_inner()
            .map_err(|error| internal(error.to_string()))?;
        let mut file = NewFile::begin(folder).map_err(DocumentError::Disk)?;
        file.write(&bytes).map_err(DocumentError::Disk)?;
        let file_name = file
            .place(|number| Some(file_name::numbered(name, number)), |_| false)
            .map_err(DocumentError::Disk)?;
        Ok(ExportView {
            path: folder.join(&file_name).to_string_lossy().into_owned(),
            file_name,
            rows: self.rows,
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            sha256: hex::encode(Sha256::digest(&bytes)),
        })
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
