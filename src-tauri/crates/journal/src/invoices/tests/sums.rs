//! Sums over all invoices that match.

use super::*;

#[test]
fn sums_are_exact_whatever_the_amounts() {
    let journal = journal();
    let mut invoices = some();
    invoices.push(invoice("6 f paid 2025-01-01 0.00001"));
    invoices.push(invoice("7 g paid 2025-01-01 70000000000000000000000.10"));
    let mut dollars = invoice("8 h paid 2025-01-01 0.10");
    dollars.facts.total = Some(Amount::parse("0.20", Some(Currency::new("USD").unwrap())).unwrap());
    invoices.push(dollars);
    let mut unnamed = invoice("9 i paid 2025-01-01 0.10");
    for amount in [
        &mut unnamed.facts.total,
        &mut unnamed.facts.subtotal,
        &mut unnamed.facts.tax,
        &mut unnamed.facts.balance,
    ] {
        amount.as_mut().unwrap().currency = None;
    }
    invoices.push(unnamed);
    see(&journal, &invoices, at(10));
    let page = journal.list_invoices(&main_account(), &query()).unwrap();
    let of = |currency: Option<&str>, state| {
        let found = page.totals.iter().find(|total| {
            total.currency.as_ref().map(Currency::as_str) == currency && total.state == state
        });
        found.unwrap()
    };
    let paid = of(Some("EUR"), InvoiceState::Paid);
    assert_eq!(
        paid.total.value.to_string(),
        "70000000000000000000010.00001"
    );
    assert_eq!(
        (paid.count, paid.total.stated, paid.subtotal.stated),
        (3, 3, 4)
    );
    assert_eq!(
        of(Some("USD"), InvoiceState::Paid).total.value,
        Decimal::new(20, 2)
    );
    let unknown = of(None, InvoiceState::Paid);
    assert_eq!(
        (unknown.count, unknown.total.value),
        (1, Decimal::new(10, 2))
    );
    let unpaid = of(Some("EUR"), InvoiceState::Unpaid);
    assert_eq!(unpaid.open.value, Decimal::new(2_375, 2));
    assert_eq!(unpaid.total.value, Decimal::new(2_375, 2));
    assert_eq!(
        page.totals.last().unwrap().currency,
        None,
        "unknown comes last"
    );
}
