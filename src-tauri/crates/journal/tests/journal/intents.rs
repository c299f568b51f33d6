//! Intents and their attempts: before the deed, and until the outcome is known.

use kh_journal::{
    IntentKind, IntentState, Journal, JournalError, NewIntent, OrderChange, Settlement,
};
use kh_model::{IdempotencyKey, ProfileId, ServiceId};

use crate::fixture::{answered, at, fact, id, intent, journal, order, profile_id};

fn settled(seconds: i64) -> Settlement {
    Settlement {
        state: IntentState::Settled,
        outcome: "accepted".to_owned(),
        at: at(seconds),
        attempt_end: Some((1, answered(201, seconds))),
        order: Some(OrderChange {
            state: Some("accepted".to_owned()),
            ..OrderChange::at(at(seconds))
        }),
        evidence: vec![fact("accepted", seconds)],
        audit: None,
    }
}

fn write(journal: &Journal, name: &str, seconds: i64) -> kh_journal::Written {
    let facts = [fact("reviewed", seconds), fact("sent", seconds)];
    journal
        .write_intent(&intent(name, seconds), Some(&order()), &facts)
        .unwrap()
}

#[test]
fn an_intent_comes_back_byte_for_byte_with_its_first_attempt_open() {
    let journal = journal();
    let mut new = intent("a", 10);
    new.body = (0..=255).collect();
    let written = journal.write_intent(&new, Some(&order()), &[]).unwrap();
    assert_eq!(written.attempt, 1);
    assert_eq!(written.order_no.unwrap().get(), 1);

    let open = journal.open_intents().unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].body, new.body);
    assert_eq!(open[0].idempotency_key, new.idempotency_key);
    assert_eq!(open[0].created_at, at(10));
    assert_eq!(open[0].first_sent_at, at(11));
    assert_eq!(open[0].attempts.len(), 1);
    assert_eq!(open[0].attempts[0].end, None);
}

#[test]
fn an_action_is_an_intent_without_an_order() {
    let journal = journal();
    let action = NewIntent {
        kind: IntentKind::Action,
        service_id: Some(ServiceId::new("1001").unwrap()),
        path: "/v1/services/1001/actions".to_owned(),
        ..intent("reboot", 0)
    };
    let written = journal.write_intent(&action, None, &[]).unwrap();
    assert_eq!(written.order_no, None);
    let back = journal.intent(&id("reboot")).unwrap().unwrap();
    assert_eq!(back.service_id, action.service_id);
    assert_eq!(back.kind, IntentKind::Action);
    assert_eq!(journal.order_of_intent(&id("reboot")).unwrap(), None);
}

#[test]
fn one_idempotency_key_is_written_once_and_a_refused_intent_leaves_nothing() {
    let journal = journal();
    write(&journal, "a", 0);
    let twin = NewIntent {
        idempotency_key: IdempotencyKey::new("order-a").unwrap(),
        ..intent("b", 5)
    };
    let error = journal
        .write_intent(&twin, Some(&order()), &[])
        .unwrap_err();
    assert_eq!(error.code(), "journal_duplicate_intent");
    assert_eq!(journal.intent(&id("b")).unwrap(), None);
    assert_eq!(journal.open_intents().unwrap().len(), 1);
}

#[test]
fn an_intent_of_an_unknown_profile_or_with_broken_options_leaves_nothing() {
    let journal = journal();
    let stranger = NewIntent {
        profile_id: ProfileId::new("nobody").unwrap(),
        ..intent("a", 0)
    };
    let mut bad = order();
    bad.options_json = "{not json".to_owned();
    for (new, order) in [(stranger, order()), (intent("a", 0), bad)] {
        let error = journal.write_intent(&new, Some(&order), &[]).unwrap_err();
        assert_eq!(error.code(), "journal_refused");
    }
    assert!(journal.open_intents().unwrap().is_empty());
    assert_eq!(write(&journal, "a", 0).order_no.unwrap().get(), 1);
}

#[test]
fn an_outcome_closes_the_intent_and_tells_the_order_in_one_go() {
    let journal = journal();
    let no = write(&journal, "a", 0).order_no.unwrap();
    journal.settle(&id("a"), &settled(3)).unwrap();

    assert!(journal.open_intents().unwrap().is_empty());
    let back = journal.intent(&id("a")).unwrap().unwrap();
    assert_eq!(back.state, IntentState::Settled);
    assert_eq!(back.outcome.as_deref(), Some("accepted"));
    assert_eq!(back.settled_at, Some(at(3)));
    assert_eq!(back.attempts[0].end, Some(answered(201, 3)));
    assert_eq!(journal.order(no).unwrap().unwrap().terms.state, "accepted");
    let kinds: Vec<String> = journal
        .evidence(no)
        .unwrap()
        .into_iter()
        .map(|row| row.fact.kind)
        .collect();
    assert_eq!(kinds, ["reviewed", "sent", "accepted"]);
}

#[test]
fn an_outcome_is_written_once() {
    let journal = journal();
    let no = write(&journal, "a", 0).order_no.unwrap();
    journal.settle(&id("a"), &settled(3)).unwrap();
    let late = Settlement {
        outcome: "refused".to_owned(),
        ..settled(9)
    };
    assert!(matches!(
        journal.settle(&id("a"), &late),
        Err(JournalError::AlreadySettled)
    ));
    assert!(matches!(
        journal.begin_attempt(&id("a"), at(9)),
        Err(JournalError::AlreadySettled)
    ));
    assert_eq!(journal.evidence(no).unwrap().len(), 3);
}

#[test]
fn an_outcome_that_cannot_be_written_whole_is_not_written_at_all() {
    let journal = journal();
    write(&journal, "a", 0);
    let wrong = Settlement {
        attempt_end: Some((7, answered(201, 3))),
        ..settled(3)
    };
    let error = journal.settle(&id("a"), &wrong).unwrap_err();
    assert_eq!(error.code(), "journal_not_found");
    let mut bad_fact = fact("accepted", 3);
    bad_fact.params_json = "[".to_owned();
    let wrong = Settlement {
        evidence: vec![bad_fact],
        ..settled(3)
    };
    assert_eq!(
        journal.settle(&id("a"), &wrong).unwrap_err().code(),
        "journal_refused"
    );
    let open = journal.open_intents().unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].attempts[0].end, None);
}

#[test]
fn attempts_are_numbered_by_the_journal_and_keep_their_ends() {
    let journal = journal();
    write(&journal, "a", 0);
    journal.end_attempt(&id("a"), 1, &answered(500, 2)).unwrap();
    assert_eq!(journal.begin_attempt(&id("a"), at(4)).unwrap(), 2);
    assert_eq!(journal.begin_attempt(&id("a"), at(6)).unwrap(), 3);
    let back = journal.intent(&id("a")).unwrap().unwrap();
    let ends: Vec<bool> = back.attempts.iter().map(|one| one.end.is_some()).collect();
    assert_eq!(ends, [true, false, false]);
    assert_eq!(back.attempts[2].started_at, at(6));
    assert_eq!(back.first_sent_at, at(1));
}

#[test]
fn a_key_that_another_computer_may_have_used_earlier_counts_from_then() {
    let journal = journal();
    let mut new = intent("a", 10);
    new.key_used_since = Some(at(3));
    journal.write_intent(&new, Some(&order()), &[]).unwrap();
    let back = journal.intent(&id("a")).unwrap().unwrap();
    assert_eq!(back.first_sent_at, at(3));
    let mut later = intent("b", 10);
    later.key_used_since = Some(at(90));
    journal.write_intent(&later, Some(&order()), &[]).unwrap();
    let back = journal.intent(&id("b")).unwrap().unwrap();
    assert_eq!(back.first_sent_at, at(11));
}

#[test]
fn what_is_still_unknown_stays_open_and_what_needs_a_person_is_listed_apart() {
    let journal = journal();
    write(&journal, "a", 0);
    write(&journal, "b", 1);
    let unknown = Settlement {
        state: IntentState::Open,
        outcome: "unknown".to_owned(),
        ..settled(5)
    };
    journal.settle(&id("a"), &unknown).unwrap();
    let person = Settlement {
        state: IntentState::NeedsPerson,
        outcome: "too old".to_owned(),
        ..settled(5)
    };
    journal.settle(&id("b"), &person).unwrap();
    let open = journal.open_intents().unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].id, id("a"));
    assert_eq!(open[0].settled_at, None);
    let waiting = journal.intents_needing_person().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].id, id("b"));
    journal.settle(&id("b"), &settled(9)).unwrap();
    assert!(journal.intents_needing_person().unwrap().is_empty());
}

#[test]
fn open_intents_come_oldest_first_also_of_a_removed_profile() {
    let journal = journal();
    write(&journal, "young", 50);
    write(&journal, "old", 5);
    journal.remove_profile(&profile_id(), at(60)).unwrap();
    let names: Vec<_> = journal.open_intents().unwrap();
    assert_eq!(names[0].id, id("old"));
    assert_eq!(names[1].id, id("young"));
}

#[test]
fn nobody_can_settle_or_repeat_what_was_never_written() {
    let journal = journal();
    let error = journal.settle(&id("ghost"), &settled(1)).unwrap_err();
    assert_eq!(error.code(), "journal_not_found");
    let error = journal.begin_attempt(&id("ghost"), at(1)).unwrap_err();
    assert_eq!(error.code(), "journal_not_found");
    let error = journal
        .end_attempt(&id("ghost"), 1, &answered(200, 1))
        .unwrap_err();
    assert_eq!(error.code(), "journal_not_found");
}
