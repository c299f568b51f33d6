//! What the services of an account come to: how many are in each condition,
//! and what falls due in a stretch of time.

use jiff::Timestamp;
use kh_model::{Amount, ProfileId};

use super::ServiceCondition;
use super::rows::{SELECT, kept};
use crate::codec::micros;
use crate::store::rows;
use crate::{Journal, JournalError};

/// A service that falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueService {
    /// What it is called here.
    pub name: String,
    /// For whom, in the reseller's words.
    pub customer: Option<String>,
    /// The day as the provider stated it, `YYYY-MM-DD`.
    pub day: String,
    /// What is paid, where it is stated.
    pub recurring: Option<Amount>,
}

impl Journal {
    /// How many services that are visible to the key are in each condition,
    /// in the order of conditions; those that do not occur are left out.
    ///
    /// # Errors
    /// As for every read.
    pub fn service_conditions(
        &self,
        profile: &ProfileId,
    ) -> Result<Vec<(ServiceCondition, u32)>, JournalError> {
        self.read(|moment| {
            rows(
                moment,
                "SELECT condition, count(*) FROM services
                 WHERE profile_id = ?1 AND missing_since IS NULL
                 GROUP BY condition ORDER BY condition",
                [profile.as_str()],
                |row| Ok((ServiceCondition::at_place(row.get(0)?), row.get(1)?)),
            )
        })
    }

    /// Services that fall due from `from` up to, not including, `before`,
    /// earliest first. Those that are over, missing or state no day are left
    /// out.
    ///
    /// # Errors
    /// As for every read.
    pub fn services_due(
        &self,
        profile: &ProfileId,
        from: Timestamp,
        before: Timestamp,
    ) -> Result<Vec<DueService>, JournalError> {
        let found = self.read(|moment| {
            rows(
                moment,
                &format!(
                    "{SELECT} WHERE s.profile_id = ?1 AND s.due_at >= ?2 AND s.due_at < ?3
                     AND s.missing_since IS NULL ORDER BY s.due_at, s.row"
                ),
                (profile.as_str(), micros(from), micros(before)),
                kept,
            )
        })?;
        let over = |condition: ServiceCondition| condition.is_ended();
        Ok(found
            .into_iter()
            .filter(|service| !over(service.facts.condition()))
            .filter_map(|service| {
                // The day is the provider's own, whatever zone it is in.
                let day = service.facts.next_due.as_ref()?.sorts_at?;
                Some(DueService {
                    name: service.shown_name().to_owned(),
                    day: day.strftime("%F").to_string(),
                    customer: service.own.customer,
                    recurring: service.facts.recurring,
                })
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use kh_model::Stated;

    use super::super::tests::{at, journal, main, service, take, walk};
    use super::*;

    const DAY: i64 = 86_400;

    #[test]
    fn what_is_due_comes_by_day_and_what_is_over_or_missing_is_left_out() {
        let journal = journal();
        let mut later = service("2", "later.example");
        let mut over = service("3", "over.example");
        let mut never = service("4", "never.example");
        later.facts.next_due = later.facts.next_due.map(|mut due| {
            due.raw = "2026-02-03".to_owned();
            due.sorts_at = Some(at(33 * DAY));
            due
        });
        over.facts.status = Some(Stated::read("terminated"));
        never.facts.next_due = None;
        let missing = service("5", "missing.example");
        walk(
            &journal,
            &[
                later.clone(),
                service("1", "first.example"),
                over.clone(),
                never.clone(),
                missing,
            ],
            1,
        );
        walk(
            &journal,
            &[later, service("1", "first.example"), over, never],
            2,
        );
        let due = journal
            .services_due(&main(), at(30 * DAY), at(34 * DAY))
            .unwrap();
        let told: Vec<_> = due
            .iter()
            .map(|one| (one.name.as_str(), one.day.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("first.example", "2026-02-01"),
                ("later.example", "2026-02-03")
            ]
        );
        let before = journal
            .services_due(&main(), at(30 * DAY), at(31 * DAY))
            .unwrap();
        assert_eq!(before, []);
    }

    #[test]
    fn conditions_are_counted_and_what_does_not_occur_is_not_named() {
        let journal = journal();
        let mut stopped = service("2", "stopped.example");
        stopped.facts.power = Some(Stated::read("stopped"));
        take(
            &journal,
            &[
                service("1", "a.example"),
                stopped,
                service("3", "c.example"),
            ],
            1,
        );
        assert_eq!(
            journal.service_conditions(&main()).unwrap(),
            [
                (ServiceCondition::Running, 2),
                (ServiceCondition::Stopped, 1)
            ]
        );
    }
}
