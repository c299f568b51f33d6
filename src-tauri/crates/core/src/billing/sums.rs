//! What all invoices of a list come to, currency by currency.

use kh_journal::{InvoiceTotal, Sum};
use kh_model::{Amount, Currency, InvoiceState};
use rust_decimal::Decimal;

use crate::error::CoreError;
use crate::view::{InvoiceSums, Money};

/// Sums by currency. What is void, paid back or not issued is left out and
/// counted.
pub(super) fn of(totals: &[InvoiceTotal]) -> Result<Vec<InvoiceSums>, CoreError> {
    let mut sums: Vec<Running> = Vec::new();
    for total in totals {
        let at = sums
            .iter()
            .position(|sum| sum.currency == total.currency)
            .unwrap_or_else(|| {
                sums.push(Running {
                    currency: total.currency.clone(),
                    ..Running::default()
                });
                sums.len() - 1
            });
        sums[at].add(total)?;
    }
    Ok(sums.into_iter().map(Running::view).collect())
}

#[derive(Default)]
struct Running {
    currency: Option<Currency>,
    count: u32,
    left_out: u32,
    net: Sum,
    tax: Sum,
    total: Sum,
    open: Sum,
}

impl Running {
    fn add(&mut self, total: &InvoiceTotal) -> Result<(), CoreError> {
        let counts = match total.state {
            InvoiceState::Unpaid
            | InvoiceState::Paid
            | InvoiceState::Collections
            | InvoiceState::Unknown => true,
            InvoiceState::Cancelled | InvoiceState::Refunded | InvoiceState::Draft => false,
        };
        if !counts {
            self.left_out += total.count;
            return Ok(());
        }
        self.count += total.count;
        for (sum, part) in [
            (&mut self.net, total.subtotal),
            (&mut self.tax, total.tax),
            (&mut self.total, total.total),
            (&mut self.open, total.open),
        ] {
            sum.stated += part.stated;
            sum.value = sum
                .value
                .checked_add(part.value)
                .ok_or_else(|| CoreError::Internal {
                    detail: "the sum of the invoices is too large".to_owned(),
                })?;
        }
        Ok(())
    }

    fn view(self) -> InvoiceSums {
        let currency = self.currency;
        let money = |value: Decimal| Money::from(Amount::new(value, currency.clone()));
        // A sum of some of them would look like the sum of all.
        let whole = |sum: Sum| (sum.stated == self.count).then(|| money(sum.value));
        InvoiceSums {
            count: self.count,
            left_out: self.left_out,
            net: whole(self.net),
            tax: whole(self.tax),
            total: money(self.total.value),
            open: money(self.open.value),
            currency: currency.as_ref().map(|code| code.as_str().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(state: InvoiceState, count: u32, cents: i64, with_net: u32) -> InvoiceTotal {
        let sum = |stated| Sum {
            value: Decimal::new(cents, 2),
            stated,
        };
        InvoiceTotal {
            currency: Currency::new("EUR").ok(),
            state,
            count,
            subtotal: sum(with_net),
            tax: sum(count),
            credit: sum(0),
            total: sum(count),
            open: sum(0),
        }
    }

    #[test]
    fn what_is_void_or_paid_back_is_left_out_and_counted() {
        let sums = of(&[
            total(InvoiceState::Paid, 3, 1_890, 3),
            total(InvoiceState::Refunded, 1, 1_890, 1),
            total(InvoiceState::Cancelled, 2, 500, 2),
            total(InvoiceState::Unpaid, 1, 10, 1),
        ])
        .unwrap();
        assert_eq!(sums.len(), 1);
        assert_eq!((sums[0].count, sums[0].left_out), (4, 3));
        assert_eq!(sums[0].total.value, "19.00");
        assert_eq!(sums[0].net.as_ref().unwrap().value, "19.00");
    }

    #[test]
    fn a_sum_of_some_of_them_is_not_shown_as_that_of_all() {
        let sums = of(&[total(InvoiceState::Paid, 3, 1_890, 2)]).unwrap();
        assert_eq!(sums[0].net, None);
        assert_eq!(sums[0].tax.as_ref().unwrap().value, "18.90");
    }
}
