//! One PDF, from the click to the offline look at it, in every form it may
//! come in, and through everything that may happen to it.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kh_core::view::PdfView;
use kh_simulator::{Fault, FaultKind};
use kh_tests::World;
use serde_json::json;

use crate::desk::*;

#[test]
fn a_saved_document_is_opened_offline_as_it_came() {
    let world = World::new();
    let life = read(&world, 1);
    assert_eq!(row(&life, "9001").pdf, PdfView::None);
    assert_eq!(open(&life, "9001").unwrap_err().code, "document.not_saved");
    let saved = save(&life, "9001").unwrap();
    let PdfView::Saved { bytes, .. } = saved.pdf else {
        panic!("{:?}", saved.pdf);
    };
    world.wire.set_offline(true);
    // Another run of the program, and nobody answers.
    drop(life);
    let life = world.live();
    world.wire.forget();
    let path = open(&life, "9001").unwrap();
    assert!(world.wire.seen().is_empty());
    let kept = std::fs::read(&path).unwrap();
    assert!(kept.starts_with(b"%PDF-"));
    assert_eq!(kept.len(), usize::try_from(bytes).unwrap());
    assert!(path.starts_with(world.data_folder().join("archive")));
    assert_eq!(archived(&world), [path]);
    assert!(files_below(&world.downloads_folder()).is_empty());
}

#[test]
fn two_clicks_at_once_fetch_once_and_a_third_costs_nothing() {
    let world = World::new();
    let life = read(&world, 1);
    let click = || life.console.save_invoice_pdf("9001".to_owned());
    let (one, two) = life.run(async { tokio::join!(click(), click()) });
    assert_eq!(name_of(&one.unwrap()), name_of(&two.unwrap()));
    save(&life, "9001").unwrap();
    assert_eq!(pdf_calls(&world), 1);
    assert_eq!(archived(&world).len(), 1);
}

#[test]
fn a_fetch_goes_on_where_nobody_waits_for_it() {
    let world = World::new();
    let life = read(&world, 1);
    life.run(async {
        let mut notices = life.console.notices();
        let begun = async { while notices.recv().await.unwrap().id.as_deref() != Some("9001") {} };
        // The window goes away as soon as it has heard that the fetch began.
        tokio::select! {
            biased;
            () = begun => {}
            _ = life.console.save_invoice_pdf("9001".to_owned()) => {}
        }
    });
    life.until(|console| async move {
        let view = console.invoices(everything()).await.unwrap();
        matches!(view.rows[0].pdf, PdfView::Saved { .. })
    });
    open(&life, "9001").unwrap();
}

#[test]
fn a_document_comes_out_of_json() {
    let world = World::new();
    let life = read(&world, 1);
    let document = b"%PDF-1.7 of base64 %%EOF\n";
    let body = json!({"data": {"invoice_id": 9001, "content": STANDARD.encode(document)}});
    world.faults([answer(PDF, "application/json", body.to_string())]);
    save(&life, "9001").unwrap();
    assert_eq!(
        std::fs::read(open(&life, "9001").unwrap()).unwrap(),
        document
    );
}

#[test]
fn a_link_is_followed_on_the_same_host_and_signed_anew() {
    let world = World::new();
    let life = read(&world, 1);
    let link = json!({"url": "/v1/billing/invoices/9001/pdf"});
    world.faults([answer(PDF, "application/json", link.to_string())]);
    world.wire.forget();
    save(&life, "9001").unwrap();
    let calls = world.wire.seen();
    assert_eq!(calls.len(), 2);
    let nonce = |at: usize| calls[at].header("kh-nonce").unwrap().to_owned();
    assert_ne!(nonce(0), nonce(1));
    open(&life, "9001").unwrap();
}

#[test]
fn a_link_to_elsewhere_is_not_followed() {
    let world = World::new();
    let life = read(&world, 1);
    for link in [
        "https://evil.test/v1/x.pdf",
        "//evil.test/x.pdf",
        "/cp/dl.php?id=9001",
        "/v1/services/1001/credentials",
        "http://127.0.0.1:10/v1/x.pdf",
    ] {
        world.pass(Duration::from_secs(10));
        world.faults([answer(
            PDF,
            "application/json",
            json!({ "url": link }).to_string(),
        )]);
        world.wire.forget();
        let error = save(&life, "9001").unwrap_err();
        assert_eq!(error.code, "document.not_a_pdf", "{link}");
        assert_eq!(error.facts["why"], "pdf_link_away", "{link}");
        assert!(error.request_id.is_some());
        assert_eq!(world.wire.seen().len(), 1, "{link}");
    }
    assert!(archived(&world).is_empty());
}

#[test]
fn what_failed_says_why_and_can_be_tried_again() {
    let world = World::new();
    let life = read(&world, 1);
    let fail = |kind| {
        world.pass(Duration::from_secs(60));
        world.faults([Fault {
            on: PDF.to_owned(),
            kind,
            skip: 0,
            times: 20,
        }]);
        let error = save(&life, "9001").unwrap_err();
        let failed = PdfView::Failed {
            code: error.code.clone(),
        };
        assert_eq!(row(&life, "9001").pdf, failed);
        error.code
    };
    let page = FaultKind::Html {
        status: 200,
        after_commit: true,
    };
    assert_eq!(fail(page), "document.not_a_pdf");
    let error = FaultKind::Error {
        status: 404,
        after_commit: false,
    };
    assert_eq!(fail(error), "refused.not_found");
    assert_eq!(
        fail(FaultKind::CutBody { bytes: 100 }),
        "network.connection_broken"
    );
    assert!(archived(&world).is_empty(), "nothing was kept");
    assert_eq!(open(&life, "9001").unwrap_err().code, "document.not_saved");
    world.faults([]);
    world.pass(Duration::from_secs(60));
    save(&life, "9001").unwrap();
    open(&life, "9001").unwrap();
}

#[test]
fn a_file_that_is_gone_or_changed_is_said_and_fetched_again() {
    let world = World::new();
    let life = read(&world, 1);
    save(&life, "9001").unwrap();
    let path = open(&life, "9001").unwrap();
    let good = std::fs::read(&path).unwrap();

    std::fs::remove_file(&path).unwrap();
    assert_eq!(row(&life, "9001").pdf, PdfView::Gone);
    assert_eq!(open(&life, "9001").unwrap_err().code, "document.gone");
    save(&life, "9001").unwrap();
    assert_eq!(open(&life, "9001").unwrap(), path);

    // As long as before, and another one.
    let mut other = good.clone();
    let last = other.len() - 1;
    other[last / 2] ^= 1;
    std::fs::write(&path, &other).unwrap();
    assert_eq!(open(&life, "9001").unwrap_err().code, "document.changed");
    std::fs::write(&path, b"%PDF-1.7 short").unwrap();
    assert_eq!(row(&life, "9001").pdf, PdfView::Changed);
    let again = save(&life, "9001").unwrap();
    let second = open(&life, "9001").unwrap();
    assert_ne!(second, path, "the other file is not written over");
    assert!(name_of(&again).ends_with(" (2).pdf"));
    assert_eq!(std::fs::read(&second).unwrap(), good);
    assert_eq!(std::fs::read(&path).unwrap(), b"%PDF-1.7 short");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_file_or_of_the_folder_is_not_followed() {
    use std::os::unix::fs::symlink;

    let world = World::new();
    let life = read(&world, 1);
    save(&life, "9001").unwrap();
    let path = open(&life, "9001").unwrap();
    let elsewhere = world.downloads_folder();
    std::fs::create_dir_all(&elsewhere).unwrap();
    let moved = elsewhere.join("moved.pdf");
    std::fs::rename(&path, &moved).unwrap();
    symlink(&moved, &path).unwrap();
    assert_eq!(open(&life, "9001").unwrap_err().code, "document.changed");
    std::fs::remove_file(&path).unwrap();
    let folder = path.parent().unwrap();
    std::fs::remove_dir(folder).unwrap();
    symlink(&elsewhere, folder).unwrap();
    let error = save(&life, "9001").unwrap_err();
    assert_eq!(error.code, "document.not_written");
    assert_eq!(files_below(&elsewhere), [moved]);
}

#[test]
fn an_invoice_that_changed_gets_its_new_document_beside_the_old_one() {
    let world = World::new();
    let life = with_invoices(&world, 0);
    let invoice = |status: &str| {
        let body = json!([{"id": 7, "number": "P-7", "status": status, "total": "1.00"}]);
        answer(LIST, "application/json", body.to_string())
    };
    let document = |text: &str| answer(PDF, "application/pdf", text);
    world.faults([
        invoice("unpaid"),
        document("%PDF-1.4 a request to pay %%EOF"),
        invoice("paid"),
        document("%PDF-1.4 a receipt %%EOF"),
    ]);
    refresh(&life).unwrap();
    assert_eq!(name_of(&save(&life, "7").unwrap()), "P-7.pdf");
    world.pass(Duration::from_secs(60));
    refresh(&life).unwrap();
    assert_eq!(name_of(&save(&life, "7").unwrap()), "P-7 (2).pdf");
    let kept = std::fs::read_to_string(open(&life, "7").unwrap()).unwrap();
    assert!(kept.contains("receipt"));
    assert_eq!(archived(&world).len(), 2);
}

#[test]
fn what_was_never_listed_is_not_fetched() {
    let world = World::new();
    let life = read(&world, 1);
    world.wire.forget();
    assert_eq!(save(&life, "424242").unwrap_err().code, "invoice.not_known");
    assert_eq!(save(&life, "").unwrap_err().code, "input.id");
    assert!(world.wire.seen().is_empty());
}
