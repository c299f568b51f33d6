//! The bytes of a PDF are looked at here as text: the writer does not compress.

use super::*;
use crate::world::{Card, InvoiceLine};

fn sample(lines: usize) -> (Invoice, Account) {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let total = Decimal::new(12_480, 2);
    let (subtotal, tax) = money::without_tax(total);
    let line = |number| InvoiceLine {
        text: match number {
            0 => "Sandbox KVM L, monthly, 2026-01-01 to 2026-01-31, with Debian 12, \
                  2 additional IPv4 addresses and daily backup for größere Übersicht"
                .to_owned(),
            _ => format!("Line {number}"),
        },
        amount: Decimal::new(1_690, 2),
    };
    let invoice = Invoice {
        id: 9001,
        account_id: 1,
        order_id: 5001,
        number: "KH-2026-0001".to_owned(),
        status: InvoiceStatus::Paid,
        date: at("2026-01-01T00:00:00Z"),
        due_date: at("2026-01-15T00:00:00Z"),
        paid_at: Some(at("2026-01-01T00:00:05Z")),
        subtotal,
        tax,
        credit: Decimal::new(10_000, 2),
        total,
        balance: Decimal::ZERO,
        currency: "EUR".to_owned(),
        lines: (0..lines).map(line).collect(),
    };
    let [reseller, _] = seed::resellers();
    let owner = Account {
        id: 1,
        email: reseller.email.to_owned(),
        name: reseller.name.to_owned(),
        currency: "EUR".to_owned(),
        credit: reseller.credit,
        card: Card::Ok,
        client_known: true,
        mail_on_credentials: false,
    };
    (invoice, owner)
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes
        .windows(wanted.len())
        .filter(|part| *part == wanted)
        .count()
}

/// The operator that draws a text: in brackets where it is plain ASCII, else
/// the bytes of its encoding in hexadecimal.
fn drawn(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        return format!("({text}) Tj").into_bytes();
    }
    let bytes = winansi::encode(text);
    format!("<{}> Tj", hex::encode_upper(bytes)).into_bytes()
}

#[test]
fn an_invoice_is_a_pdf_that_says_on_every_page_that_it_is_not_real() {
    for (lines, pages) in [(1, 1), (60, 3)] {
        let (facts, owner) = sample(lines);
        let pdf = invoice(&facts, &owner);
        assert!(pdf.starts_with(b"%PDF-"));
        assert!(pdf.trim_ascii_end().ends_with(b"%%EOF"));
        assert_eq!(count(&pdf, b"/Type /Page\n"), pages);
        assert_eq!(
            count(&pdf, &drawn("Simulated invoice, not a real document")),
            pages
        );
        assert_eq!(count(&pdf, &drawn("SIMULATED")), pages);
        let last = format!("Page {pages} of {pages}");
        assert_eq!(count(&pdf, &drawn(&last)), 1);
    }
}

#[test]
fn an_invoice_names_its_number_its_owner_and_its_sums() {
    let (facts, owner) = sample(2);
    let pdf = invoice(&facts, &owner);
    for text in [
        "Invoice KH-2026-0001",
        "Sandbox Hosting Müller & Söhne",
        "Beispielstraße 12",
        "paid on 2026-01-01",
        "124.80 €",
        "100.00 €",
        "24.80 €",
        "0.00 €",
    ] {
        assert_eq!(count(&pdf, &drawn(text)), 1, "{text}");
    }
}

#[test]
fn every_line_is_on_exactly_one_page() {
    let (facts, owner) = sample(60);
    let pdf = invoice(&facts, &owner);
    for number in 1..60 {
        let text = format!("Line {number}");
        assert_eq!(count(&pdf, &drawn(&text)), 1, "{text}");
    }
}

#[test]
fn a_text_longer_than_a_page_runs_on_over_the_next() {
    let (mut facts, owner) = sample(1);
    let word = "x".repeat(60);
    facts.lines[0].text = [word.as_str(); 80].join(" ");
    let pdf = invoice(&facts, &owner);
    assert_eq!(count(&pdf, &drawn(&word)), 80);
    assert_eq!(count(&pdf, b"/Type /Page\n"), 3);
    assert_eq!(count(&pdf, &drawn("16.90 €")), 1);
}

#[test]
fn the_same_invoice_is_the_same_file() {
    let (facts, owner) = sample(3);
    assert_eq!(invoice(&facts, &owner), invoice(&facts, &owner));
}

#[test]
fn brackets_and_line_breaks_in_a_name_do_not_break_the_file() {
    let (facts, mut owner) = sample(1);
    owner.name = "A) Tj (B\\\nC".to_owned();
    let pdf = invoice(&facts, &owner);
    assert_eq!(count(&pdf, br"(A\) Tj \(B\\?C) Tj"), 1);
}

/// Writes the samples to the folder named by KH_PDF_SAMPLES, for looking at.
#[test]
fn samples_can_be_written_for_looking_at() {
    let Some(folder) = std::env::var_os("KH_PDF_SAMPLES") else {
        return;
    };
    for lines in [2, 60] {
        let (facts, owner) = sample(lines);
        let file = std::path::Path::new(&folder).join(format!("invoice-{lines}.pdf"));
        std::fs::write(file, invoice(&facts, &owner)).unwrap();
    }
}
