//! Lists by the page, and invoices (contract 2 and 4).

use crate::support::{ORDER, World};

fn world_with_orders(count: usize) -> World {
    let world = World::bare();
    for _ in 0..count {
        assert_eq!(world.owner().post_anew("/v1/orders", ORDER).status(), 201);
        world.wait(1);
    }
    world
}

fn ids(world: &World, path: &str) -> Vec<u64> {
    let list = world.owner().get(path).json();
    let items = list["data"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["id"].as_u64().unwrap())
        .collect()
}

#[test]
fn a_list_is_cut_into_pages_that_make_up_the_whole() {
    let world = world_with_orders(5);
    for (path, first) in [("/v1/services", 1001), ("/v1/billing/invoices", 9001)] {
        let page = |number| ids(&world, &format!("{path}?page={number}&per_page=2"));
        let all: Vec<u64> = [page(1), page(2), page(3)].concat();
        assert_eq!(all, (first..first + 5).collect::<Vec<_>>());
        assert!(page(4).is_empty());
        let meta = world.owner().get(&format!("{path}?per_page=2")).json()["meta"].clone();
        assert_eq!(meta["total"], 5);
        assert_eq!(meta["total_pages"], 3);
        assert_eq!(meta["page"], 1);
    }
}

#[test]
fn a_senseless_page_is_refused() {
    let world = World::bare();
    for (query, field) in [
        ("page=0", "page"),
        ("page=x", "page"),
        ("per_page=0", "per_page"),
    ] {
        let shown = world.owner().get(&format!("/v1/services?{query}"));
        assert_eq!(shown.fields(), [field]);
    }
}

#[test]
fn services_can_be_asked_for_by_status() {
    let world = world_with_orders(2);
    world.wait(60);
    world.owner().act(1002, "suspend");
    assert_eq!(ids(&world, "/v1/services?status=suspended"), [1002]);
    assert_eq!(ids(&world, "/v1/services?status=active"), [1001]);
    assert_eq!(
        world.owner().get("/v1/services?status=odd").fields(),
        ["status"]
    );
}

#[test]
fn an_invoice_is_a_pdf() {
    let world = world_with_orders(1);
    let pdf = world.owner().get("/v1/billing/invoices/9001/pdf");
    assert_eq!(pdf.status(), 200);
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert!(pdf.0.body.starts_with(b"%PDF-"));
    assert!(pdf.0.body.trim_ascii_end().ends_with(b"%%EOF"));
}
