//! Puts the catalogue together: rows of products in, products with prices for
//! every cycle out.

use kh_model::BillingCycle;
use rust_decimal::Decimal;

use super::{hosting, options, servers};
use crate::money;
use crate::world::{ConfigOption, Family, Price, Product};

/// The whole catalogue: 40 products in six families, in the order of their ids.
/// It is the same for every seed of a world, so that documents and pictures stay
/// true.
pub(crate) fn catalogue() -> Vec<Product> {
    let mut rows = servers::rows();
    rows.extend(hosting::rows());
    rows.into_iter().map(Row::into_product).collect()
}

/// Four products for worlds that must be quick to make: one with a required
/// operating system, the documented example, one out of stock, one webspace.
pub(crate) fn small_catalogue() -> Vec<Product> {
    let mut products = catalogue();
    products.retain(|product| matches!(product.id, 41 | 42 | 62 | 71));
    products
}

/// One product as it is written down; all money in cents.
pub(super) struct Row {
    pub(super) id: u64,
    pub(super) name: &'static str,
    pub(super) family: Family,
    pub(super) description: &'static str,
    /// What a month costs; longer cycles follow from it.
    pub(super) month: i64,
    pub(super) setup: i64,
    pub(super) terms: Terms,
    pub(super) in_stock: bool,
    pub(super) options: Vec<options::Draft>,
}

impl Row {
    /// A product without setup fee that is in stock.
    pub(super) fn new(
        id: u64,
        name: &'static str,
        family: Family,
        description: &'static str,
        month: i64,
        terms: Terms,
        options: Vec<options::Draft>,
    ) -> Self {
        Self {
            id,
            name,
            family,
            description,
            month,
            setup: 0,
            terms,
            in_stock: true,
            options,
        }
    }

    pub(super) fn setup(mut self, cents: i64) -> Self {
        self.setup = cents;
        self
    }

    pub(super) fn sold_out(mut self) -> Self {
        self.in_stock = false;
        self
    }

    fn into_product(self) -> Product {
        let terms = self.terms;
        let options: Vec<ConfigOption> = self
            .options
            .into_iter()
            .map(|draft| draft.into_option(terms))
            .collect();
        Product {
            id: self.id,
            name: self.name.to_owned(),
            family: self.family,
            description: self.description.to_owned(),
            currency: "EUR".to_owned(),
            in_stock: self.in_stock,
            setup_fee: Decimal::new(self.setup, 2),
            prices: terms.prices(self.month),
            options,
        }
    }
}

/// Which cycles a product is sold in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Terms {
    /// By the month and by the quarter; a year is listed, not offered. This is
    /// the example of contract 13.
    Short,
    /// By the month only, and nothing else is listed.
    MonthOnly,
    /// From a month to a year.
    UpToAYear,
    /// From a month to three years.
    UpToThreeYears,
    /// By the year or longer; a month is listed, not offered.
    FromAYear,
    /// Paid once.
    Once,
}

impl Terms {
    /// The price of every listed cycle, from the price of a month in cents.
    pub(super) fn prices(self, month: i64) -> Vec<Price> {
        self.tenths()
            .iter()
            .map(|(cycle, tenths)| Price {
                cycle: cycle.clone(),
                amount: tenths.map(|tenths| money::cents(Decimal::new(month * tenths, 3))),
            })
            .collect()
    }

    /// How many tenths of a month's price each listed cycle costs; none where it
    /// is not offered. Half a year is 5 % cheaper, a year 10, two 15, three 20.
    fn tenths(self) -> Vec<(BillingCycle, Option<i64>)> {
        use BillingCycle::{
            Annually, Biennially, Monthly, OneTime, Quarterly, Semiannually, Triennially,
        };
        match self {
            Self::Short => vec![(Monthly, Some(10)), (Quarterly, Some(30)), (Annually, None)],
            Self::MonthOnly => vec![(Monthly, Some(10))],
            Self::UpToAYear => vec![
                (Monthly, Some(10)),
                (Quarterly, Some(30)),
                (Semiannually, Some(57)),
                (Annually, Some(108)),
            ],
            Self::UpToThreeYears => vec![
                (Monthly, Some(10)),
                (Quarterly, Some(30)),
                (Semiannually, Some(57)),
                (Annually, Some(108)),
                (Biennially, Some(204)),
                (Triennially, Some(288)),
            ],
            Self::FromAYear => vec![
                (Monthly, None),
                (Annually, Some(108)),
                (Biennially, Some(204)),
                (Triennially, Some(288)),
            ],
            Self::Once => vec![(OneTime, Some(10))],
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::world::OptionKind;

    fn product(id: u64) -> Product {
        let found = catalogue().into_iter().find(|product| product.id == id);
        found.unwrap()
    }

    fn euros(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_documented_example_costs_what_the_contract_says_and_needs_no_option() {
        let example = product(42);
        let amounts: Vec<_> = example
            .prices
            .iter()
            .map(|price| (price.cycle.as_str(), price.amount.map(money::text)))
            .collect();
        let text = |amount: &str| Some(amount.to_owned());
        assert_eq!(
            amounts,
            [
                ("monthly", text("9.90")),
                ("quarterly", text("29.70")),
                ("annually", None)
            ]
        );
        assert_eq!(example.setup_fee, Decimal::ZERO);
        assert!(example.in_stock);
        assert!(example.options.iter().all(|option| !option.required));
        let system = &example.options[0];
        assert_eq!((system.id, system.name.as_str()), (7, "Operating system"));
        assert_eq!(
            (system.choices[0].id, system.choices[0].name.as_str()),
            (71, "Debian 12")
        );
    }

    #[test]
    fn there_are_forty_products_in_six_families_each_marked_as_invented() {
        let all = catalogue();
        assert_eq!(all.len(), 40);
        assert!(all.is_sorted_by(|one, next| one.id < next.id));
        let families: HashSet<&str> = all.iter().map(|product| product.family.label()).collect();
        assert_eq!(families.len(), 6);
        for product in &all {
            assert!(product.name.starts_with("Sandbox "), "{}", product.name);
            assert!(product.description.len() > 40, "{}", product.name);
            assert_eq!(product.currency, "EUR");
        }
        let names: HashSet<&str> = all.iter().map(|product| product.name.as_str()).collect();
        assert_eq!(names.len(), all.len());
    }

    #[test]
    fn every_monthly_price_lies_in_the_agreed_range_and_both_ends_occur() {
        let months: Vec<Decimal> = catalogue()
            .iter()
            .filter_map(|product| product.price(&BillingCycle::Monthly))
            .collect();
        assert_eq!(months.iter().min(), Some(&euros("3.90")));
        assert_eq!(months.iter().max(), Some(&euros("119.90")));
    }

    #[test]
    fn a_longer_cycle_costs_more_in_sum_and_never_more_per_month() {
        for product in catalogue() {
            let mut last: Option<(u32, Decimal)> = None;
            for price in &product.prices {
                let (Some(months), Some(amount)) = (price.cycle.months(), price.amount) else {
                    continue;
                };
                if let Some((fewer, less)) = last {
                    assert!(amount > less, "{}", product.name);
                    let this = amount / Decimal::from(months);
                    let before = less / Decimal::from(fewer);
                    assert!(this <= before, "{}", product.name);
                }
                last = Some((months, amount));
            }
        }
        assert_eq!(
            product(41).price(&BillingCycle::Annually),
            Some(euros("42.12"))
        );
    }

    #[test]
    fn one_product_is_sold_out_some_cost_a_setup_fee_and_some_lack_a_month() {
        let all = catalogue();
        let count = |is: fn(&Product) -> bool| all.iter().filter(|one| is(one)).count();
        assert_eq!(count(|one| !one.in_stock), 1);
        assert!(count(|one| one.setup_fee > Decimal::ZERO) >= 5);
        assert!(count(|one| one.price(&BillingCycle::Monthly).is_none()) >= 2);
        assert!(count(|one| one.prices.len() == 1) >= 2);
    }

    #[test]
    fn every_server_but_the_documented_example_requires_an_operating_system() {
        for product in catalogue() {
            let server = matches!(
                product.family,
                Family::KvmRootserver | Family::DedicatedServer
            );
            let required = product
                .options
                .iter()
                .any(|option| option.name == "Operating system" && option.required);
            assert_eq!(server && product.id != 42, required, "{}", product.name);
        }
    }

    #[test]
    fn options_are_priced_for_the_very_cycles_of_their_product() {
        for product in catalogue() {
            let cycles: Vec<_> = product
                .prices
                .iter()
                .map(|price| (&price.cycle, price.amount.is_some()))
                .collect();
            for option in &product.options {
                for choice in &option.choices {
                    let priced: Vec<_> = choice
                        .prices
                        .iter()
                        .map(|price| (&price.cycle, price.amount.is_some()))
                        .collect();
                    assert_eq!(priced, cycles, "{}: {}", product.name, choice.name);
                }
            }
        }
    }

    #[test]
    fn an_option_means_the_same_wherever_it_recurs() {
        let mut known = std::collections::HashMap::new();
        for product in catalogue() {
            let mut here = HashSet::new();
            for option in product.options {
                assert!(here.insert(option.id), "twice in {}", product.name);
                let names: Vec<_> = option
                    .choices
                    .iter()
                    .map(|choice| (choice.id, choice.name.clone()))
                    .collect();
                let single = matches!(option.kind, OptionKind::YesNo | OptionKind::Quantity { .. });
                assert!(!single || names.len() == 1, "{}", option.name);
                let meaning = (option.name, names);
                let first = known.entry(option.id).or_insert_with(|| meaning.clone());
                assert_eq!(*first, meaning);
            }
        }
    }

    #[test]
    fn the_small_catalogue_has_one_of_each_kind() {
        let small = small_catalogue();
        let ids: Vec<u64> = small.iter().map(|product| product.id).collect();
        assert_eq!(ids, [41, 42, 62, 71]);
        assert!(!small[2].in_stock);
        assert_eq!(small[3].family, Family::Webspace);
    }
}
