//! `POST /v1/orders` and `GET /v1/orders/{id}`: one order.

use kh_model::{
    Amount, BillingCycle, InvoiceId, InvoiceState, OrderId, OrderState, ProductId, ServiceId,
    Stated,
};

use super::page::{Listed, read_one};
use super::{RawAnswer, ReadAnswer, Service, StatedTime};
use crate::wire::envelope::Named;
use crate::wire::{Object, Unreadable, money, scalar};

const ID: &[&str] = &["id", "order_id"];
const STATUS: &[&str] = &["status", "order_status"];
/// Stated apart from the order's own state by the billing system.
const PAYMENT_STATUS: &[&str] = &["payment_status"];
const PRODUCT_ID: &[&str] = &["product_id", "pid"];
const PRODUCT: &[&str] = &["product"];
const CYCLE: &[&str] = &["billing_cycle", "cycle"];
const TOTAL: &[&str] = &["total", "amount"];
const INVOICE_ID: &[&str] = &["invoice_id"];
const INVOICE: &[&str] = &["invoice"];
const SERVICE_IDS: &[&str] = &["service_ids", "services", "service_id", "service"];
const CREATED_AT: &[&str] = &["created_at", "date", "created"];
const EXPIRES_AT: &[&str] = &["expires_at", "expires"];

/// An order at the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its id; cannot be found again by API once it is lost (contract 2).
    pub id: OrderId,
    /// Its state.
    pub status: Option<Stated<OrderState>>,
    /// The state of its payment, where that is stated apart.
    pub payment_status: Option<Stated<InvoiceState>>,
    /// The product that was ordered.
    pub product_id: Option<ProductId>,
    /// How often it is paid.
    pub cycle: Option<BillingCycle>,
    /// What is paid now.
    pub total: Option<Amount>,
    /// Its invoice.
    pub invoice_id: Option<InvoiceId>,
    /// The services that came of it; may be missing from the answer.
    pub service_ids: Vec<ServiceId>,
    /// When it was placed.
    pub created_at: Option<StatedTime>,
    /// When it is cancelled unless it is paid.
    pub expires_at: Option<StatedTime>,
}

/// How far an order is (contract 13, rule 12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderOutcome {
    /// Paid, and these services came of it.
    Done(Vec<ServiceId>),
    /// Paid, and no service of it is known yet.
    Paid,
    /// Waits for its payment.
    AwaitingPayment,
    /// Cancelled or held back as suspicious; nothing more will come.
    Ended,
    /// The provider's word does not tell. Whoever waits treats it as not
    /// finished.
    Unknown,
}

impl Order {
    /// How far it is. "Done" needs both, that it is paid and a service, from
    /// the order itself or from a fresh list of services.
    #[must_use]
    pub fn outcome(&self, listed: &[Service]) -> OrderOutcome {
        let state = self.status.as_ref().map(|status| status.kind);
        let paid_apart = self
            .payment_status
            .as_ref()
            .is_some_and(|status| status.kind == InvoiceState::Paid);
        match state {
            Some(OrderState::Cancelled | OrderState::Fraud) => OrderOutcome::Ended,
            Some(OrderState::Paid | OrderState::Provisioning | OrderState::Active) => {
                self.paid(listed)
            }
            Some(OrderState::PendingPayment) if paid_apart => self.paid(listed),
            Some(OrderState::PendingPayment) => OrderOutcome::AwaitingPayment,
            Some(OrderState::Unknown) | None => OrderOutcome::Unknown,
        }
    }

    fn paid(&self, listed: &[Service]) -> OrderOutcome {
        let mut services = self.service_ids.clone();
        for service in listed {
            let ours = service.order_id.as_ref() == Some(&self.id);
            if ours && !services.contains(&service.id) {
                services.push(service.id.clone());
            }
        }
        if services.is_empty() {
            OrderOutcome::Paid
        } else {
            OrderOutcome::Done(services)
        }
    }
}

impl ReadAnswer for Order {
    fn read_answer(raw: &RawAnswer<'_>) -> Result<Self, Unreadable> {
        read_one(raw)
    }
}

impl Listed for Order {
    const NAMED: Named = Named {
        one: "order",
        many: "orders",
        id: ID,
    };

    fn from_object(object: &Object) -> Result<Self, Unreadable> {
        let currency = scalar::currency(object);
        Ok(Self {
            id: scalar::id(object, ID).ok_or(Unreadable::Without {
                of: "order",
                part: "id",
            })?,
            status: scalar::stated(object, STATUS),
            payment_status: scalar::stated(object, PAYMENT_STATUS),
            product_id: scalar::reference(object, PRODUCT_ID, PRODUCT),
            cycle: scalar::cycle(object, CYCLE),
            total: money::amount(object, TOTAL, currency.as_ref()),
            invoice_id: scalar::reference(object, INVOICE_ID, INVOICE),
            service_ids: service_ids(object),
            created_at: scalar::time(object, CREATED_AT),
            expires_at: scalar::time(object, EXPIRES_AT),
        })
    }
}

fn service_ids(order: &Object) -> Vec<ServiceId> {
    let Some(found) = order.find(SERVICE_IDS) else {
        return Vec::new();
    };
    // A single service may stand there as a whole, with an id of its own.
    let whole = found
        .as_object()
        .and_then(|service| scalar::id(service, super::service::ID));
    match whole {
        Some(id) => vec![id],
        None => scalar::ids(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::testing::{read, read_with};

    fn ids(order: &Order) -> Vec<&str> {
        order.service_ids.iter().map(ServiceId::as_str).collect()
    }

    #[test]
    fn the_assumed_form_is_read_whole() {
        let order: Order = read_with(
            201,
            &[],
            r#"{"data":{"id":5001,"status":"paid","product_id":42,"billing_cycle":"monthly",
                "total":"9.90","currency":"EUR","invoice_id":9001,"service_ids":[1001],
                "created_at":"2026-01-01T00:00:00Z","expires_at":null}}"#,
        )
        .unwrap();
        assert_eq!(order.id.as_str(), "5001");
        assert_eq!(order.status.as_ref().unwrap().kind, OrderState::Paid);
        assert_eq!(order.product_id.as_ref().unwrap().as_str(), "42");
        assert_eq!(order.cycle, Some(BillingCycle::Monthly));
        assert_eq!(order.total.as_ref().unwrap().to_string(), "9.90 EUR");
        assert_eq!(order.invoice_id.as_ref().unwrap().as_str(), "9001");
        assert_eq!(ids(&order), ["1001"]);
        assert!(order.created_at.is_some());
        assert_eq!(order.expires_at, None);
    }

    #[test]
    fn the_form_of_the_billing_system_is_read_too() {
        let order: Order = read(
            r#"{"result":"success","orderid":5001,"serviceids":"1001,1002","invoiceid":"0",
                "paymentstatus":"Paid","status":"Pending","amount":"9.90"}"#,
        )
        .unwrap();
        assert_eq!(order.id.as_str(), "5001");
        assert_eq!(ids(&order), ["1001", "1002"]);
        assert_eq!(order.invoice_id, None);
        assert_eq!(order.total.as_ref().unwrap().to_string(), "9.90");
    }

    #[test]
    fn its_services_come_as_ids_or_as_wholes() {
        for form in [
            r#""service_ids":[7]"#,
            r#""service_ids":"7""#,
            r#""service_ids":7"#,
            r#""service_id":7"#,
            r#""services":[{"id":7,"name":"KVM M"}]"#,
            r#""service":{"id":7,"name":"KVM M"}"#,
            r#""services":{"service":[{"id":7}]}"#,
            r#""service_ids":"","service_id":7"#,
        ] {
            let order: Order = read(&format!(r#"{{"id":1,{form}}}"#)).unwrap();
            assert_eq!(ids(&order), ["7"], "{form}");
        }
    }

    #[test]
    fn an_order_is_done_when_it_is_paid_and_a_service_is_known() {
        let listed = |order: &str| -> Vec<Service> {
            vec![read(&format!(r#"{{"id":1001,"order_id":{order}}}"#)).unwrap()]
        };
        let done = OrderOutcome::Done(vec![ServiceId::new("1001").unwrap()]);
        let cases = [
            (
                r#""status":"paid","service_ids":[1001]"#,
                vec![],
                done.clone(),
            ),
            (r#""status":"active""#, listed("5001"), done.clone()),
            (
                r#""status":"active","service_ids":[1001]"#,
                listed("5001"),
                done.clone(),
            ),
            (r#""status":"active""#, listed("5002"), OrderOutcome::Paid),
            (
                r#""status":"Pending","payment_status":"Paid""#,
                listed("5001"),
                done,
            ),
            (
                r#""status":"pending payment","service_ids":[1001]"#,
                vec![],
                OrderOutcome::AwaitingPayment,
            ),
            (
                r#""status":"Cancelled","service_ids":[1001]"#,
                vec![],
                OrderOutcome::Ended,
            ),
            (r#""status":"Fraud""#, vec![], OrderOutcome::Ended),
            (
                r#""status":"On Hold","service_ids":[1001]"#,
                vec![],
                OrderOutcome::Unknown,
            ),
            (r#""total":"9.90""#, vec![], OrderOutcome::Unknown),
        ];
        for (fields, listed, outcome) in cases {
            let order: Order = read(&format!(r#"{{"id":5001,{fields}}}"#)).unwrap();
            assert_eq!(order.outcome(&listed), outcome, "{fields}");
        }
    }

    #[test]
    fn an_answer_without_an_order_id_is_no_order() {
        for body in [
            r#"{"result":"error","message":"no"}"#,
            r#"{"data":{"status":"paid"}}"#,
        ] {
            assert!(matches!(
                read::<Order>(body),
                Err(Unreadable::Without { of: "order", .. })
            ));
        }
    }
}
