use super::super::samples;
use super::*;

fn one(kind: Kind, answer: Value) -> Value {
    apply(kind, answer, None)
}

#[test]
fn a_list_is_nested_twice_and_counted_in_text() {
    let page = samples::page(25, 25, 26);
    let shaped = apply(Kind::Services, json!([samples::service()]), Some(&page));
    assert_eq!(shaped["result"], json!("success"));
    assert_eq!(shaped["totalresults"], json!("26"));
    assert_eq!(shaped["startnumber"], json!("25"));
    assert_eq!(shaped["numreturned"], json!("1"));
    assert_eq!(shaped["services"]["service"][0]["id"], json!("1001"));
}

#[test]
fn an_empty_list_is_empty_text() {
    let page = samples::page(0, 25, 0);
    let shaped = apply(Kind::Invoices, json!([]), Some(&page));
    assert_eq!(shaped["invoices"], json!(""));
    assert_eq!(shaped["totalresults"], json!("0"));
    let me = one(Kind::Me, samples::me());
    assert_eq!(me["key"]["ip_whitelist"], json!(""));
}

#[test]
fn prices_stand_under_their_currency_and_minus_one_is_not_sold() {
    let shaped = one(Kind::Product, samples::product());
    let prices = &shaped["product"]["pricing"]["EUR"];
    assert_eq!(prices["monthly"], json!("9.90"));
    assert_eq!(prices["quarterly"], json!("29.70"));
    for cycle in ["semiannually", "annually", "biennially", "triennially"] {
        assert_eq!(prices[cycle], json!("-1.00"), "{cycle}");
    }
    assert_eq!(prices["msetupfee"], json!("0.00"));
    assert_eq!(shaped["product"].get("currency"), None);
    assert_eq!(shaped["product"]["quantity_available"], json!("25"));
}

#[test]
fn options_are_nested_and_their_type_is_a_number_in_text() {
    let shaped = one(Kind::Product, samples::product());
    let option = &shaped["product"]["configoptions"]["configoption"][0];
    assert_eq!(option["id"], json!("7"));
    assert_eq!(option["type"], json!("1"));
    assert_eq!(option["required"], json!("0"));
    let choice = &option["options"]["option"][1];
    assert_eq!(choice["id"], json!("76"));
    assert_eq!(choice["pricing"]["EUR"]["monthly"], json!("12.90"));
    assert_eq!(choice["pricing"]["EUR"]["annually"], json!("-1.00"));
}

#[test]
fn a_product_that_is_sold_out_has_a_quantity_of_zero_and_no_options_are_empty_text() {
    let mut product = samples::product();
    product["in_stock"] = json!(false);
    product["config_options"] = json!([]);
    let shaped = one(Kind::Product, product);
    assert_eq!(shaped["product"]["quantity_available"], json!("0"));
    assert_eq!(shaped["product"]["configoptions"], json!(""));
}

#[test]
fn an_order_joins_its_service_ids_and_says_apart_whether_it_is_paid() {
    let shaped = one(Kind::Order, samples::order());
    let order = &shaped["order"];
    assert_eq!(order["id"], json!("5001"));
    assert_eq!(order["product_id"], json!(42));
    assert_eq!(order["serviceids"], json!("1001,1002"));
    assert_eq!(order["created_at"], json!("2026-01-01 00:00:00"));
    assert_eq!(order["expires_at"], json!("0000-00-00 00:00:00"));
    assert_eq!(order["domain"], json!(""));
    assert_eq!(
        order["config_options"],
        json!({"7": 71, "backup": true, "total": "1.00"})
    );
    let states = |status: &str| {
        let mut order = samples::order();
        order["status"] = json!(status);
        let order = one(Kind::Order, order)["order"].clone();
        (order["status"].clone(), order["paymentstatus"].clone())
    };
    assert_eq!(
        states("pending_payment"),
        (json!("Pending"), json!("Unpaid"))
    );
    assert_eq!(states("paid"), (json!("Pending"), json!("Paid")));
    assert_eq!(states("active"), (json!("Active"), json!("Paid")));
    assert_eq!(states("cancelled"), (json!("Cancelled"), json!("Unpaid")));
}

#[test]
fn a_service_has_the_names_of_the_billing_system() {
    let shaped = one(Kind::Service, samples::service());
    assert_eq!(
        shaped["service"],
        json!({
            "id": "1001",
            "order_id": 5001,
            "product_id": 42,
            "name": "Sandbox KVM M",
            "domain": "web-00001.alpenblick.example",
            "status": "Active",
            "power_status": "running",
            "dedicatedip": "203.0.113.10",
            "assignedips": "203.0.113.10\n203.0.113.11",
            "billing_cycle": "Monthly",
            "recurringamount": "9.90",
            "nextduedate": "2026-02-01",
            "created_at": "2026-01-01 00:00:00",
        })
    );
    let mut service = samples::service();
    service["next_due_date"] = Value::Null;
    service["power_status"] = Value::Null;
    service["ips"] = json!([]);
    service["billing_cycle"] = json!("semiannually");
    let shaped = one(Kind::Service, service);
    assert_eq!(shaped["service"]["nextduedate"], json!("0000-00-00"));
    assert_eq!(shaped["service"]["power_status"], json!(""));
    assert_eq!(shaped["service"]["assignedips"], json!(""));
    assert_eq!(shaped["service"]["billing_cycle"], json!("Semi-Annually"));
}

#[test]
fn an_invoice_that_is_not_paid_has_no_number_yet() {
    let mut unpaid = samples::invoice();
    unpaid["status"] = json!("unpaid");
    unpaid["paid_at"] = Value::Null;
    let shaped = one(Kind::Invoices, json!([samples::invoice(), unpaid]));
    let list = &shaped["invoices"]["invoice"];
    assert_eq!(list[0]["invoicenum"], json!("KH-2026-0001"));
    assert_eq!(list[0]["status"], json!("Paid"));
    assert_eq!(list[1]["invoicenum"], json!(""));
    assert_eq!(list[1]["paid_at"], json!("0000-00-00 00:00:00"));
}

#[test]
fn the_small_answers_stand_flat_beside_the_result() {
    assert_eq!(
        one(Kind::Balance, samples::balance()),
        json!({"result": "success", "balance": "120.50", "currency": "EUR"})
    );
    let hook = one(Kind::Webhook, json!({"url": null}));
    assert_eq!(hook, json!({"result": "success", "url": ""}));
    assert_eq!(
        one(Kind::Action, samples::action()),
        json!({"result": "success"})
    );
    let access = one(Kind::Credentials, samples::credentials());
    assert_eq!(access["port"], json!("22"));
    assert_eq!(access["domain"], json!("web-00001.alpenblick.example"));
    assert_eq!(access["password"], json!("not-a-real-one"));
}
