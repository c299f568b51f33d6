//! Actions on services: one at a time, kept as they were clicked.

use kh_journal::{
    ActionChange, ActionWritten, Change, IntentKind, IntentState, Journal, NewAction, NewIntent,
    OrderProblem, Settlement, WebhookBefore, WebhookSeen,
};
use kh_model::ServiceId;

use crate::fixture::{at, fact, id, intent, journal, profile_id};

fn on(name: &str, service: &str, seconds: i64) -> NewIntent {
    NewIntent {
        kind: IntentKind::Action,
        path: format!("/v1/services/{service}/actions"),
        service_id: Some(ServiceId::new(service).unwrap()),
        ..intent(name, seconds)
    }
}

fn reboot() -> NewAction {
    NewAction {
        action: "reboot".to_owned(),
        state: "sending".to_owned(),
        service_name: "web-01".to_owned(),
        customer: Some("Bakery".to_owned()),
        shown_json: "{}".to_owned(),
        reason: None,
    }
}

fn settled(state: IntentState, word: &str, seconds: i64) -> (Settlement, ActionChange) {
    let settlement = Settlement {
        state,
        outcome: word.to_owned(),
        at: at(seconds),
        attempt_end: None,
        order: None,
        evidence: vec![fact(word, seconds)],
        audit: None,
    };
    let change = ActionChange {
        state: Some(word.to_owned()),
        ..ActionChange::at(at(seconds))
    };
    (settlement, change)
}

fn write(journal: &Journal, name: &str, service: &str, seconds: i64) -> ActionWritten {
    let facts = [fact("intent_written", seconds)];
    journal
        .write_action(&on(name, service, seconds), &reboot(), &facts)
        .unwrap()
}

#[test]
fn an_action_comes_back_with_its_evidence() {
    let journal = journal();
    assert_eq!(write(&journal, "a", "1001", 0), ActionWritten::Written);
    let (settlement, change) = settled(IntentState::Settled, "accepted", 1);
    journal
        .settle_action(&id("a"), &settlement, &change)
        .unwrap();
    let problem = OrderProblem {
        code: "x".to_owned(),
        reason: None,
        detail: None,
        request_id: None,
    };
    let done = ActionChange {
        state: Some("done".to_owned()),
        problem: Change::Set(problem.clone()),
        ..ActionChange::at(at(9))
    };
    journal
        .change_action(&id("a"), &done, &[fact("seen", 9)])
        .unwrap();
    let kept = journal.action(&id("a")).unwrap().unwrap();
    assert_eq!(kept.terms.state, "done");
    assert_eq!(kept.problem, Some(problem));
    assert_eq!((kept.created_at, kept.updated_at), (at(0), at(9)));
    assert!(!kept.open);
    let kinds: Vec<String> = journal
        .action_evidence(&id("a"))
        .unwrap()
        .into_iter()
        .map(|fact| fact.kind)
        .collect();
    assert_eq!(kinds, ["intent_written", "accepted", "seen"]);
}

#[test]
fn no_second_action_begins_while_the_first_has_no_outcome() {
    let journal = journal();
    write(&journal, "a", "1001", 0);
    let busy = ActionWritten::ServiceBusy(id("a"));
    assert_eq!(write(&journal, "b", "1001", 1), busy);
    assert_eq!(journal.intent(&id("b")).unwrap(), None);
    assert_eq!(write(&journal, "c", "1002", 1), ActionWritten::Written);
    let (unknown, change) = settled(IntentState::Open, "unknown", 2);
    journal.settle_action(&id("a"), &unknown, &change).unwrap();
    assert_eq!(write(&journal, "b", "1001", 3), busy);
    let (done, change) = settled(IntentState::Settled, "accepted", 4);
    journal.settle_action(&id("a"), &done, &change).unwrap();
    assert_eq!(write(&journal, "b", "1001", 5), ActionWritten::Written);
}

#[test]
fn only_the_newest_action_of_a_service_stands() {
    let journal = journal();
    let own = profile_id();
    write(&journal, "a", "1001", 0);
    let (done, change) = settled(IntentState::Settled, "accepted", 1);
    journal.settle_action(&id("a"), &done, &change).unwrap();
    let standing = |states: &[&str]| -> Vec<String> {
        journal
            .standing_actions(&own, states)
            .unwrap()
            .into_iter()
            .map(|action| action.intent_id.as_str().to_owned())
            .collect()
    };
    assert_eq!(standing(&["accepted"]), ["a"]);
    write(&journal, "b", "1001", 2);
    write(&journal, "c", "1002", 3);
    assert!(standing(&["accepted"]).is_empty());
    assert_eq!(standing(&["sending", "accepted"]), ["b", "c"]);
    let service = ServiceId::new("1001").unwrap();
    let newest = journal.actions_on(&own, &service, 10).unwrap();
    assert_eq!(newest.len(), 2);
    assert_eq!(newest[0].intent_id, id("b"));
}

#[test]
fn the_webhook_and_what_it_was_before_are_kept() {
    let journal = journal();
    let own = profile_id();
    assert_eq!(journal.webhook(&own).unwrap(), None);
    for (url, seconds) in [(Some("https://a.example/"), 1), (None, 2)] {
        let seen = WebhookSeen {
            url: url.map(str::to_owned),
            read_at: at(seconds),
            request_id: None,
        };
        journal.record_webhook(&own, &seen).unwrap();
        assert_eq!(journal.webhook(&own).unwrap(), Some(seen));
        let before = WebhookBefore {
            url: url.map(str::to_owned),
            replaced_at: at(seconds),
        };
        journal.keep_webhook_before(&own, &before).unwrap();
    }
    let before = journal.webhooks_before(&own, 10).unwrap();
    assert_eq!(before.len(), 2);
    assert_eq!(before[0].url, None);
    assert_eq!(before[1].url.as_deref(), Some("https://a.example/"));
}
