//! Rows of services: how they are written and read back.

use std::fmt::Display;

use jiff::Timestamp;
use kh_model::{BillingCycle, OrderId, ProductId, ProfileId, RequestId, ServiceId, Stated};
use rusqlite::{Connection, Row, named_params};

use super::facts::shown_name;
use super::keys::{price_key, text_key};
use super::{
    KeptOriginal, KeptService, MomentPrecision, OwnWords, ServiceFacts, ServiceOriginal,
    StatedMoment,
};
use crate::codec::{amount_text, bad, json, maybe_text, micros, read_amount, time, to_json};
use crate::store::{first, rows};
use crate::{Journal, JournalError};

/// All columns a service is read from, with its own words; `place` has their
/// numbers. Looking them up by name takes longer than reading them.
pub(super) const SELECT: &str = "SELECT s.row, s.id, s.order_id, s.product_id, s.product_name, \
     s.hostname, s.family, s.status, s.power, s.ip, s.ips, s.cycle, s.recurring, s.due_raw, \
     s.due_precision, s.due_at, s.made_raw, s.made_precision, s.made_at, s.first_seen_at, \
     s.seen_at, s.changed_at, s.missing_since, s.request_id, w.name, w.customer, w.note \
     FROM services s LEFT JOIN service_own_words w \
     ON w.profile_id = s.profile_id AND w.service_id = s.id";

/// The columns of [`SELECT`].
mod place {
    pub(super) const ROW: usize = 0;
    pub(super) const ID: usize = 1;
    pub(super) const ORDER: usize = 2;
    pub(super) const PRODUCT: usize = 3;
    pub(super) const PRODUCT_NAME: usize = 4;
    pub(super) const HOSTNAME: usize = 5;
    pub(super) const FAMILY: usize = 6;
    pub(super) const STATUS: usize = 7;
    pub(super) const POWER: usize = 8;
    pub(super) const IP: usize = 9;
    pub(super) const IPS: usize = 10;
    pub(super) const CYCLE: usize = 11;
    pub(super) const RECURRING: usize = 12;
    /// Raw words, precision and time, one after the other.
    pub(super) const DUE: usize = 13;
    /// As due.
    pub(super) const MADE: usize = 16;
    pub(super) const FIRST_SEEN: usize = 19;
    pub(super) const SEEN: usize = 20;
    pub(super) const CHANGED: usize = 21;
    pub(super) const MISSING: usize = 22;
    pub(super) const REQUEST: usize = 23;
    pub(super) const OWN_NAME: usize = 24;
    pub(super) const OWN_CUSTOMER: usize = 25;
    pub(super) const OWN_NOTE: usize = 26;
}

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
    Ok((row.get(place::ROW)?, kept(row)?))
}

pub(super) fn kept(row: &Row<'_>) -> rusqlite::Result<KeptService> {
    let words = |column: usize| -> rusqlite::Result<Option<String>> { row.get(column) };
    Ok(KeptService {
        facts: ServiceFacts {
            id: needed(read(row, place::ID, |id| ServiceId::new(id))?)?,
            order_id: read(row, place::ORDER, |id| OrderId::new(id))?,
            product_id: read(row, place::PRODUCT, |id| ProductId::new(id))?,
            name: words(place::PRODUCT_NAME)?,
            hostname: words(place::HOSTNAME)?,
            family: row.get(place::FAMILY)?,
            // The reading is made anew from the word, so that a program that
            // knows more words reads more.
            status: read_word(row, place::STATUS, Stated::read)?,
            power: read_word(row, place::POWER, Stated::read)?,
            ip: words(place::IP)?,
            ips: needed(read(row, place::IPS, |text| serde_json::from_str(text))?)?,
            cycle: read_word(row, place::CYCLE, BillingCycle::read)?,
            recurring: read(row, place::RECURRING, read_amount)?,
            next_due: moment(row, place::DUE)?,
            created_at: moment(row, place::MADE)?,
        },
        own: OwnWords {
            name: words(place::OWN_NAME)?,
            customer: words(place::OWN_CUSTOMER)?,
            note: words(place::OWN_NOTE)?,
        },
        first_seen_at: needed(time_at(row, place::FIRST_SEEN)?)?,
        seen_at: needed(time_at(row, place::SEEN)?)?,
        changed_at: needed(time_at(row, place::CHANGED)?)?,
        missing_since: time_at(row, place::MISSING)?,
        request_id: read(row, place::REQUEST, |id| RequestId::new(id))?,
    })
}

/// A time stated by the provider: its words, their precision, where it sorts.
fn moment(row: &Row<'_>, from: usize) -> rusqlite::Result<Option<StatedMoment>> {
    let Some(raw) = row.get(from)? else {
        return Ok(None);
    };
    let precision = read_word(row, from + 1, MomentPrecision::read)?;
    Ok(Some(StatedMoment {
        raw,
        precision: precision.flatten().unwrap_or(MomentPrecision::Unknown),
        sorts_at: time_at(row, from + 2)?,
    }))
}

fn read<T, E: Display>(
    row: &Row<'_>,
    column: usize,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> rusqlite::Result<Option<T>> {
    let text = row.get_ref(column)?.as_str_or_null()?;
    text.map(|text| read(text).map_err(|error| bad(TABLE, error)))
        .transpose()
}

fn read_word<T>(
    row: &Row<'_>,
    column: usize,
    read: impl FnOnce(&str) -> T,
) -> rusqlite::Result<Option<T>> {
    Ok(row.get_ref(column)?.as_str_or_null()?.map(read))
}

fn time_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    let stored: Option<i64> = row.get(column)?;
    stored
        .map(|value| Timestamp::from_microsecond(value).map_err(|error| bad(TABLE, error)))
        .transpose()
}

fn needed<T>(value: Option<T>) -> rusqlite::Result<T> {
    value.ok_or_else(|| bad(TABLE, "a value is missing"))
}

/// Where a value that cannot be read lies.
const TABLE: &str = "services";

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
