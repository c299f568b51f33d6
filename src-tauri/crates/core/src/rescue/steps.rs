//! "Topping up 18.40 saves these three": what new credit would save of the
//! orders that wait, the one that ends first before all others. Pure.

use kh_model::Amount;

/// An order that waits to be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// Its number.
    pub(crate) no: i64,
    /// What it costs.
    pub(crate) amount: Amount,
}

/// What one amount of new credit would save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// How much to add.
    pub(crate) top_up: Amount,
    /// Numbers of the orders that can be paid then.
    pub(crate) saves: Vec<i64>,
}

/// The steps for orders sorted by deadline, and the numbers of those that are
/// in none: they cost another currency than there is credit of. Steps that cost
/// the same are one.
pub(crate) fn steps(credit: Option<&Amount>, waiting: &[Waiting]) -> (Vec<Step>, Vec<i64>) {
    let mut steps: Vec<Step> = Vec::new();
    let mut outside = Vec::new();
    let Some(credit) = credit else {
        return (steps, waiting.iter().map(|one| one.no).collect());
    };
    let mut due = Amount::zero(credit.currency.clone());
    let mut saves = Vec::new();
    for one in waiting {
        let sum = due.plus(&one.amount);
        let missing = sum
            .as_ref()
            .ok()
            .and_then(|sum| sum.minus(credit).ok())
            .filter(|_| one.amount.currency == credit.currency);
        let (Ok(sum), Some(missing)) = (sum, missing) else {
            outside.push(one.no);
            continue;
        };
        due = sum;
        saves.push(one.no);
        let top_up = if missing.value.is_sign_negative() {
            Amount::zero(missing.currency)
        } else {
            missing
        };
        match steps.last_mut().filter(|last| last.top_up == top_up) {
            Some(last) => last.saves.clone_from(&saves),
            None => steps.push(Step {
                top_up,
                saves: saves.clone(),
            }),
        }
    }
    (steps, outside)
}

#[cfg(test)]
mod tests {
    use kh_model::Currency;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    fn cents(cents: i64) -> Amount {
        Amount::new(Decimal::new(cents, 2), Currency::new("EUR").ok())
    }

    fn waiting(prices: &[i64]) -> Vec<Waiting> {
        let numbered = prices.iter().zip(1..);
        numbered
            .map(|(price, no)| Waiting {
                no,
                amount: cents(*price),
            })
            .collect()
    }

    #[test]
    fn a_top_up_saves_what_ends_first_and_then_the_next() {
        let (steps, outside) = steps(Some(&cents(400)), &waiting(&[990, 1_890, 490]));
        let told: Vec<(String, Vec<i64>)> = steps
            .iter()
            .map(|step| (step.top_up.to_string(), step.saves.clone()))
            .collect();
        assert_eq!(
            told,
            [
                ("5.90 EUR".to_owned(), vec![1]),
                ("24.80 EUR".to_owned(), vec![1, 2]),
                ("29.70 EUR".to_owned(), vec![1, 2, 3]),
            ]
        );
        assert!(outside.is_empty());
    }

    #[test]
    fn what_the_credit_covers_already_is_one_step_that_costs_nothing() {
        let (steps, _) = steps(Some(&cents(2_000)), &waiting(&[990, 990, 490]));
        assert_eq!(steps[0].top_up, cents(0));
        assert_eq!(steps[0].saves, [1, 2]);
        assert_eq!(steps[1].saves, [1, 2, 3]);
    }

    #[test]
    fn another_currency_and_a_credit_nobody_read_are_told_apart() {
        let mut waits = waiting(&[990, 500]);
        waits[0].amount = Amount::new(Decimal::new(990, 2), Currency::new("CHF").ok());
        let (some, outside) = steps(Some(&cents(0)), &waits);
        assert_eq!((some.len(), outside), (1, vec![1]));
        let (none, outside) = steps(None, &waits);
        assert_eq!((none, outside), (Vec::new(), vec![1, 2]));
    }

    proptest! {
        /// More credit never saves less, a step has all of the step before, and
        /// one cent less does not save as much.
        #[test]
        fn steps_rise_and_none_of_them_asks_for_a_cent_too_much(
            credit in 0_i64..20_000,
            prices in prop::collection::vec(0_i64..9_999, 0..12),
        ) {
            let (steps, outside) = steps(Some(&cents(credit)), &waiting(&prices));
            prop_assert!(outside.is_empty());
            let saved = |money: i64| {
                let mut left = money;
                prices.iter().take_while(|price| { left -= **price; left >= 0 }).count()
            };
            for pair in steps.windows(2) {
                prop_assert!(pair[0].top_up.value < pair[1].top_up.value);
                prop_assert!(pair[1].saves.starts_with(&pair[0].saves));
            }
            for step in &steps {
                let top_up = i64::try_from((step.top_up.value * Decimal::from(100)).mantissa() / 10_i128.pow(step.top_up.value.scale())).unwrap();
                prop_assert!(saved(credit + top_up) >= step.saves.len());
                if top_up > 0 {
                    prop_assert!(saved(credit + top_up - 1) < step.saves.len());
                }
            }
            let all = steps.last().map_or(0, |step| step.saves.len());
            prop_assert_eq!(all, prices.len());
        }
    }
}
