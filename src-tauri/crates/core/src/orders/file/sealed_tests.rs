//! An order file is read back as it was written, or not at all.

use super::*;

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + hours * 3_600).unwrap()
}

fn file() -> OrderFile {
    OrderFile::seal(Contents {
        kernelhost_order_file: 1,
        drafted_at: at(0),
        expires_at: at(23),
        drafted_by: "Büro".to_owned(),
        account: "1".to_owned(),
        place: "simulator".to_owned(),
        sender_key: format!("kh_live_{}", "A".repeat(32)),
        product_id: "42".to_owned(),
        product_name: "Sandbox KVM M".to_owned(),
        cycle: "monthly".to_owned(),
        hostname: Some("web-01.example.net".to_owned()),
        customer: None,
        options: vec![ChosenOption {
            option_id: "7".to_owned(),
            value: "71".to_owned(),
        }],
        amount_now: Some("9.90 EUR".to_owned()),
        amount_recurring: Some("9.90 EUR".to_owned()),
        body: r#"{"product_id":42,"billing_cycle":"monthly"}"#.to_owned(),
        salt: "00112233445566778899aabbccddeeff".to_owned(),
    })
}

#[test]
fn what_was_written_is_read_back() {
    let text = file().text().unwrap();
    assert_eq!(OrderFile::read(&text), Ok(file()));
    assert_eq!(OrderFile::read(&format!("\u{feff}{text}")), Ok(file()));
    assert!(file().key().unwrap().as_str().starts_with("ordf-"));
    assert_eq!(file().fingerprint().len(), 24);
}

#[test]
fn a_file_with_one_byte_changed_is_refused_or_says_the_very_same() {
    let text = file().text().unwrap().into_bytes();
    let mut refused = 0_usize;
    for place in 0..text.len() {
        for bit in 0..8 {
            let mut altered = text.clone();
            altered[place] ^= 1 << bit;
            let Ok(altered) = String::from_utf8(altered) else {
                refused += 1;
                continue;
            };
            match OrderFile::read(&altered) {
                Ok(same) => assert_eq!(same, file(), "byte {place}, bit {bit}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > text.len() * 7, "{refused} of {}", text.len() * 8);
}

#[test]
fn a_file_made_to_fit_again_is_another_order() {
    let mut contents = file().contents().clone();
    contents.body = r#"{"product_id":43,"billing_cycle":"monthly"}"#.to_owned();
    let other = OrderFile::seal(contents);
    assert_ne!(other.key(), file().key());
    assert_ne!(other.fingerprint(), file().fingerprint());
}

#[test]
fn a_cut_file_another_text_and_a_newer_form_are_told_apart() {
    let text = file().text().unwrap();
    assert_eq!(
        OrderFile::read(&text[..text.len() / 2]),
        Err(FileTrouble::Unreadable)
    );
    assert_eq!(OrderFile::read("{}"), Err(FileTrouble::Unreadable));
    let newer = text.replace(
        "\"kernelhost_order_file\": 1",
        "\"kernelhost_order_file\": 2",
    );
    assert_eq!(OrderFile::read(&newer), Err(FileTrouble::NewerVersion));
    let more = text.replacen('{', "{\"note\": \"\",", 1);
    assert_eq!(OrderFile::read(&more), Err(FileTrouble::Altered));
    let large = " ".repeat(LARGEST + 1);
    assert_eq!(OrderFile::read(&large), Err(FileTrouble::TooLarge));
}

#[test]
fn it_can_be_sent_from_its_draft_until_its_end_and_no_longer_than_23_hours() {
    let file = file();
    assert_eq!(file.check_time(at(0)), Ok(()));
    assert_eq!(
        file.check_time(at(23) - SignedDuration::from_secs(1)),
        Ok(())
    );
    assert_eq!(
        file.check_time(at(23)),
        Err(FileTrouble::Expired { expired_at: at(23) })
    );
    assert_eq!(
        file.check_time(at(-1)),
        Err(FileTrouble::NotYet { drafted_at: at(0) })
    );
    let mut longer = file.contents().clone();
    longer.expires_at = at(24);
    assert_eq!(
        OrderFile::seal(longer).check_time(at(1)),
        Err(FileTrouble::Altered)
    );
}
