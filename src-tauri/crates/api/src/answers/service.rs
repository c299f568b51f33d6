//! `GET /v1/services` and `GET /v1/services/{id}`: what was bought.

use kh_model::{
    Amount, BillingCycle, OrderId, PowerState, ProductId, ServiceId, ServiceState, Stated,
};

use super::page::{Listed, read_one};
use super::{RawAnswer, ReadAnswer, StatedTime};
use crate::wire::envelope::Named;
use crate::wire::{Object, Unreadable, money, scalar};

pub(super) const ID: &[&str] = &["id", "service_id"];
const ORDER_ID: &[&str] = &["order_id"];
const ORDER: &[&str] = &["order"];
const PRODUCT_ID: &[&str] = &["product_id", "pid", "package_id"];
const PRODUCT: &[&str] = &["product"];
const NAME: &[&str] = &["name", "product_name", "label"];
const HOSTNAME: &[&str] = &["hostname", "domain"];
const STATUS: &[&str] = &["status", "domain_status"];
const POWER: &[&str] = &["power_status", "power_state", "power"];
const IP: &[&str] = &["ip", "dedicated_ip", "primary_ip", "ip_address"];
const IPS: &[&str] = &["ips", "assigned_ips", "ip_addresses"];
const CYCLE: &[&str] = &["billing_cycle", "cycle"];
const RECURRING: &[&str] = &["recurring_amount", "recurring", "amount"];
const NEXT_DUE: &[&str] = &["next_due_date", "next_due"];
const CREATED_AT: &[&str] = &["created_at", "reg_date", "created"];

/// Every name that is read.
pub(super) const FIELDS: &[&[&str]] = &[
    ID, ORDER_ID, ORDER, PRODUCT_ID, PRODUCT, NAME, HOSTNAME, STATUS, POWER, IP, IPS, CYCLE,
    RECURRING, NEXT_DUE, CREATED_AT,
];

/// A service of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The order it came from.
    pub order_id: Option<OrderId>,
    /// The product it is one of.
    pub product_id: Option<ProductId>,
    /// The name of the product, or of the service.
    pub name: Option<String>,
    /// Its host name.
    pub hostname: Option<String>,
    /// The state of the contract.
    pub status: Option<Stated<ServiceState>>,
    /// Whether the machine runs.
    pub power: Option<Stated<PowerState>>,
    /// Its main address.
    pub ip: Option<String>,
    /// All its addresses.
    pub ips: Vec<String>,
    /// How often it is paid.
    pub cycle: Option<BillingCycle>,
    /// What is paid each time.
    pub recurring: Option<Amount>,
    /// When it is paid next.
    pub next_due: Option<StatedTime>,
    /// When it was made.
    pub created_at: Option<StatedTime>,
}

impl ReadAnswer for Service {
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        read_one(raw)
    }
}

impl Listed for Service {
    const NAMED: Named = Named {
        one: "service",
        many: "services",
        id: ID,
    };

    fn from_object(object: &Object) -> Result<Self, Unreadable> {
        let currency = scalar::currency(object);
        Ok(Self {
            id: scalar::id(object, ID).ok_or(Unreadable::Without {
                of: "service",
                part: "id",
            })?,
            order_id: scalar::reference(object, ORDER_ID, ORDER),
            product_id: scalar::reference(object, PRODUCT_ID, PRODUCT),
            name: scalar::word(object, NAME),
            hostname: scalar::word(object, HOSTNAME),
            status: scalar::stated(object, STATUS),
            power: scalar::stated(object, POWER),
            ip: scalar::word(object, IP),
            ips: object.find(IPS).map(scalar::words).unwrap_or_default(),
            cycle: scalar::cycle(object, CYCLE),
            recurring: money::amount(object, RECURRING, currency.as_ref()),
            next_due: scalar::time(object, NEXT_DUE),
            created_at: scalar::time(object, CREATED_AT),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::TimePrecision;
    use crate::answers::testing::read;

    #[test]
    fn the_assumed_form_is_read_whole() {
        let service: Service = read(
            r#"{"data":{"id":1001,"order_id":5001,"product_id":42,"name":"KVM M","hostname":"a.example.net",
                "status":"active","power_status":"running","ip":"203.0.113.10","ips":["203.0.113.10"],
                "billing_cycle":"monthly","recurring_amount":"9.90","currency":"EUR",
                "next_due_date":"2026-02-01","created_at":"2026-01-01T00:00:00Z"}}"#,
        )
        .unwrap();
        assert_eq!(service.id.as_str(), "1001");
        assert_eq!(service.order_id.unwrap().as_str(), "5001");
        assert_eq!(service.product_id.unwrap().as_str(), "42");
        assert_eq!(service.name.as_deref(), Some("KVM M"));
        assert_eq!(service.hostname.as_deref(), Some("a.example.net"));
        assert_eq!(service.status.unwrap().kind, ServiceState::Active);
        assert_eq!(service.power.unwrap().kind, PowerState::Running);
        assert_eq!(service.ip.as_deref(), Some("203.0.113.10"));
        assert_eq!(service.ips, ["203.0.113.10"]);
        assert_eq!(service.cycle, Some(BillingCycle::Monthly));
        assert_eq!(service.recurring.unwrap().to_string(), "9.90 EUR");
        assert_eq!(service.next_due.unwrap().precision, TimePrecision::Day);
        assert!(service.created_at.unwrap().at.is_some());
    }

    #[test]
    fn the_form_of_the_billing_system_is_read_too() {
        let service: Service = read(
            r#"{"id":"1001","orderid":"0","pid":"42","domain":"a.example.net","status":"Terminated",
                "dedicatedip":"203.0.113.10","assignedips":"203.0.113.11\r\n203.0.113.12",
                "billingcycle":"Semi-Annually","recurringamount":"59.40",
                "nextduedate":"0000-00-00","regdate":"2026-01-01"}"#,
        )
        .unwrap();
        assert_eq!(service.order_id, None);
        assert_eq!(service.product_id.unwrap().as_str(), "42");
        assert_eq!(service.hostname.as_deref(), Some("a.example.net"));
        assert_eq!(service.status.unwrap().kind, ServiceState::Terminated);
        assert_eq!(service.power, None);
        assert_eq!(service.ips, ["203.0.113.11", "203.0.113.12"]);
        assert_eq!(service.cycle, Some(BillingCycle::Semiannually));
        assert_eq!(service.recurring.unwrap().to_string(), "59.40");
        assert_eq!(service.next_due, None);
        assert!(service.created_at.is_some());
    }

    #[test]
    fn minor_units_and_whole_objects_are_read_too() {
        let service: Service = read(
            r#"{"service_id":1,"order":{"id":5},"product":{"id":42,"name":"KVM M"},
                "recurring_amount_cents":990}"#,
        )
        .unwrap();
        assert_eq!(service.order_id.unwrap().as_str(), "5");
        assert_eq!(service.product_id.unwrap().as_str(), "42");
        assert_eq!(service.recurring.unwrap().to_string(), "9.90");
    }
}
