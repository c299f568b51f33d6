//! The oracle. It is given what a person clicked and was told, what the journal
//! holds, what exists at the provider and what stood on the wire, and says what
//! is wrong with it. It knows nothing of how the console works.
//!
//! ```text
//! double   a key stands for two orders, or a wish for more than were clicked
//!          by somebody who knew of the others
//! lost     an order exists at the provider, and the journal does not lead to
//!          it; or something was shown and is gone; or money is said not to
//!          have moved that did
//! late     a request was sent 23 hours or more after the first with its key,
//!          or the first one when whoever clicked had long gone
//! silent   a click, or an order, ended neither in a state that the evidence
//!          bears out nor in a plain "this needs you"
//! unequal  two requests under one key differ in their bytes
//! unkept   a request left whose intent a power cut would have taken away
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use kh_core::view::{MoneyMoved, OrderProgress};

use crate::record::{Click, Kept, Record, Shown, There, Told};

/// From here on the provider may have forgotten the key (contract 5).
const SAFE: Duration = Duration::from_secs(23 * 3_600);

/// How long after the click an order leaves for the first time, at most: two
/// minutes, and some seconds for what lies between the click and the console.
const CLICK_STANDS: Duration = Duration::from_secs(125);

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Bought twice.
    pub double: Vec<String>,
    /// Bought and lost.
    pub lost: Vec<String>,
    /// Sent when it was not safe any more.
    pub late: Vec<String>,
    /// Ended without a word.
    pub silent: Vec<String>,
    /// Not the same bytes under one key.
    pub unequal: Vec<String>,
    /// Sent without an intent on the disk.
    pub unkept: Vec<String>,
}

impl Verdict {
    /// Whether nothing is.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        *self == Self::default()
    }

    /// Everything that is wrong, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let all = [
            ("double", &self.double),
            ("lost", &self.lost),
            ("late", &self.late),
            ("silent", &self.silent),
            ("unequal", &self.unequal),
            ("unkept", &self.unkept),
        ];
        let line = |name: &str, found: &String| format!("{name}: {found}");
        all.into_iter()
            .flat_map(|(name, found)| found.iter().map(move |one| line(name, one)))
            .collect()
    }
}

/// Judges a scenario.
#[must_use]
pub fn judge(record: &Record) -> Verdict {
    let facts = Facts::of(record);
    Verdict {
        double: facts.double(),
        lost: facts.lost(),
        late: late(record),
        silent: facts.silent(),
        unequal: unequal(record),
        unkept: unkept(record),
    }
}

struct Facts<'a> {
    record: &'a Record,
    /// The provider's orders by the keys that they came under.
    by_key: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Facts<'a> {
    fn of(record: &'a Record) -> Self {
        let mut by_key: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for done in &record.done {
            if let Some(order) = &done.order {
                by_key.entry(&done.key).or_default().insert(order);
            }
        }
        Self { record, by_key }
    }

    fn there(&self, id: &str) -> Option<&'a There> {
        self.record.there.iter().find(|order| order.id == id)
    }

    /// The provider's order under a key, if there is one.
    fn order_of(&self, key: &str) -> Option<&'a There> {
        let ids = self.by_key.get(key)?;
        ids.iter().find_map(|id| self.there(id))
    }

    fn double(&self) -> Vec<String> {
        let keys = self.by_key.iter().filter(|(_, orders)| orders.len() > 1);
        let mut found: Vec<String> = keys
            .map(|(key, orders)| format!("{key} stands for {orders:?}"))
            .collect();
        for (wish, hostname) in self.record.wishes.iter().enumerate() {
            let orders = self.record.there.iter();
            let orders = orders.filter(|order| order.hostname == *hostname);
            let live = orders.filter(|order| order.status != "cancelled").count();
            let clicks = self.record.clicks.iter();
            let clicks: Vec<&Click> = clicks.filter(|click| click.wish == wish).collect();
            let another = clicks.iter().filter(|click| click.another).count();
            let allowed = usize::from(!clicks.is_empty()) + another;
            if live > allowed {
                found.push(format!("{hostname}: {live} orders, {allowed} wanted"));
            }
        }
        found
    }

    fn lost(&self) -> Vec<String> {
        let mut found = Vec::new();
        for order in &self.record.there {
            let keys = self.by_key.iter();
            let key = keys
                .filter(|(_, ids)| ids.contains(order.id.as_str()))
                .map(|(key, _)| *key)
                .next();
            let kept = key.and_then(|key| self.kept(key));
            match kept {
                None => found.push(format!("order {} is in no journal", order.id)),
                Some(kept) if !leads_to(kept, order) => {
                    found.push(format!("order {} is kept as {kept:?}", order.id));
                }
                Some(_) => {}
            }
        }
        for no in &self.record.seen {
            if !self.record.kept.iter().any(|kept| kept.no == *no) {
                found.push(format!("No. {no} was shown and is gone"));
            }
        }
        found.extend(
            self.record
                .clicks
                .iter()
                .filter_map(|click| self.untrue(&click.key, &click.told)),
        );
        found.extend(self.record.repeats.iter().filter_map(|repeat| {
            let mut kept = self.record.kept.iter();
            let kept = kept.find(|kept| kept.no == repeat.no)?;
            self.untrue(&kept.key, &repeat.told)
        }));
        found
    }

    /// Somebody was told that nothing was bought, and something was.
    fn untrue(&self, key: &str, told: &Told) -> Option<String> {
        let order = self.order_of(key)?;
        let denied = match told {
            Told::Nothing => false,
            Told::Order(_, progress) => is_denial(*progress) && order.status != "cancelled",
            Told::Refused(_, MoneyMoved::No) => true,
            Told::Refused(_, MoneyMoved::Unknown | MoneyMoved::NotConcerned) => false,
        };
        denied.then(|| format!("order {} exists after {told:?}", order.id))
    }

    fn kept(&self, key: &str) -> Option<&'a Kept> {
        self.record.kept.iter().find(|kept| kept.key == key)
    }

    fn silent(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.record.stuck {
            found.push("the console waits for nothing".to_owned());
        }
        for kept in &self.record.kept {
            let shown = self.record.shown.iter().find(|one| one.no == kept.no);
            match shown {
                None => found.push(format!("No. {} is on no screen", kept.no)),
                Some(shown) => found.extend(self.unfounded(shown)),
            }
            if kept.evidence == 0 {
                found.push(format!("No. {} has no evidence", kept.no));
            }
        }
        found
    }

    /// Why what is shown of an order is not borne out, if so.
    fn unfounded(&self, shown: &Shown) -> Option<String> {
        use OrderProgress as P;
        let order = self.order_of(&shown.key);
        let status = order.map(|order| order.status.as_str());
        let fits = match shown.progress {
            // Nobody works on it: these would wait for ever.
            P::Written | P::Sending => false,
            // Everything works again: only a provider that never says what
            // became of it leaves this open.
            P::Unknown => shown.needs_you && self.record.silent_keys.contains(&shown.key),
            P::NeedsPerson => shown.needs_you,
            P::Unpaid => shown.needs_you && status.is_some(),
            P::Accepted | P::Paid | P::Provisioned => {
                matches!(status, Some("paid" | "active"))
            }
            P::Cancelled | P::CancelledPaid => status == Some("cancelled"),
            P::Refused | P::NotSent | P::Closed => status.is_none(),
        };
        (!fits).then(|| format!("{shown:?}, and at the provider {order:?}"))
    }
}

/// Whether a state says that nothing was bought.
fn is_denial(progress: OrderProgress) -> bool {
    use OrderProgress as P;
    match progress {
        P::Refused | P::Cancelled | P::NotSent | P::Closed => true,
        P::Written | P::Sending | P::Unknown | P::Accepted | P::Unpaid => false,
        P::Paid | P::Provisioned | P::CancelledPaid | P::NeedsPerson => false,
    }
}

/// Whether whoever reads the journal finds the order, or is told to look.
fn leads_to(kept: &Kept, order: &There) -> bool {
    match &kept.order_id {
        Some(id) => *id == order.id,
        None => kept.open || matches!(kept.state.as_str(), "needs_person" | "unpaid"),
    }
}

fn late(record: &Record) -> Vec<String> {
    let mut first: BTreeMap<&str, Duration> = BTreeMap::new();
    let mut found = Vec::new();
    for sent in record.sent.iter().filter(|sent| sent.is_order()) {
        let began = *first.entry(&sent.key).or_insert(sent.at);
        let age = sent.at.saturating_sub(began);
        if age >= SAFE {
            found.push(format!("{} at an age of {age:?}", sent.key));
        }
    }
    for click in &record.clicks {
        let Some(left) = first.get(click.key.as_str()) else {
            continue;
        };
        // Where a pause of the machine hid the time of the click from both clocks,
        // what counts is that the price was read again, and not long before.
        let since = last_asked_for(record, click, *left).max(last_priced(record, *left));
        let after = left.saturating_sub(since);
        if after > CLICK_STANDS {
            found.push(format!("{} left {after:?} after its click", click.key));
        }
    }
    found
}

/// When a product was last read before that moment.
fn last_priced(record: &Record, before: Duration) -> Duration {
    let reads = record.sent.iter().filter(|sent| {
        sent.method == "GET" && sent.path.contains("/products/") && sent.at <= before
    });
    reads.map(|sent| sent.at).max().unwrap_or_default()
}

/// When an order was last asked for before that moment: by its click, or by one
/// on "send the identical order again".
fn last_asked_for(record: &Record, click: &Click, before: Duration) -> Duration {
    let kept = record.kept.iter().find(|kept| kept.key == click.key);
    let again = record
        .repeats
        .iter()
        .filter(|again| kept.is_some_and(|kept| kept.no == again.no) && again.at <= before)
        .map(|again| again.at);
    again.fold(click.at, Duration::max)
}

fn unequal(record: &Record) -> Vec<String> {
    let mut first: BTreeMap<&str, &[u8]> = BTreeMap::new();
    let mut nonces: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for sent in &record.sent {
        if !sent.nonce.is_empty() && !nonces.insert(&sent.nonce) {
            found.push(format!("the nonce {} twice", sent.nonce));
        }
        if !sent.is_order() {
            continue;
        }
        if *first.entry(&sent.key).or_insert(&sent.body) != sent.body.as_slice() {
            found.push(format!("{} with other bytes", sent.key));
        }
        let kept = record.kept.iter().find(|kept| kept.key == sent.key);
        if kept.is_some_and(|kept| kept.body != sent.body) {
            found.push(format!("{} with other bytes than its intent", sent.key));
        }
    }
    found
}

fn unkept(record: &Record) -> Vec<String> {
    let orders = record.sent.iter().filter(|sent| sent.is_order());
    orders
        .filter(|sent| !sent.durable)
        .map(|sent| format!("{} left at {:?}", sent.key, sent.at))
        .collect()
}
