//! Profiles, catalogue, balances, use of keys and settings.

use kh_journal::{AccountSeen, Journal, Original, Profile, SecretHome, SettingOf};
use kh_model::{Currency, KeyId, ProductId, ProfileId, RequestId, Scope, SignPath};

use crate::fixture::{at, euro, intent, journal, order, profile, profile_id};

fn account() -> AccountSeen {
    AccountSeen {
        read_at: at(60),
        account_id: Some("77".to_owned()),
        email: Some("owner@example.net".to_owned()),
        currency: Some(Currency::new("EUR").unwrap()),
        key_label: Some("console".to_owned()),
        scopes: Some(vec![Scope::WriteOrders, Scope::read("read:tickets")]),
        original: br#"{"account":{}}"#.to_vec(),
    }
}

fn answer(body: &str, seconds: i64) -> Original {
    Original {
        bytes: body.as_bytes().to_vec(),
        read_at: at(seconds),
        request_id: Some(RequestId::new("01HX").unwrap()),
    }
}

#[test]
fn a_profile_comes_back_as_it_was_saved() {
    let journal = Journal::in_memory().unwrap();
    let whole = Profile {
        account: Some(account()),
        sign_path: SignPath::Full,
        secret_home: SecretHome::Keychain,
        ..profile()
    };
    journal.save_profile(&whole).unwrap();
    assert_eq!(journal.profile(&profile_id()).unwrap(), Some(whole.clone()));
    assert_eq!(journal.profiles().unwrap(), [whole]);
}

#[test]
fn saving_a_profile_again_keeps_what_the_provider_said_of_the_account() {
    let journal = journal();
    journal.record_account(&profile_id(), &account()).unwrap();
    let renamed = Profile {
        label: "Renamed".to_owned(),
        ..profile()
    };
    journal.save_profile(&renamed).unwrap();
    let back = journal.profile(&profile_id()).unwrap().unwrap();
    assert_eq!(back.label, "Renamed");
    assert_eq!(back.account, Some(account()));
}

#[test]
fn scopes_that_were_not_stated_are_not_an_empty_list() {
    let journal = journal();
    for scopes in [None, Some(vec![])] {
        let seen = AccountSeen {
            scopes: scopes.clone(),
            ..account()
        };
        journal.record_account(&profile_id(), &seen).unwrap();
        let back = journal.profile(&profile_id()).unwrap().unwrap();
        assert_eq!(back.account.unwrap().scopes, scopes);
    }
}

#[test]
fn a_removed_profile_is_not_shown_and_its_orders_are() {
    let journal = journal();
    let written = journal.write_intent(&intent("a", 0), Some(&order()), &[]);
    let no = written.unwrap().order_no.unwrap();
    let owner = profile_id();
    let own = SettingOf::Profile(&owner);
    journal.set_setting(own, "cap", Some("50.00")).unwrap();
    journal
        .put_product_list(&profile_id(), &answer("[]", 1))
        .unwrap();
    journal.remove_profile(&profile_id(), at(9)).unwrap();
    assert!(journal.profiles().unwrap().is_empty());
    assert_eq!(journal.profile(&profile_id()).unwrap(), None);
    assert_eq!(journal.order(no).unwrap().unwrap().profile_id, profile_id());
    assert_eq!(journal.product_list(&profile_id()).unwrap(), None);
    assert_eq!(journal.setting(own, "cap").unwrap(), None);
    let again = journal.remove_profile(&profile_id(), at(10));
    assert_eq!(again.unwrap_err().code(), "journal_not_found");
}

#[test]
fn a_hue_beyond_the_circle_is_refused() {
    let journal = journal();
    let wrong = Profile {
        accent_hue: 360,
        ..profile()
    };
    let error = journal.save_profile(&wrong).unwrap_err();
    assert_eq!(error.code(), "journal_refused");
    assert_eq!(
        journal.profile(&profile_id()).unwrap().unwrap().accent_hue,
        210
    );
}

#[test]
fn the_catalogue_is_kept_untouched_with_its_age() {
    let journal = journal();
    let product = ProductId::new("42").unwrap();
    let odd = Original {
        bytes: vec![0xFF, 0x00, b'{'],
        ..answer("", 10)
    };
    journal.put_product_list(&profile_id(), &odd).unwrap();
    journal
        .put_product(&profile_id(), &product, &answer("{}", 11))
        .unwrap();
    assert_eq!(journal.product_list(&profile_id()).unwrap(), Some(odd));
    let kept = journal.product(&profile_id(), &product).unwrap();
    assert_eq!(kept, Some(answer("{}", 11)));
    let other = ProductId::new("43").unwrap();
    assert_eq!(journal.product(&profile_id(), &other).unwrap(), None);
}

#[test]
fn an_answer_that_was_overtaken_does_not_replace_a_younger_one() {
    let journal = journal();
    journal
        .put_product_list(&profile_id(), &answer("young", 20))
        .unwrap();
    journal
        .put_product_list(&profile_id(), &answer("late", 10))
        .unwrap();
    let kept = journal.product_list(&profile_id()).unwrap().unwrap();
    assert_eq!(kept.bytes, b"young");
}

#[test]
fn a_balance_gets_a_row_when_it_changes_and_a_later_end_when_not() {
    let journal = journal();
    let id = profile_id();
    for (amount, seconds) in [("20.00", 1), ("20.00", 5), ("10.10", 9), ("20.00", 12)] {
        journal
            .record_balance(&id, &euro(amount), at(seconds), None)
            .unwrap();
    }
    let seen = journal.balances(&id, 10).unwrap();
    let spans: Vec<_> = seen
        .iter()
        .map(|one| {
            (
                one.amount.value.to_string(),
                one.first_read_at,
                one.last_read_at,
            )
        })
        .collect();
    assert_eq!(
        spans,
        [
            ("20.00".to_owned(), at(12), at(12)),
            ("10.10".to_owned(), at(9), at(9)),
            ("20.00".to_owned(), at(1), at(5)),
        ]
    );
    assert_eq!(journal.latest_balance(&id).unwrap().unwrap(), seen[0]);
}

#[test]
fn the_use_of_a_key_is_read_and_written_in_one_step() {
    let journal = journal();
    let key = KeyId::new(format!("kh_live_{}", "B".repeat(32))).unwrap();
    assert_eq!(journal.key_use(&key).unwrap(), None);
    let mut seen = Vec::new();
    for _ in 0..3 {
        journal
            .update_key_use(&key, &mut |before| {
                seen.push(before.map(str::to_owned));
                format!("{}x", before.unwrap_or_default())
            })
            .unwrap();
    }
    assert_eq!(seen, [None, Some("x".to_owned()), Some("xx".to_owned())]);
    assert_eq!(journal.key_use(&key).unwrap().as_deref(), Some("xxx"));
}

#[test]
fn settings_of_the_console_and_of_profiles_do_not_mix() {
    let journal = journal();
    let (one, two) = (profile_id(), ProfileId::new("two").unwrap());
    let places = [
        SettingOf::Console,
        SettingOf::Profile(&one),
        SettingOf::Profile(&two),
    ];
    for (place, value) in places.into_iter().zip(["a", "b", "c"]) {
        journal.set_setting(place, "theme", Some(value)).unwrap();
    }
    journal.set_setting(places[1], "theme", None).unwrap();
    let values = places.map(|place| journal.setting(place, "theme").unwrap());
    assert_eq!(values, [Some("a".to_owned()), None, Some("c".to_owned())]);
}
