//! Rows of services: how they are written and read back.

use jiff::Timestamp;
use kh_model::{BillingCycle, OrderId, ProductId, ProfileId, RequestId, ServiceId, Stated};
use rusqlite::{Connection, Row, named_params};

use super::facts::shown_name;
use super::keys::{price_key, text_key};
use super::{
    KeptOriginal, KeptService, MomentPrecision, ServiceFacts, ServiceOriginal, StatedMoment,
    own_words,
};
use crate::codec::{
    amount_text, json, maybe_text, maybe_time, micros, read_amount, text, time, to_json,
};
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// All columns a service is read from, with its own words.
pub(super) const SELECT: &str = "SELECT s.row, s.id, s.order_id, s.product_id, s.product_name, \
     s.hostname, s.family, s.status, s.power, s.ip, s.ips, s.cycle, s.recurring, s.due_raw, \
     s.due_precision, s.due_at, s.made_raw, s.made_precision, s.made_at, s.first_seen_at, \
     s.seen_at, s.changed_at, s.missing_since, s.request_id, \
     w.name AS own_name, w.customer AS own_customer, w.note AS own_note \
     FROM services s LEFT JOIN service_own_words w \
     ON w.profile_id = s.profile_id AND w.service_id = s.id";

impl Journal {
    /// One service as it is kept.
    ///
    /// # Errors
    /// As for every read.
    pub fn service(
        &self,
        profile: &ProfileId,
        id: &ServiceId,
    ) -> Result<Option<KeptService>, JournalError> {
        self.read(|moment| Ok(find(moment, profile, id)?.map(|(_, kept)| kept)))
    }

    /// The services that came from an order of the provider, oldest first.
    ///
    /// # Errors
    /// As for every read.
    pub fn services_of_order(
        &self,
        profile: &ProfileId,
        order: &OrderId,
    ) -> Result<Vec<KeptService>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                &format!("{SELECT} WHERE s.profile_id = ?1 AND s.order_id = ?2 ORDER BY s.row"),
                (profile.as_str(), order.as_str()),
                kept,
            )
        })
    }

    /// What the provider said of a service, without what may be secret.
    ///
    /// # Errors
    /// As for every read.
    pub fn service_original(
        &self,
        profile: &ProfileId,
        id: &ServiceId,
    ) -> Result<Option<KeptOriginal>, JournalError> {
        self.read(|moment| {
            first(
                moment,
                "SELECT o.original, o.withheld, s.seen_at, s.request_id
                 FROM services s JOIN service_originals o ON o.row = s.row
                 WHERE s.profile_id = ?1 AND s.id = ?2",
                (profile.as_str(), id.as_str()),
                |row| {
                    Ok(KeptOriginal {
                        original: ServiceOriginal {
                            text: row.get("original")?,
                            withheld: json(row, "withheld")?,
                        },
                        read_at: time(row, "seen_at")?,
                        request_id: maybe_text(row, "request_id", |id| RequestId::new(id))?,
                    })
                },
            )
        })
    }
}

/// A service with its row.
pub(super) fn find(
    moment: &Connection,
    profile: &ProfileId,
    id: &ServiceId,
) -> Result<Option<(i64, KeptService)>, JournalError> {
    first(
        moment,
        &format!("{SELECT} WHERE s.profile_id = ?1 AND s.id = ?2"),
        (profile.as_str(), id.as_str()),
        with_row,
    )
}

pub(super) fn with_row(row: &Row<'_>) -> rusqlite::Result<(i64, KeptService)> {
    Ok((row.get("row")?, kept(row)?))
}

pub(super) fn kept(row: &Row<'_>) -> rusqlite::Result<KeptService> {
    let words = |column: &'static str| -> rusqlite::Result<Option<String>> { row.get(column) };
    Ok(KeptService {
        facts: ServiceFacts {
            id: text(row, "id", |id| ServiceId::new(id))?,
            order_id: maybe_text(row, "order_id", |id| OrderId::new(id))?,
            product_id: maybe_text(row, "product_id", |id| ProductId::new(id))?,
            name: words("product_name")?,
            hostname: words("hostname")?,
            family: row.get("family")?,
            // The reading is made anew from the word, so that a program that
            // knows more words reads more.
            status: words("status")?.map(|word| Stated::read(&word)),
            power: words("power")?.map(|word| Stated::read(&word)),
            ip: words("ip")?,
            ips: json(row, "ips")?,
            cycle: words("cycle")?.map(|word| BillingCycle::read(&word)),
            recurring: maybe_text(row, "recurring", read_amount)?,
            next_due: moment(row, "due_raw", "due_precision", "due_at")?,
            created_at: moment(row, "made_raw", "made_precision", "made_at")?,
        },
        own: own_words::read(row)?,
        first_seen_at: time(row, "first_seen_at")?,
        seen_at: time(row, "seen_at")?,
        changed_at: time(row, "changed_at")?,
        missing_since: maybe_time(row, "missing_since")?,
        request_id: maybe_text(row, "request_id", |id| RequestId::new(id))?,
    })
}

fn moment(
    row: &Row<'_>,
    raw: &'static str,
    precision: &'static str,
    at: &'static str,
) -> rusqlite::Result<Option<StatedMoment>> {
    let Some(raw) = row.get(raw)? else {
        return Ok(None);
    };
    let precision = maybe_text(row, precision, |word| {
        MomentPrecision::read(word).ok_or("an unknown word")
    })?;
    Ok(Some(StatedMoment {
        raw,
        precision: precision.unwrap_or(MomentPrecision::Unknown),
        sorts_at: maybe_time(row, at)?,
    }))
}

/// Adds a service or replaces its facts; gives its row.
pub(super) fn put(
    write: &Connection,
    profile: &ProfileId,
    kept: &KeptService,
    walk: i64,
) -> Result<i64, JournalError> {
    let KeptService {
        facts,
        own,
        first_seen_at,
        seen_at,
        changed_at,
        missing_since,
        request_id,
    } = kept;
    let mut statement = write.prepare_cached(
        "INSERT INTO services (profile_id, id, order_id, product_id, product_name, hostname,
             family, status, power, condition, ip, ips, cycle, recurring,
             due_raw, due_precision, due_at, made_raw, made_precision, made_at,
             first_seen_at, seen_at, changed_at, missing_since, request_id, walk,
             name_key, customer_key, product_key, price_key)
         VALUES (:profile, :id, :order, :product, :product_name, :hostname,
             :family, :status, :power, :condition, :ip, :ips, :cycle, :recurring,
             :due_raw, :due_precision, :due_at, :made_raw, :made_precision, :made_at,
             :first_seen, :seen, :changed, :missing, :request, :walk,
             :name_key, :customer_key, :product_key, :price_key)
         ON CONFLICT (profile_id, id) DO UPDATE SET
             order_id = :order, product_id = :product, product_name = :product_name,
             hostname = :hostname, family = :family, status = :status, power = :power,
             condition = :condition, ip = :ip, ips = :ips, cycle = :cycle,
             recurring = :recurring, due_raw = :due_raw, due_precision = :due_precision,
             due_at = :due_at, made_raw = :made_raw, made_precision = :made_precision,
             made_at = :made_at, seen_at = :seen, changed_at = :changed,
             missing_since = :missing, request_id = :request, walk = :walk,
             name_key = :name_key, customer_key = :customer_key, product_key = :product_key,
             price_key = :price_key
         RETURNING row",
    )?;
    let due = facts.next_due.as_ref();
    let made = facts.created_at.as_ref();
    let row = statement.query_row(
        named_params! {
            ":profile": profile.as_str(),
            ":id": facts.id.as_str(),
            ":order": facts.order_id.as_ref().map(OrderId::as_str),
            ":product": facts.product_id.as_ref().map(ProductId::as_str),
            ":product_name": facts.name,
            ":hostname": facts.hostname,
            ":family": facts.family,
            ":status": facts.status.as_ref().map(|status| status.raw.as_str()),
            ":power": facts.power.as_ref().map(|power| power.raw.as_str()),
            ":condition": facts.condition().place(),
            ":ip": facts.ip,
            ":ips": to_json(&facts.ips)?,
            ":cycle": facts.cycle.as_ref().map(BillingCycle::as_str),
            ":recurring": facts.recurring.as_ref().map(amount_text),
            ":due_raw": due.map(|due| due.raw.as_str()),
            ":due_precision": due.map(|due| due.precision.as_str()),
            ":due_at": due.and_then(|due| due.sorts_at).map(micros),
            ":made_raw": made.map(|made| made.raw.as_str()),
            ":made_precision": made.map(|made| made.precision.as_str()),
            ":made_at": made.and_then(|made| made.sorts_at).map(micros),
            ":first_seen": micros(*first_seen_at),
            ":seen": micros(*seen_at),
            ":changed": micros(*changed_at),
            ":missing": missing_since.map(micros),
            ":request": request_id.as_ref().map(RequestId::as_str),
            ":walk": walk,
            ":name_key": text_key(shown_name(facts, own)),
            ":customer_key": own.customer.as_deref().map(text_key),
            ":product_key": facts.name.as_deref().map(text_key),
            ":price_key": facts.recurring.as_ref().map(price_key),
        },
        |row| row.get("row"),
    )?;
    Ok(row)
}

/// Notes that a service was seen and is as it was before.
pub(super) fn touch(
    write: &Connection,
    row: i64,
    at: Timestamp,
    request_id: Option<&RequestId>,
    walk: i64,
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "UPDATE services SET seen_at = ?2, request_id = ?3, walk = ?4 WHERE row = ?1",
    )?;
    statement.execute((row, micros(at), request_id.map(RequestId::as_str), walk))?;
    Ok(())
}

/// Sorts a service anew after its own words have changed.
pub(super) fn rename(write: &Connection, row: i64, kept: &KeptService) -> Result<(), JournalError> {
    write.execute(
        "UPDATE services SET name_key = ?2, customer_key = ?3 WHERE row = ?1",
        (
            row,
            text_key(kept.shown_name()),
            kept.own.customer.as_deref().map(text_key),
        ),
    )?;
    Ok(())
}

/// Keeps what the provider said, if it said something else than before.
pub(super) fn put_original(
    write: &Connection,
    row: i64,
    original: &ServiceOriginal,
) -> Result<(), JournalError> {
    let mut statement = write.prepare_cached(
        "INSERT INTO service_originals VALUES (?1, ?2, ?3)
         ON CONFLICT (row) DO UPDATE SET original = ?2, withheld = ?3
         WHERE original <> ?2 OR withheld <> ?3",
    )?;
    statement.execute((row, &original.text, to_json(&original.withheld)?))?;
    Ok(())
}
