//! What renews within the next seven days, day by day, and what of the credit
//! is left after each. A day is the provider's, whose zone is not stated.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use kh_journal::{DueService, Journal, JournalError};
use kh_model::{Amount, Currency, ProfileId};

use crate::view::{CreditView, Money, RenewalDay, RenewalsView};

/// How far ahead is looked.
const AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Names that are given for a day.
const NAMES: usize = 3;

/// What renews soon.
pub(super) fn view(
    journal: &Journal,
    profile: &ProfileId,
    now: Timestamp,
    credit: Option<&CreditView>,
) -> Result<RenewalsView, JournalError> {
    let today = now
        .as_second()
        .checked_rem_euclid(86_400)
        .map_or(SignedDuration::ZERO, SignedDuration::from_secs);
    let from = now.saturating_sub(today).unwrap_or(now);
    let before = from.saturating_add(AHEAD).unwrap_or(now);
    let due = journal.services_due(profile, from, before)?;
    Ok(by_day(&due, credit.and_then(amount_of)))
}

fn by_day(due: &[DueService], credit: Option<Amount>) -> RenewalsView {
    let mut left = credit;
    let mut total = Sum::default();
    let days = due
        .chunk_by(|one, two| one.day == two.day)
        .map(|services| day(services, &mut total, &mut left))
        .collect();
    RenewalsView {
        count: u32::try_from(due.len()).unwrap_or(u32::MAX),
        sums: total.amounts(),
        unpriced: total.unpriced,
        days,
    }
}

fn day(services: &[DueService], total: &mut Sum, left: &mut Option<Amount>) -> RenewalDay {
    let mut sum = Sum::default();
    for service in services {
        sum.add(service.recurring.as_ref());
        total.add(service.recurring.as_ref());
    }
    // From the first price that is missing on, nothing is known of the rest.
    *left = left.take().and_then(|left| sum.taken_from(&left));
    let mut customers: Vec<String> = Vec::new();
    for customer in services.iter().filter_map(|one| one.customer.as_ref()) {
        if customers.len() < NAMES && !customers.contains(customer) {
            customers.push(customer.clone());
        }
    }
    RenewalDay {
        day: services
            .first()
            .map_or_else(String::new, |one| one.day.clone()),
        count: u32::try_from(services.len()).unwrap_or(u32::MAX),
        names: services
            .iter()
            .take(NAMES)
            .map(|one| one.name.clone())
            .collect(),
        customers,
        amounts: sum.amounts(),
        unpriced: sum.unpriced,
        credit_after: left.as_ref().map(Money::from),
    }
}

/// Amounts by currency.
#[derive(Default)]
struct Sum {
    by_currency: BTreeMap<Option<Currency>, Amount>,
    unpriced: u32,
}

impl Sum {
    fn add(&mut self, amount: Option<&Amount>) {
        let Some(amount) = amount else {
            self.unpriced += 1;
            return;
        };
        let sum = self
            .by_currency
            .entry(amount.currency.clone())
            .or_insert_with(|| Amount::zero(amount.currency.clone()));
        match sum.plus(amount) {
            Ok(more) => *sum = more,
            Err(_) => self.unpriced += 1,
        }
    }

    fn amounts(&self) -> Vec<Money> {
        self.by_currency.values().map(Money::from).collect()
    }

    /// What is left of a credit; none where that cannot be known.
    fn taken_from(&self, credit: &Amount) -> Option<Amount> {
        if self.unpriced > 0 {
            return None;
        }
        let mut left = credit.clone();
        for amount in self.by_currency.values() {
            left = left.minus(amount).ok()?;
        }
        Some(left)
    }
}

fn amount_of(credit: &CreditView) -> Option<Amount> {
    let currency = match &credit.amount.currency {
        Some(code) => Some(Currency::new(code).ok()?),
        None => None,
    };
    Amount::parse(&credit.amount.value, currency).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(text: &str) -> Amount {
        Amount::parse(text, Some(Currency::new("EUR").unwrap())).unwrap()
    }

    fn due(day: &str, name: &str, price: Option<&str>) -> DueService {
        DueService {
            name: name.to_owned(),
            customer: Some("Bakery Nord".to_owned()),
            day: day.to_owned(),
            recurring: price.map(euros),
        }
    }

    fn after(view: &RenewalsView) -> Vec<Option<&str>> {
        view.days
            .iter()
            .map(|day| day.credit_after.as_ref().map(|money| money.value.as_str()))
            .collect()
    }

    #[test]
    fn each_day_takes_its_sum_from_what_the_day_before_left() {
        let services = [
            due("2026-11-25", "db-01", Some("18.90")),
            due("2026-11-25", "db-02", Some("4.90")),
            due("2026-11-28", "render-01", Some("89.00")),
        ];
        let view = by_day(&services, Some(euros("100.00")));
        assert_eq!((view.count, view.unpriced), (3, 0));
        assert_eq!(view.sums, [Money::from(euros("112.80"))]);
        assert_eq!(after(&view), [Some("76.20"), Some("-12.80")]);
        assert_eq!(view.days[0].customers, ["Bakery Nord"]);
        assert_eq!(view.days[0].names, ["db-01", "db-02"]);
    }

    #[test]
    fn a_price_that_is_missing_ends_what_is_known_of_the_credit() {
        let services = [
            due("2026-11-25", "db-01", Some("1.00")),
            due("2026-11-26", "db-02", None),
            due("2026-11-27", "db-03", Some("1.00")),
        ];
        let view = by_day(&services, Some(euros("10.00")));
        assert_eq!(after(&view), [Some("9.00"), None, None]);
        assert_eq!((view.unpriced, view.days[1].unpriced), (1, 1));
    }

    #[test]
    fn another_currency_is_summed_apart_and_not_taken_from_the_credit() {
        let dollars = Amount::parse("5.00", Some(Currency::new("USD").unwrap())).unwrap();
        let mut services = [
            due("2026-11-25", "a", Some("1.00")),
            due("2026-11-25", "b", None),
        ];
        services[1].recurring = Some(dollars.clone());
        let view = by_day(&services, Some(euros("10.00")));
        assert_eq!(
            view.sums,
            [Money::from(euros("1.00")), Money::from(dollars)]
        );
        assert_eq!(after(&view), [None]);
        assert_eq!(after(&by_day(&services, None)), [None]);
    }
}
