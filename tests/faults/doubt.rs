//! "Nothing was bought" is said only where that is proved: by the provider's own
//! words, or because nothing left. What a proxy says proves nothing.

use kh_core::view::{MoneyMoved, OrderProgress, OrderView};
use kh_simulator::FaultKind;
use kh_tests::{Ledger, Life, World};

/// An answer that the provider gives or something before it.
fn answer(status: u16, content_type: &str, body: &str, after_commit: bool) -> FaultKind {
    FaultKind::Replace {
        status,
        content_type: content_type.to_owned(),
        body: body.to_owned(),
        after_commit,
    }
}

/// The provider's own refusal.
fn own(status: u16, code: &str) -> FaultKind {
    let body = format!(
        r#"{{"type":"https://www.kernelhost.com/en/reseller-api/errors/{code}",
            "title":"No","status":{status}}}"#
    );
    answer(status, "application/problem+json", &body, false)
}

fn page(status: u16) -> FaultKind {
    FaultKind::Html {
        status,
        after_commit: true,
    }
}

/// An order that was bought, and of which only this was heard.
fn bought_behind(kind: FaultKind) -> (World, Life, OrderView) {
    let world = World::new();
    let life = world.live_connected();
    world.orders_fail(kind, 100);
    let seen = life.order().unwrap();
    (world, life, seen)
}

fn money(seen: &OrderView) -> MoneyMoved {
    seen.error.as_ref().unwrap().money
}

#[test]
fn a_timeout_or_a_page_of_a_proxy_leaves_an_order_unknown() {
    let words = r#"{"message":"Request Timeout"}"#;
    let mut answers = vec![answer(408, "application/json", words, true)];
    answers.extend([401, 403, 404, 408, 429].map(page));
    for kind in answers {
        let (world, _life, seen) = bought_behind(kind.clone());
        assert_eq!(seen.row.progress, OrderProgress::Unknown, "{kind:?}");
        assert_eq!(money(&seen), MoneyMoved::Unknown, "{kind:?}");
        assert_eq!(world.orders_there().len(), 1, "{kind:?}");
    }
}

#[test]
fn a_repetition_that_is_turned_away_says_nothing_about_what_was_open_before() {
    let turned_away = [
        own(401, "auth_failed"),
        own(403, "forbidden_scope"),
        FaultKind::RateLimited {
            retry_after: Some("600".to_owned()),
        },
        answer(404, "application/json", r#"{"message":"Not Found"}"#, false),
        answer(404, "application/problem+json", r#"{"title":"No"}"#, false),
        answer(422, "application/json", "{}", false),
        answer(402, "application/json", r#"{"message":"Pay"}"#, false),
        page(403),
    ];
    for kind in turned_away {
        let (world, life, seen) = bought_behind(page(408));
        world.orders_fail(kind.clone(), 100);
        let seen = life.repeat(seen.row.no).unwrap();
        assert_eq!(seen.row.progress, OrderProgress::Unknown, "{kind:?}");
        assert_eq!(money(&seen), MoneyMoved::Unknown, "{kind:?}");
        assert_eq!(Ledger::compare(&world, 1), Ledger::CLEAN, "{kind:?}");
    }
}

#[test]
fn a_repetition_that_cannot_leave_says_nothing_either() {
    let (world, life, seen) = bought_behind(page(408));
    world.faults([]);
    world.wire.set_posts_offline(true);
    let seen = life.repeat(seen.row.no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Unknown);
    assert_eq!(money(&seen), MoneyMoved::Unknown);
    world.wire.set_offline(true);
    world.clock.shift(jiff::SignedDuration::from_secs(60));
    let refused = life.repeat(seen.row.no).unwrap_err();
    assert_eq!(refused.money, MoneyMoved::Unknown, "{refused:?}");
    world.wire.set_offline(false);
    world.wire.set_posts_offline(false);
    let seen = life.repeat(seen.row.no).unwrap();
    assert_eq!(seen.row.progress, OrderProgress::Paid);
    assert_eq!(world.orders_there().len(), 1);
}

#[test]
fn the_provider_itself_ends_the_doubt() {
    for (status, code) in [(400, "validation_failed"), (404, "not_found")] {
        let world = World::new();
        let life = world.live_connected();
        world.orders_fail(FaultKind::DropBeforeCommit, 100);
        let seen = life.order().unwrap();
        world.orders_fail(own(status, code), 1);
        let seen = life.repeat(seen.row.no).unwrap();
        assert_eq!(seen.row.progress, OrderProgress::Refused, "{code}");
        assert_eq!(money(&seen), MoneyMoved::No, "{code}");
    }
}

#[test]
fn a_first_attempt_that_is_refused_in_any_words_bought_nothing() {
    for kind in [
        own(401, "auth_failed"),
        own(403, "forbidden_scope"),
        answer(404, "application/json", r#"{"message":"Not Found"}"#, false),
    ] {
        let (_world, _life, seen) = bought_behind(kind.clone());
        assert_eq!(seen.row.progress, OrderProgress::Refused, "{kind:?}");
        assert_eq!(money(&seen), MoneyMoved::No, "{kind:?}");
    }
}
