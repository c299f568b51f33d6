//! What the scheduler remembers of one profile while the program runs.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use super::plan::{Plan, late_after};
use super::watched::Subject;

/// When a subject was last asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) at: Timestamp,
    /// Failures in a row.
    pub(crate) failures: u32,
}

/// What is remembered of one profile.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watch {
    pub(crate) asked: HashMap<Subject, Asked>,
    /// Whether whoever connects is still looking.
    pub(crate) connecting: bool,
    /// Long walks that are under way.
    pub(crate) walking: HashSet<Subject>,
    /// Tries in a row that did not get through.
    pub(crate) down_tries: u32,
    /// How often what is unsettled was tried.
    pub(crate) unsettled_tries: u32,
    /// The last answer, in this run or before it.
    pub(crate) last_success: Option<Timestamp>,
    /// Whether anything was answered in this run.
    pub(crate) looked: bool,
    pub(crate) planned: Planned,
}

/// What of a plan is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Planned {
    /// The next look.
    pub(crate) next: Option<Timestamp>,
    /// The usual distance between two looks: that of what is asked most often
    /// of what rests.
    pub(crate) every: Option<SignedDuration>,
}

impl Planned {
    pub(crate) fn of(plan: &Plan) -> Self {
        let resting = |subject: &Subject| match subject {
            Subject::Services | Subject::Credit | Subject::Invoices | Subject::Account => true,
            Subject::Unsettled | Subject::Order(_) | Subject::Service(_) | Subject::Catalogue => {
                false
            }
        };
        Self {
            next: plan.first_due(),
            every: plan
                .next
                .iter()
                .filter(|next| resting(&next.subject))
                .map(|next| next.every)
                .min(),
        }
    }

    /// After how long without a look something is wrong.
    pub(crate) fn late_after(&self) -> SignedDuration {
        late_after(self.every.unwrap_or_default())
    }
}

impl Watch {
    /// Notes how a question went.
    pub(crate) fn note(&mut self, subject: &Subject, at: Timestamp, answered: bool) {
        let before = self.asked.get(subject).map_or(0, |asked| asked.failures);
        let failures = if answered {
            0
        } else {
            before.saturating_add(1)
        };
        self.asked.insert(subject.clone(), Asked { at, failures });
        if *subject == Subject::Unsettled {
            self.unsettled_tries = self.unsettled_tries.saturating_add(1);
        }
        if answered && *subject != Subject::Unsettled {
            self.down_tries = 0;
        }
    }

    /// Forgets when things were asked, so that they are asked at once.
    pub(crate) fn look_again(&mut self) {
        self.asked.clear();
    }
}
