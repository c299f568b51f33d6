//! What an order costs: its lines, what is due now, what recurs. Decimal sums
//! of what the provider stated; where it stated no price there is no sum.

use kh_api::answers::{Choice, ConfigOption, Price, Product};
use kh_model::{Amount, BillingCycle};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::catalogue::options;
use crate::view::{ChosenOption, LineKind, LineView, OptionKind};

/// The price of an order. A missing price anywhere leaves the sums open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quote {
    /// Product, options, set-up fee, in this order.
    pub(crate) lines: Vec<LineView>,
    /// Due with the order.
    pub(crate) now: Option<Amount>,
    /// Due at each renewal; none for a single payment.
    pub(crate) recurring: Option<Amount>,
    /// Months between renewals.
    pub(crate) every_months: Option<u32>,
    /// The recurring amount by month, rounded to cents.
    pub(crate) per_month: Option<Amount>,
}

/// Adds up what the chosen product costs in the chosen cycle.
pub(crate) fn quote(product: &Product, cycle: &BillingCycle, chosen: &[ChosenOption]) -> Quote {
    let mut sums = Sums::default();
    let price = product.price(cycle);
    let label = product
        .name
        .clone()
        .unwrap_or_else(|| product.id.as_str().to_owned());
    sums.add(
        LineKind::Product,
        label,
        price.and_then(|price| price.amount.clone()),
    );
    if let Some(price) = price {
        sums.add_setup(price, None);
    }
    for choice in chosen {
        if let Some(option) = product
            .options
            .iter()
            .find(|option| option.id == choice.option_id)
        {
            sums.add_option(option, &choice.value, cycle);
        }
    }
    sums.close(cycle)
}

/// An amount by month, rounded half up to cents; none for a cycle without a
/// length.
pub(crate) fn per_month(amount: &Amount, cycle: &BillingCycle) -> Option<Amount> {
    let months = Decimal::from(cycle.months()?);
    let value = amount.value.checked_div(months)?;
    Some(rounded(value, amount))
}

/// The value with at most two decimals, in the currency of `like`.
pub(crate) fn rounded(value: Decimal, like: &Amount) -> Amount {
    let cents = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    Amount::new(cents, like.currency.clone())
}

#[derive(Default)]
struct Sums {
    lines: Vec<LineView>,
    recurring: Vec<Option<Amount>>,
    once: Vec<Option<Amount>>,
    setup_lines: Vec<LineView>,
}

impl Sums {
    fn add(&mut self, kind: LineKind, label: String, amount: Option<Amount>) {
        self.lines.push(LineView {
            kind,
            label,
            amount: amount.as_ref().map(Into::into),
        });
        self.recurring.push(amount);
    }

    /// A fee that is paid once, where it is stated and not zero.
    fn add_setup(&mut self, price: &Price, of: Option<&str>) {
        let Some(fee) = price.setup_fee.as_ref().filter(|fee| !fee.value.is_zero()) else {
            return;
        };
        self.setup_lines.push(LineView {
            kind: LineKind::Setup,
            label: of.unwrap_or_default().to_owned(),
            amount: Some(fee.into()),
        });
        self.once.push(Some(fee.clone()));
    }

    fn add_option(&mut self, option: &ConfigOption, value: &str, cycle: &BillingCycle) {
        let name = option.name.as_deref().unwrap_or(&option.id);
        let (choice, count) = match options::kind(option) {
            OptionKind::Choice => (option.choices.iter().find(|choice| choice.id == value), 1),
            OptionKind::Switch if options::is_on(value) => (option.choices.first(), 1),
            OptionKind::Quantity => (option.choices.first(), value.parse().unwrap_or(0)),
            OptionKind::Switch | OptionKind::Text => return,
        };
        if count == 0 {
            return;
        }
        let label = match (choice.and_then(|choice| choice.name.as_deref()), count) {
            (Some(choice), 1) => format!("{name}: {choice}"),
            (None, 1) => name.to_owned(),
            (Some(_) | None, count) => format!("{name}: {count}"),
        };
        let price = choice.and_then(|choice| choice_price(choice, cycle));
        let amount = price
            .and_then(|price| price.amount.as_ref())
            .and_then(|one| times(one, count));
        self.add(LineKind::Option, label, amount);
        if let Some(price) = price {
            self.add_setup(price, Some(name));
        }
    }

    fn close(self, cycle: &BillingCycle) -> Quote {
        let recurring = total(&self.recurring);
        let now = total(&[self.recurring, self.once].concat());
        let renews = cycle.months().is_some();
        let recurring = recurring.filter(|_| renews);
        let mut lines = self.lines;
        lines.extend(self.setup_lines);
        Quote {
            per_month: recurring
                .as_ref()
                .and_then(|amount| per_month(amount, cycle)),
            every_months: cycle.months(),
            lines,
            now,
            recurring,
        }
    }
}

/// The price of a choice in this cycle. A choice with one price of no named
/// cycle costs that in every cycle.
fn choice_price<'a>(choice: &'a Choice, cycle: &BillingCycle) -> Option<&'a Price> {
    choice.prices.iter().find(|price| price.cycle == *cycle)
}

fn times(amount: &Amount, count: u32) -> Option<Amount> {
    let value = amount.value.checked_mul(Decimal::from(count))?;
    Some(Amount::new(value, amount.currency.clone()))
}

/// The sum; none where one of the amounts is missing or the currencies differ.
fn total(amounts: &[Option<Amount>]) -> Option<Amount> {
    let mut sum: Option<Amount> = None;
    for amount in amounts {
        let amount = amount.as_ref()?;
        sum = Some(match sum {
            None => amount.clone(),
            Some(sum) => sum.plus(amount).ok()?,
        });
    }
    sum
}
