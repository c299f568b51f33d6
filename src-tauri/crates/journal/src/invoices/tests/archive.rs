//! The archive of PDFs beside the kept invoices.

use super::*;

fn saved(name: &str) -> SavedPdf {
    SavedPdf {
        file_name: name.to_owned(),
        sha256: [7; 32],
        bytes: 12,
        form: "plain".to_owned(),
        ends_well: true,
        saved_at: at(5),
        request_id: None,
    }
}

#[test]
fn the_archive_knows_what_it_has_and_why_a_try_failed() {
    let journal = journal();
    let profile = main_account();
    see(&journal, &some(), at(10));
    let id = InvoiceId::new("2").unwrap();
    assert_eq!(journal.invoice_pdf(&profile, &id).unwrap(), None);
    let failed = FailedPdf {
        code: "pdf_other_bytes".to_owned(),
        at: at(4),
    };
    journal.note_failed_pdf(&profile, &id, &failed).unwrap();
    let known = journal.invoice_pdf(&profile, &id).unwrap().unwrap();
    assert_eq!((known.saved, known.failed), (None, Some(failed.clone())));

    journal
        .save_pdf(&profile, &id, &saved("KH-10.pdf"))
        .unwrap();
    let known = journal.invoice_pdf(&profile, &id).unwrap().unwrap();
    assert_eq!(
        (known.saved, known.failed),
        (Some(saved("KH-10.pdf")), None)
    );
    journal.note_failed_pdf(&profile, &id, &failed).unwrap();
    let row = journal.listed_invoice(&profile, &id).unwrap().unwrap();
    assert!(row.pdf.unwrap().saved.is_some(), "what is there stays");

    let other = InvoiceId::new("3").unwrap();
    let taken = journal.save_pdf(&profile, &other, &saved("kh-10.PDF"));
    assert!(taken.is_err(), "one name, one file, whatever the case");
    let elsewhere = ProfileId::new("other").unwrap();
    journal
        .save_pdf(&elsewhere, &other, &saved("KH-10.pdf"))
        .unwrap();
    assert_eq!(
        journal.archived_names(&profile).unwrap(),
        [("kh-10.pdf".to_owned(), "2".to_owned())]
    );
}
