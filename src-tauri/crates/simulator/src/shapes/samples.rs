//! Plain answers as the handlers give them, for the tests of the forms.

use serde_json::{Value, json};

use super::{PageAsk, PageInfo};

pub(super) fn me() -> Value {
    json!({
        "account": {"id": 1, "email": "orders@mueller-hosting.example", "currency": "EUR"},
        "key": {
            "id": "kh_live_SIM00000000000000000000000000000",
            "label": "full access",
            "scopes": ["read:products", "write:orders"],
            "ip_whitelist": [],
            "rate_limit": {"per_minute": 60, "burst": 20, "per_day": 5000},
            "created_at": "2026-01-01T00:00:00Z",
            "last_used_at": null,
        },
    })
}

pub(super) fn product() -> Value {
    json!({
        "id": 42,
        "name": "Sandbox KVM M",
        "group": "KVM rootserver",
        "description": "2 vCPU, 4 GB RAM, 60 GB NVMe",
        "currency": "EUR",
        "pricing": {"monthly": "9.90", "quarterly": "29.70", "annually": null},
        "setup_fee": "0.00",
        "in_stock": true,
        "config_options": [{
            "id": 7,
            "name": "Operating system",
            "type": "select",
            "required": false,
            "options": [
                {
                    "id": 71,
                    "name": "Debian 12",
                    "pricing": {"monthly": "0.00", "quarterly": "0.00", "annually": null},
                },
                {
                    "id": 76,
                    "name": "Windows Server (simulated licence)",
                    "pricing": {"monthly": "12.90", "quarterly": "38.70", "annually": null},
                },
            ],
        }],
    })
}

pub(super) fn order() -> Value {
    json!({
        "id": 5001,
        "status": "paid",
        "product_id": 42,
        "billing_cycle": "monthly",
        "total": "9.90",
        "currency": "EUR",
        "invoice_id": 9001,
        "service_ids": [1001, 1002],
        "hostname": null,
        "config_options": {"7": 71, "backup": true, "total": "1.00"},
        "created_at": "2026-01-01T00:00:00Z",
        "paid_at": "2026-01-01T00:00:01Z",
        "expires_at": null,
    })
}

pub(super) fn service() -> Value {
    json!({
        "id": 1001,
        "order_id": 5001,
        "product_id": 42,
        "name": "Sandbox KVM M",
        "hostname": "web-00001.alpenblick.example",
        "status": "active",
        "power_status": "running",
        "ip": "203.0.113.10",
        "ips": ["203.0.113.10", "203.0.113.11"],
        "billing_cycle": "monthly",
        "recurring_amount": "9.90",
        "currency": "EUR",
        "next_due_date": "2026-02-01",
        "created_at": "2026-01-01T00:00:00Z",
    })
}

pub(super) fn credentials() -> Value {
    json!({
        "service_id": 1001,
        "hostname": "web-00001.alpenblick.example",
        "ip": "203.0.113.10",
        "port": 22,
        "username": "root",
        "password": "not-a-real-one",
    })
}

pub(super) fn action() -> Value {
    json!({"service_id": 1001, "action": "reboot", "status": "accepted"})
}

pub(super) fn balance() -> Value {
    json!({"balance": "120.50", "currency": "EUR"})
}

pub(super) fn invoice() -> Value {
    json!({
        "id": 9001,
        "number": "KH-2026-0001",
        "status": "paid",
        "date": "2026-01-01",
        "due_date": "2026-01-15",
        "paid_at": "2026-01-01T00:00:01Z",
        "subtotal": "8.32",
        "tax": "1.58",
        "credit": "9.90",
        "total": "9.90",
        "balance": "0.00",
        "currency": "EUR",
    })
}

pub(super) fn page(offset: u64, limit: u64, total: u64) -> PageInfo {
    PageInfo {
        ask: PageAsk { offset, limit },
        total,
        path: "/v1/services".to_owned(),
        query: Vec::new(),
    }
}
