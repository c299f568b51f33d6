//! What is taken for a document, in every form and cut into every piece.

use super::*;

const PDF: &[u8] = b"%PDF-1.7\nsome objects\n%%EOF\n";

struct Seen {
    kept: Vec<u8>,
    received: Received,
    stopped: bool,
}

fn receive_in(kind: &str, length: Option<u64>, pieces: &[&[u8]]) -> Seen {
    let mut kept = Vec::new();
    let mut receiver = Receiver::new(&mut kept);
    let mut headers = vec![("Content-Type".to_owned(), kind.to_owned())];
    headers.extend(length.map(|length| ("content-length".to_owned(), length.to_string())));
    assert_eq!(receiver.head(200, &headers), BodyWay::Pieces);
    let mut stopped = false;
    for piece in pieces {
        stopped = receiver.piece(Bytes::copy_from_slice(piece)).is_break();
        if stopped {
            break;
        }
    }
    let received = receiver.finish();
    Seen {
        kept,
        received,
        stopped,
    }
}

fn receive(kind: &str, body: &[u8]) -> Result<(ReceivedPdf, Vec<u8>), NoPdf> {
    let seen = receive_in(kind, Some(body.len() as u64), &[body]);
    match seen.received {
        Received::Document(done) => done.map(|pdf| (pdf, seen.kept)),
        Received::Link(link) => panic!("a link to {link}"),
    }
}

fn link(body: &str) -> Option<String> {
    match receive_in("application/json", None, &[body.as_bytes()]).received {
        Received::Link(link) => Some(link),
        Received::Document(done) => {
            assert_eq!(done, Err(NoPdf::NothingInJson), "{body}");
            None
        }
    }
}

#[test]
fn a_document_is_kept_byte_for_byte_with_its_hash() {
    let (pdf, kept) = receive("application/pdf", PDF).unwrap();
    assert_eq!(kept, PDF);
    assert_eq!(pdf.bytes, PDF.len() as u64);
    // printf '%%PDF-1.7\nsome objects\n%%%%EOF\n' | sha256sum
    assert_eq!(
        hex::encode(pdf.sha256),
        "8cf256914252adc806de19ef78c752f95aa641d705d3a5fc6a3626805a6df1ec"
    );
    assert!(pdf.ends_well);
    assert_eq!(pdf.form, PdfForm::Plain);
}

#[test]
fn how_it_is_cut_on_its_way_makes_no_difference() {
    let whole = receive("application/pdf", PDF).unwrap();
    for at in 0..=PDF.len() {
        let (one, two) = PDF.split_at(at);
        let seen = receive_in("application/pdf", None, &[one, two]);
        let Received::Document(Ok(pdf)) = seen.received else {
            panic!("cut at {at}");
        };
        assert_eq!((pdf, seen.kept), whole.clone(), "cut at {at}");
    }
    let single: Vec<&[u8]> = PDF.chunks(1).collect();
    assert_eq!(
        receive_in("application/pdf", None, &single).kept,
        whole.1,
        "byte by byte"
    );
}

#[test]
fn types_that_say_nothing_or_json_leave_it_to_the_first_bytes() {
    for kind in [
        "",
        "application/pdf; charset=binary",
        "Application/X-PDF",
        "application/octet-stream",
        "application/json; charset=utf-8",
    ] {
        assert!(receive(kind, PDF).is_ok(), "{kind}");
    }
}

#[test]
fn a_type_that_names_something_else_is_refused_before_anything_is_kept() {
    for kind in ["text/html", "image/png", "text/plain", "application/zip"] {
        let seen = receive_in(kind, None, &[PDF]);
        assert!(seen.stopped, "{kind}");
        assert!(seen.kept.is_empty(), "{kind}");
        let stated = kind.to_owned();
        assert!(
            matches!(seen.received, Received::Document(Err(NoPdf::OtherType { stated: said })) if said == stated)
        );
    }
}

#[test]
fn bytes_that_are_no_document_are_refused_whatever_they_are_called() {
    for body in [
        &b"<html><body>We will be back soon</body></html>"[..],
        b" %PDF-1.7",
        b"%PDX-1.7",
        b"%PDF",
        b"MZ\x90\x00",
        b"   ",
    ] {
        let seen = receive_in("application/pdf", None, &[body]);
        assert!(
            matches!(seen.received, Received::Document(Err(NoPdf::OtherBytes))),
            "{body:?}"
        );
        assert!(seen.kept.is_empty());
    }
    assert_eq!(receive("application/pdf", b""), Err(NoPdf::Empty));
}

#[test]
fn what_is_too_large_is_not_read_to_its_end() {
    let seen = receive_in("application/pdf", Some(LARGEST_PDF + 1), &[PDF]);
    assert!(seen.stopped && seen.kept.is_empty());
    let seen = receive_in("", Some(u64::MAX), &[b"{"]);
    assert!(seen.stopped);

    let piece = vec![b'x'; 1 << 20];
    let mut pieces: Vec<&[u8]> = vec![PDF];
    pieces.extend(std::iter::repeat_n(piece.as_slice(), 40));
    let seen = receive_in("application/pdf", None, &pieces);
    assert!(seen.stopped);
    assert!(matches!(
        seen.received,
        Received::Document(Err(NoPdf::TooLarge { .. }))
    ));
}

#[test]
fn a_document_that_ends_too_early_is_an_error_and_one_without_its_last_word_is_not() {
    let seen = receive_in("application/pdf", Some(1_000), &[PDF]);
    let came = PDF.len() as u64;
    assert!(matches!(
        seen.received,
        Received::Document(Err(NoPdf::CutShort { stated: 1_000, came: seen })) if seen == came
    ));
    let (pdf, _) = receive("application/pdf", b"%PDF-1.7 and no more").unwrap();
    assert!(!pdf.ends_well);
    let mut far = b"%PDF-1.7 %%EOF".to_vec();
    far.resize(2_000, b'\n');
    assert!(!receive("application/pdf", &far).unwrap().0.ends_well);
}

#[test]
fn a_document_comes_out_of_json_in_any_field_and_any_spelling_of_base64() {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
    let long: Vec<u8> = PDF
        .iter()
        .copied()
        .chain((0..=255).cycle().take(200_000))
        .collect();
    let broken_lines = STANDARD.encode(&long).chars().collect::<Vec<_>>();
    let broken_lines: Vec<String> = broken_lines
        .chunks(76)
        .map(|line| line.iter().collect())
        .collect();
    for text in [
        STANDARD.encode(&long),
        STANDARD_NO_PAD.encode(&long),
        URL_SAFE.encode(&long),
        format!("data:application/pdf;base64,{}", STANDARD.encode(&long)),
        broken_lines.join("\\r\\n"),
    ] {
        for body in [
            format!(r#"{{"data":{{"id":1,"name":"x","content":"{text}"}}}}"#),
            format!(r#"  [{{"pdf":"{text}"}}]"#),
            format!("\u{feff}\"{text}\""),
        ] {
            let (pdf, kept) = receive("application/json", body.as_bytes()).unwrap();
            assert_eq!(kept, long);
            assert_eq!((pdf.bytes, pdf.form), (long.len() as u64, PdfForm::InJson));
        }
    }
}

#[test]
fn base64_that_breaks_off_or_is_something_else_is_no_document() {
    for body in [
        r#"{"file":"JVBERi0xLjc!!!"}"#,
        r#"{"file":"PGh0bWw+"}"#,
        r#"{"error":"not yet"}"#,
        r#"{"file":"JVBERi0xLjcg"#,
        "{}",
        "[]",
    ] {
        assert_eq!(
            receive("application/json", body.as_bytes()),
            Err(NoPdf::NothingInJson),
            "{body}"
        );
    }
}

#[test]
fn a_link_is_found_under_the_names_that_links_have() {
    assert_eq!(
        link(r#"{"data":{"url":"https://a.test/x.pdf","id":3}}"#).as_deref(),
        Some("https://a.test/x.pdf")
    );
    assert_eq!(
        link(r#"{"downloadUrl":"/v1/files/9.pdf"}"#).as_deref(),
        Some("/v1/files/9.pdf")
    );
    assert_eq!(link(r#"{"note":"https://a.test/x.pdf"}"#), None);
    assert_eq!(link(r#"{"url":"javascript:alert(1)"}"#), None);
    assert_eq!(link(r#"{"url":null}"#), None);
}

#[test]
fn a_failed_attempt_leaves_nothing_of_itself_in_the_next_one() {
    let mut kept = Vec::new();
    let mut receiver = Receiver::new(&mut kept);
    let headers = [("content-type".to_owned(), "application/pdf".to_owned())];
    receiver.head(200, &headers);
    let _ = receiver.piece(Bytes::from_static(b"%PDF-1.4 of the first attempt"));
    receiver.head(200, &headers);
    let _ = receiver.piece(Bytes::from_static(PDF));
    let Received::Document(Ok(pdf)) = receiver.finish() else {
        panic!("no document");
    };
    assert_eq!(pdf.bytes, PDF.len() as u64);
    assert_eq!(kept, PDF);
}

#[test]
fn a_refusal_is_kept_whole_for_those_who_read_refusals() {
    let mut kept = Vec::new();
    let mut receiver = Receiver::new(&mut kept);
    assert_eq!(receiver.head(404, &[]), BodyWay::Whole);
}

#[test]
fn a_sink_that_fails_ends_it() {
    struct Full;
    impl PdfSink for Full {
        fn begin(&mut self, _: Option<u64>) -> std::io::Result<()> {
            Ok(())
        }
        fn write(&mut self, _: &[u8]) -> std::io::Result<()> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
    }
    let mut sink = Full;
    let mut receiver = Receiver::new(&mut sink);
    receiver.head(200, &[]);
    assert!(receiver.piece(Bytes::from_static(PDF)).is_break());
    assert!(matches!(
        receiver.finish(),
        Received::Document(Err(NoPdf::NotWritten {
            kind: std::io::ErrorKind::StorageFull,
            ..
        }))
    ));
}
