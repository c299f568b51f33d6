//! Invoices as a file for a spreadsheet.

use std::path::Path;

use kh_core::view::{InvoicesFilter, InvoicesQuery};
use kh_tests::World;
use serde_json::json;

use crate::desk::*;

#[test]
fn the_file_has_fixed_columns_plain_amounts_and_no_formula() {
    let world = World::new();
    let life = with_invoices(&world, 0);
    let invoices = json!([
        {"id": 1, "number": "=HYPERLINK(\"http://evil.test\")", "status": "paid",
         "date": "2026-01-02", "subtotal": "8.32", "tax": "1.58", "total": "9.90",
         "balance": "0.00", "currency": "EUR"},
        {"id": 2, "number": "a, \"b\"\nc", "status": "-1+1", "total": "-3", "currency": "USD"},
        {"id": 3, "number": "M\u{f6}bel \u{1f600}", "status": "unpaid", "due_date": "2020-01-01",
         "total": "0.1"},
    ]);
    world.faults([answer(LIST, "application/json", invoices.to_string())]);
    refresh(&life).unwrap();
    let made = life
        .run(life.console.export_invoices(everything()))
        .unwrap();
    assert_eq!(
        Path::new(&made.path).parent(),
        Some(world.downloads_folder().as_path())
    );
    assert_eq!(
        (made.rows, made.file_name.as_str()),
        (3, "kernelhost-invoices-2026-01-01.csv")
    );
    let bytes = std::fs::read(&made.path).unwrap();
    assert_eq!(usize::try_from(made.bytes).unwrap(), bytes.len());
    let text = String::from_utf8(bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(text.starts_with(
        "number,id,state,state_at_provider,date,due,paid,net,tax,credit,total,open,currency,"
    ));
    assert_eq!(
        text.matches("\r\n").count(),
        4,
        "one line each and the names"
    );
    assert!(text.ends_with("\r\n"));
    let one =
        "\"'=HYPERLINK(\"\"http://evil.test\"\")\",1,paid,paid,2026-01-02,,,8.32,1.58,,9.90,,EUR,";
    assert!(text.contains(one), "{text}");
    assert!(
        text.contains("\"a, \"\"b\"\"\nc\",2,unknown,'-1+1,,,,,,,-3.00,,USD,"),
        "{text}"
    );
    assert!(
        text.contains("M\u{f6}bel \u{1f600},3,overdue,unpaid,,2020-01-01,,,,,0.10,0.10,,"),
        "{text}"
    );
}

#[test]
fn an_export_is_what_is_shown_and_never_takes_the_place_of_another() {
    let world = World::new();
    let life = read(&world, 3);
    let export = |query| life.run(life.console.export_invoices(query)).unwrap();
    let first = export(everything());
    // Offset and limit are of the window, not of the file.
    let second = export(InvoicesQuery {
        offset: 2,
        limit: 1,
        ..everything()
    });
    let none = export(InvoicesQuery {
        filter: InvoicesFilter::Open,
        ..everything()
    });
    assert_eq!((first.rows, second.rows, none.rows), (3, 3, 0));
    assert_eq!(first.sha256, second.sha256);
    assert_eq!(second.file_name, "kernelhost-invoices-2026-01-01 (2).csv");
    assert_eq!(files_below(&world.downloads_folder()).len(), 3);
}
