//! Orders: their terms, what becomes known of them, and their lists.

use kh_journal::{Change, Journal, OrderChange, OrderFilter, OrderNo, OrderProblem, Profile};
use kh_model::{InvoiceId, OrderId, ProfileId, RequestId, ServiceId};

use crate::fixture::{at, euro, fact, id, intent, journal, order, profile, profile_id};

fn place(journal: &Journal, name: &str, seconds: i64) -> OrderNo {
    journal
        .write_intent(&intent(name, seconds), Some(&order()), &[])
        .unwrap()
        .order_no
        .unwrap()
}

fn numbers(journal: &Journal, filter: &OrderFilter) -> Vec<i64> {
    let page = journal.list_orders(None, filter, 0, 100).unwrap();
    assert_eq!(page.total as usize, page.orders.len());
    page.orders.iter().map(|order| order.no.get()).collect()
}

#[test]
fn an_order_keeps_the_terms_it_was_reviewed_with() {
    let journal = journal();
    let no = place(&journal, "a", 7);
    let back = journal.order(no).unwrap().unwrap();
    assert_eq!(back.terms, order());
    assert_eq!(back.intent_id, id("a"));
    assert_eq!(back.profile_id, profile_id());
    assert_eq!(back.created_at, at(7));
    assert_eq!(back.service_ids, []);
    assert_eq!(journal.order_of_intent(&id("a")).unwrap().unwrap(), back);
}

#[test]
fn a_change_names_what_it_changes_and_keeps_the_rest() {
    let journal = journal();
    let no = place(&journal, "a", 0);
    let problem = OrderProblem {
        code: "payment_required".to_owned(),
        reason: Some("card_declined".to_owned()),
        detail: None,
        request_id: Some(RequestId::new("01HX").unwrap()),
    };
    let change = OrderChange {
        state: Some("unpaid".to_owned()),
        provider_order_id: Change::Set(OrderId::new("9007199254740993123").unwrap()),
        provider_status: Change::Set("Pending Payment".to_owned()),
        expires_at: Change::Set(at(86_400)),
        problem: Change::Set(problem.clone()),
        ..OrderChange::at(at(5))
    };
    let unpaid = journal
        .change_order(no, &change, &[fact("unpaid", 5)])
        .unwrap();
    assert_eq!(unpaid.problem, Some(problem));
    assert_eq!(unpaid.terms.expires_at, Some(at(86_400)));
    assert_eq!(journal.order(no).unwrap().unwrap(), unpaid);

    let change = OrderChange {
        state: Some("paid".to_owned()),
        invoice_id: Change::Set(InvoiceId::new("9001").unwrap()),
        service_ids: Some(vec![ServiceId::new("1001").unwrap()]),
        expires_at: Change::Clear,
        problem: Change::Clear,
        note: Change::Set("for the shop".to_owned()),
        ..OrderChange::at(at(9))
    };
    let paid = journal.change_order(no, &change, &[]).unwrap();
    assert_eq!(paid.provider_order_id, unpaid.provider_order_id);
    assert_eq!(paid.provider_status, unpaid.provider_status);
    assert_eq!(paid.problem, None);
    assert_eq!(paid.terms.expires_at, None);
    assert_eq!(paid.terms.amount_now, euro("9.90"));
    assert_eq!(paid.updated_at, at(9));
    assert_eq!(paid.created_at, at(0));
    assert_eq!(journal.order(no).unwrap().unwrap(), paid);
}

#[test]
fn an_unknown_number_cannot_be_changed() {
    let journal = journal();
    let error = journal
        .change_order(OrderNo::new(148), &OrderChange::at(at(1)), &[])
        .unwrap_err();
    assert_eq!(error.code(), "journal_not_found");
    assert_eq!(journal.order(OrderNo::new(148)).unwrap(), None);
}

#[test]
fn the_id_of_the_provider_finds_the_order_of_this_account_only() {
    let journal = journal();
    let other = ProfileId::new("other").unwrap();
    let no = place(&journal, "a", 0);
    let provider = OrderId::new("5001").unwrap();
    let change = OrderChange {
        provider_order_id: Change::Set(provider.clone()),
        ..OrderChange::at(at(1))
    };
    journal.change_order(no, &change, &[]).unwrap();
    let found = journal.order_by_provider_id(&profile_id(), &provider);
    assert_eq!(found.unwrap().unwrap().no, no);
    assert_eq!(
        journal.order_by_provider_id(&other, &provider).unwrap(),
        None
    );
}

#[test]
fn pages_come_newest_first_and_never_hold_more_than_a_hundred() {
    let journal = journal();
    for number in 0..130 {
        place(&journal, &number.to_string(), number);
    }
    let all = OrderFilter::default();
    let page = journal.list_orders(None, &all, 0, 5_000).unwrap();
    assert_eq!((page.orders.len(), page.total), (100, 130));
    assert_eq!(page.orders[0].no.get(), 130);
    let rest = journal.list_orders(None, &all, 100, 100).unwrap();
    assert_eq!((rest.orders.len(), rest.total), (30, 130));
    assert_eq!(rest.orders[29].no.get(), 1);
    let beyond = journal.list_orders(None, &all, 500, 10).unwrap();
    assert_eq!((beyond.orders.len(), beyond.total), (0, 130));
}

#[test]
fn a_list_is_narrowed_by_account_state_time_and_words() {
    let journal = journal();
    let other = ProfileId::new("other").unwrap();
    journal
        .save_profile(&Profile {
            id: other.clone(),
            ..profile()
        })
        .unwrap();
    let first = place(&journal, "a", 0);
    place(&journal, "b", 100);
    let mut foreign = intent("c", 200);
    foreign.profile_id = other.clone();
    let mut plain = order();
    plain.customer = Some("Bakery 1000".to_owned());
    plain.hostname = Some("MAIL.example.net".to_owned());
    journal.write_intent(&foreign, Some(&plain), &[]).unwrap();
    let change = OrderChange {
        state: Some("paid".to_owned()),
        ..OrderChange::at(at(300))
    };
    journal.change_order(first, &change, &[]).unwrap();

    let of_other = journal
        .list_orders(Some(&other), &OrderFilter::default(), 0, 10)
        .unwrap();
    assert_eq!(of_other.total, 1);
    let states = |words: &[&str]| OrderFilter {
        states: words.iter().map(|&word| word.to_owned()).collect(),
        ..OrderFilter::default()
    };
    assert_eq!(numbers(&journal, &states(&["paid"])), [1]);
    assert_eq!(numbers(&journal, &states(&["paid", "sent"])), [3, 2, 1]);
    let between = OrderFilter {
        since: Some(at(100)),
        until: Some(at(200)),
        ..OrderFilter::default()
    };
    assert_eq!(numbers(&journal, &between), [2]);
    let text = |word: &str| OrderFilter {
        text: Some(word.to_owned()),
        ..OrderFilter::default()
    };
    assert_eq!(numbers(&journal, &text("mail.EXAMPLE")), [3]);
    assert_eq!(numbers(&journal, &text(" No. 2 ")), [2]);
    assert_eq!(numbers(&journal, &text("#3")), [3]);
    assert_eq!(numbers(&journal, &text("100%")), [2, 1]);
    assert_eq!(numbers(&journal, &text("_")), Vec::<i64>::new());
    assert_eq!(
        numbers(&journal, &text("'; DROP TABLE orders; --")),
        Vec::<i64>::new()
    );
    assert_eq!(numbers(&journal, &text("  ")), [3, 2, 1]);
}

#[test]
fn evidence_is_numbered_and_kept_with_its_span() {
    let journal = journal();
    let no = place(&journal, "a", 0);
    let mut span = fact("cancelled", 10);
    span.at_to = Some(at(20));
    span.params_json = r#"{"hours":24}"#.to_owned();
    span.request_id = Some(RequestId::new("01HY").unwrap());
    let change = OrderChange::at(at(20));
    journal
        .change_order(no, &change, &[fact("unpaid", 5), span.clone()])
        .unwrap();
    journal
        .change_order(no, &change, &[fact("noted", 30)])
        .unwrap();
    let rows = journal.evidence(no).unwrap();
    let places: Vec<u32> = rows.iter().map(|row| row.seq).collect();
    assert_eq!(places, [1, 2, 3]);
    assert_eq!(rows[1].fact, span);
}
