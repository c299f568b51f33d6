//! Money on the wire and in the store: decimal text, never a float.

use rust_decimal::{Decimal, RoundingStrategy};

/// The amount with exactly two decimals, as the API answers it.
pub(crate) fn text(amount: Decimal) -> String {
    let mut rounded = cents(amount);
    rounded.rescale(2);
    rounded.to_string()
}

/// Rounds to cents, halves away from zero.
pub(crate) fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Splits a total into what it is without tax and the 19 % tax in it. The two
/// always add up to the total.
pub(crate) fn without_tax(total: Decimal) -> (Decimal, Decimal) {
    let net = cents(total / Decimal::new(119, 2));
    (net, total - net)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_always_has_two_decimals() {
        assert_eq!(text(Decimal::new(99, 1)), "9.90");
        assert_eq!(text(Decimal::ZERO), "0.00");
        assert_eq!(text(Decimal::new(10_005, 3)), "10.01");
    }

    #[test]
    fn net_and_tax_add_up_to_the_total() {
        for cents in [1_i64, 390, 990, 11_990, 99_999] {
            let total = Decimal::new(cents, 2);
            let (net, tax) = without_tax(total);
            assert_eq!(net + tax, total);
        }
    }
}
