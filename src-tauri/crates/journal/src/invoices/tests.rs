//! The kept invoices of an account: taken page by page, listed, summed, and
//! never lost.

use jiff::{SignedDuration, Timestamp, civil::date};
use kh_model::{
    Amount, Currency, InvoiceId, InvoiceState, KeyId, ProfileId, RequestId, SignPath, Stated,
};
use rust_decimal::Decimal;

use super::*;
use crate::{
    EventKind, EventSource, EventSubject, Journal, MomentPrecision, NewEvent, Profile, ProfileKind,
    SecretHome, StatedMoment, WalkEnded,
};

mod archive;
mod order;
mod sums;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + seconds).unwrap()
}

fn main_account() -> ProfileId {
    ProfileId::new("main").unwrap()
}

fn journal() -> Journal {
    let journal = Journal::in_memory().unwrap();
    for name in ["main", "other"] {
        journal
            .save_profile(&Profile {
                id: ProfileId::new(name).unwrap(),
                label: name.to_owned(),
                accent_hue: 1,
                kind: ProfileKind::Simulator,
                base_url: "http://127.0.0.1:1/v1".to_owned(),
                key_id: KeyId::new(format!("kh_live_SIM{}", "A".repeat(29))).unwrap(),
                sign_path: SignPath::Short,
                secret_home: SecretHome::Session,
                created_at: at(0),
                account: None,
            })
            .unwrap();
    }
    journal
}

fn euro(text: &str) -> Amount {
    Amount::parse(text, Some(Currency::new("EUR").unwrap())).unwrap()
}

fn day(text: &str) -> StatedMoment {
    let date: jiff::civil::Date = text.parse().unwrap();
    let begin = date.to_zoned(jiff::tz::TimeZone::UTC).unwrap();
    StatedMoment {
        raw: text.to_owned(),
        precision: MomentPrecision::Day,
        sorts_at: Some(begin.timestamp()),
    }
}

/// `9001 KH-2026-0001 paid 2026-01-01 9.90`
fn invoice(line: &str) -> SeenInvoice {
    let words: Vec<&str> = line.split(' ').collect();
    let [id, number, status, date, total] = words[..] else {
        panic!("{line}");
    };
    let total = euro(total);
    let net = Amount::new(total.value / Decimal::new(125, 2), total.currency.clone());
    SeenInvoice {
        original: format!(r#"{{"id":{id}}}"#),
        facts: InvoiceFacts {
            id: InvoiceId::new(id).unwrap(),
            number: Some(number.to_owned()),
            status: Some(Stated::read(status)),
            date: Some(day(date)),
            due: Some(day(date)),
            paid: None,
            tax: Some(total.minus(&net).unwrap()),
            subtotal: Some(net),
            credit: None,
            balance: Some(if status == "paid" {
                euro("0")
            } else {
                total.clone()
            }),
            total: Some(total),
        },
    }
}

/// Walks over these invoices as one page.
fn see(journal: &Journal, invoices: &[SeenInvoice], when: Timestamp) -> Vec<InvoiceChange> {
    let profile = main_account();
    let mut changes = Vec::new();
    journal.begin_invoice_walk(&profile, when, when).unwrap();
    let mut told = |change: &InvoiceChange| {
        changes.push(change.clone());
        Vec::new()
    };
    let request = RequestId::new("req_1").unwrap();
    journal
        .take_invoices(
            &profile,
            &TakenInvoicePage {
                invoices,
                at: when,
                request_id: Some(&request),
                next: None,
                total: None,
            },
            &mut told,
        )
        .unwrap();
    journal
        .finish_invoice_walk(&profile, when, WalkEnded::Whole, &mut told)
        .unwrap();
    changes
}

fn query() -> InvoiceQuery {
    InvoiceQuery {
        selection: InvoiceSelection::default(),
        sort: InvoiceSort::Date,
        down: true,
        offset: 0,
        limit: 100,
        now: at(0),
    }
}

fn listed(journal: &Journal, query: &InvoiceQuery) -> Vec<String> {
    let page = journal.list_invoices(&main_account(), query).unwrap();
    assert_eq!(
        page.totals.iter().map(|total| total.count).sum::<u32>(),
        page.total,
        "the sums are of all that was selected"
    );
    page.rows
        .into_iter()
        .map(|row| row.kept.facts.id.as_str().to_owned())
        .collect()
}

fn some() -> Vec<SeenInvoice> {
    [
        "1 KH-9 paid 2025-10-01 9.90",
        "2 KH-10 unpaid 2025-12-20 20.00",
        "3 KH-11 refunded 2026-01-01 5.00",
        "4 KH-12 unpaid 2026-01-10 1.25",
        "5 KH-100 overdue 2026-01-31 2.50",
    ]
    .map(invoice)
    .to_vec()
}

#[test]
fn what_was_seen_comes_back_word_for_word() {
    let journal = journal();
    let seen = some();
    let changes = see(&journal, &seen, at(10));
    assert_eq!(changes.len(), 5);
    assert!(
        changes
            .iter()
            .all(|change| change.before.is_none() && change.listed_before.is_none())
    );
    let kept = journal
        .invoice(&main_account(), &seen[1].facts.id)
        .unwrap()
        .unwrap();
    assert_eq!(kept.facts, seen[1].facts);
    assert_eq!((kept.first_seen_at, kept.seen_at), (at(10), at(10)));
    assert_eq!(kept.request_id.unwrap().as_str(), "req_1");
    let original = journal.invoice_original(&main_account(), &seen[1].facts.id);
    assert_eq!(original.unwrap().as_deref(), Some(r#"{"id":2}"#));
    let other = ProfileId::new("other").unwrap();
    assert_eq!(journal.invoice(&other, &seen[1].facts.id).unwrap(), None);
}

#[test]
fn a_second_look_tells_only_what_is_different_or_not_paid() {
    let journal = journal();
    see(&journal, &some(), at(10));
    let mut again = some();
    again[1] = invoice("2 KH-10 paid 2025-12-20 20.00");
    let changes = see(&journal, &again, at(20));
    let told: Vec<&str> = changes
        .iter()
        .map(|change| change.after.facts.id.as_str())
        .collect();
    assert_eq!(told, ["2", "4", "5"], "2 was paid, 4 and 5 wait to be");
    let paid = &changes[0];
    let before = paid.before.as_ref().unwrap();
    assert_eq!(before.facts.state(), InvoiceState::Unpaid);
    assert_eq!((before.seen_at, paid.listed_before), (at(10), Some(at(10))));
    assert_eq!(paid.after.facts.state(), InvoiceState::Paid);
    assert_eq!(paid.after.changed_at, at(20));
    assert_eq!(
        changes[1].after.changed_at,
        at(10),
        "not changed, only seen"
    );
}

#[test]
fn an_invoice_that_is_missing_is_not_visible_and_never_deleted() {
    let journal = journal();
    see(&journal, &some(), at(10));
    let changes = see(&journal, &some()[1..], at(20));
    let lost = changes
        .iter()
        .find(|change| change.after.missing_since.is_some())
        .unwrap();
    assert_eq!(lost.after.facts.id.as_str(), "1");
    let kept = journal
        .invoice(&main_account(), &lost.after.facts.id)
        .unwrap()
        .unwrap();
    assert_eq!((kept.missing_since, kept.seen_at), (Some(at(20)), at(10)));
    assert_eq!(listed(&journal, &query()).len(), 5);
    see(&journal, &some()[1..], at(30));
    let still = journal.invoice(&main_account(), &kept.facts.id).unwrap();
    assert_eq!(still.unwrap().missing_since, Some(at(20)));
    see(&journal, &some(), at(40));
    let back = journal.invoice(&main_account(), &kept.facts.id).unwrap();
    assert_eq!(back.unwrap().missing_since, None);
    let deleted = journal.lock().execute("DELETE FROM invoices", []);
    assert!(deleted.is_err());
}

#[test]
fn a_walk_that_could_not_see_everything_calls_nothing_missing() {
    for ended in [WalkEnded::Incomplete, WalkEnded::FirstPageOnly] {
        let journal = journal();
        let profile = main_account();
        see(&journal, &some(), at(10));
        journal
            .begin_invoice_walk(&profile, at(20), at(20))
            .unwrap();
        journal
            .finish_invoice_walk(&profile, at(20), ended, &mut |_| panic!("nothing changed"))
            .unwrap();
        let list = journal.invoice_list(&profile).unwrap();
        let whole = ended == WalkEnded::FirstPageOnly;
        assert_eq!(list.whole_at, Some(at(if whole { 20 } else { 10 })));
        assert_eq!((list.walk, list.first_page_only), (None, whole));
    }
}

#[test]
fn a_walk_goes_on_where_it_was_unless_that_was_long_ago() {
    let journal = journal();
    let profile = main_account();
    let first = journal
        .begin_invoice_walk(&profile, at(0), at(-60))
        .unwrap();
    let page = TakenInvoicePage {
        invoices: &some()[..2],
        at: at(1),
        request_id: None,
        next: Some("page:2"),
        total: Some(5),
    };
    journal
        .take_invoices(&profile, &page, &mut |_| Vec::new())
        .unwrap();
    let on = journal
        .begin_invoice_walk(&profile, at(9), at(-60))
        .unwrap();
    assert_eq!(on.number, first.number);
    assert_eq!(on.next.as_deref(), Some("page:2"));
    assert_eq!((on.pages, on.seen, on.total), (1, 2, Some(5)));
    let seen = journal.invoices_of_walk(&profile, on.number).unwrap();
    assert_eq!(seen.len(), 2);
    let anew = journal
        .begin_invoice_walk(&profile, at(99), at(50))
        .unwrap();
    assert_eq!((anew.number, anew.next), (first.number + 1, None));
}

#[test]
fn the_events_of_a_page_are_kept_with_it_or_not_at_all() {
    let journal = journal();
    let profile = main_account();
    let event = |id: &InvoiceId| NewEvent {
        kind: EventKind::InvoiceCreated,
        subject: EventSubject::Invoice(id.clone()),
        from: at(0),
        to: at(1),
        facts: std::collections::BTreeMap::new(),
        source: EventSource::InvoicesCompared,
        request_id: None,
        needs_you: false,
        leaves_open: false,
    };
    journal.begin_invoice_walk(&profile, at(0), at(0)).unwrap();
    let invoices = some();
    let page = TakenInvoicePage {
        invoices: &invoices,
        at: at(1),
        request_id: None,
        next: None,
        total: None,
    };
    let taken = journal
        .take_invoices(&profile, &page, &mut |change| {
            vec![event(&change.after.facts.id)]
        })
        .unwrap();
    assert_eq!((taken.new, taken.events.len()), (5, 5));
    let nobody = ProfileId::new("nobody").unwrap();
    let refused = journal.take_invoices(&nobody, &page, &mut |change| {
        vec![event(&change.after.facts.id)]
    });
    assert!(refused.is_err());
    let count: u32 = journal
        .lock()
        .query_row("SELECT count(*) FROM invoices", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 5);
}

#[test]
fn states_are_filtered_and_overdue_follows_the_clock() {
    let journal = journal();
    see(&journal, &some(), at(10));
    let show = |show, now| {
        let mut query = query();
        query.selection.show = show;
        query.now = now;
        listed(&journal, &query)
    };
    // The time is 2026-01-01.
    assert_eq!(show(InvoiceShow::Open, at(0)), ["5", "4", "2"]);
    assert_eq!(
        show(InvoiceShow::Overdue, at(0)),
        ["5", "2"],
        "said or over"
    );
    assert_eq!(show(InvoiceShow::Paid, at(0)), ["1"]);
    assert_eq!(show(InvoiceShow::Other, at(0)), ["3"]);
    // The due day itself is not over.
    let days = |days: i64| at(days * 86_400);
    assert_eq!(show(InvoiceShow::Overdue, days(9)).len(), 2);
    assert_eq!(show(InvoiceShow::Overdue, days(10)).len(), 3);
    let page = journal.list_invoices(&main_account(), &query()).unwrap();
    let counts = page.counts;
    assert_eq!((counts.all, counts.open, counts.overdue), (5, 3, 2));
    let facts = &some()[3].facts;
    for now in [days(9), days(10) - SignedDuration::from_secs(1), days(10)] {
        assert_eq!(facts.is_overdue(now), now >= days(10));
    }
}

#[test]
fn a_period_has_both_its_days() {
    let journal = journal();
    see(&journal, &some(), at(10));
    let mut query = query();
    query.selection.from = Some(date(2025, 12, 20));
    query.selection.to = Some(date(2026, 1, 10));
    assert_eq!(listed(&journal, &query), ["4", "3", "2"]);
    query.selection.to = Some(date(2026, 1, 9));
    assert_eq!(listed(&journal, &query), ["3", "2"]);
    query.selection.from = Some(date(9999, 12, 31));
    query.selection.to = Some(date(9999, 12, 31));
    assert!(listed(&journal, &query).is_empty());
}

#[test]
fn number_id_state_and_amount_are_searched_in_any_case_and_as_they_are() {
    let journal = journal();
    let mut invoices = some();
    invoices.push(invoice(
        "50%_\u{dc}'\" n\u{fc}MBER-\u{130} Strange 2025-01-01 7.00",
    ));
    see(&journal, &invoices, at(10));
    let find = |text: &str| {
        let mut query = query();
        query.selection.words = text.split(' ').map(str::to_owned).collect();
        listed(&journal, &query)
    };
    assert_eq!(find("kh-1"), ["5", "4", "3", "2"]);
    assert_eq!(find("9,90"), ["1"]);
    assert_eq!(find("9.90"), ["1"]);
    assert_eq!(find("KH-10 unpaid"), ["2"]);
    assert_eq!(find("%_\u{fc}'\""), ["50%_\u{dc}'\""]);
    assert_eq!(find("%"), ["50%_\u{dc}'\""], "no wildcard");
    assert_eq!(find("N\u{dc}MBER"), ["50%_\u{dc}'\""]);
    assert_eq!(find("strange"), ["50%_\u{dc}'\""]);
    assert!(find("kh-1 kh-99").is_empty());
    assert_eq!(find("  ").len(), 6);
}

#[test]
fn every_order_puts_what_has_no_value_last_and_numbers_by_their_value() {
    let journal = journal();
    let mut invoices = some();
    let mut bare = invoice("6 x paid 2025-01-01 1");
    bare.facts = InvoiceFacts {
        number: None,
        status: None,
        date: None,
        due: None,
        subtotal: None,
        tax: None,
        total: None,
        balance: None,
        ..bare.facts
    };
    invoices.push(bare);
    see(&journal, &invoices, at(10));
    let by = |sort, down| {
        let query = InvoiceQuery {
            sort,
            down,
            ..query()
        };
        listed(&journal, &query).concat()
    };
    assert_eq!(by(InvoiceSort::Date, false), "123456");
    assert_eq!(by(InvoiceSort::Date, true), "543216");
    assert_eq!(by(InvoiceSort::Due, false), "123456");
    assert_eq!(by(InvoiceSort::Number, false), "612345");
    assert_eq!(by(InvoiceSort::Total, true), "213546");
    assert_eq!(by(InvoiceSort::State, false), "245613");
}

#[test]
fn a_page_is_never_longer_than_a_hundred() {
    let journal = journal();
    let many: Vec<SeenInvoice> = (0..250)
        .map(|number| invoice(&format!("{number} KH-{number} paid 2026-01-01 0.10")))
        .collect();
    see(&journal, &many, at(10));
    let mut query = query();
    query.limit = 1_000;
    let page = journal.list_invoices(&main_account(), &query).unwrap();
    assert_eq!((page.rows.len(), page.total), (100, 250));
    assert_eq!(page.totals[0].total.value, Decimal::new(2_500, 2));
    query.offset = 200;
    assert_eq!(listed(&journal, &query).len(), 50);
    let mut all = 0;
    journal
        .each_invoice(&main_account(), &query, &mut |_| all += 1)
        .unwrap();
    assert_eq!(all, 250);
}
