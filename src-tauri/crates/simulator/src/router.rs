//! The fifteen endpoints (contract 2): which path and method mean what, and
//! which scope they need.

use kh_model::Scope;

use crate::auth::signing_path;
use crate::call::Call;
use kh_model::SignPath;

/// What a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Health,
    Me,
    Products,
    Product(u64),
    PlaceOrder,
    Order(u64),
    Services,
    Service(u64),
    Credentials(u64),
    Act(u64),
    Balance,
    Invoices,
    InvoicePdf(u64),
    Webhook,
    SetWebhook,
}

/// Why a call asks for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Miss {
    /// There is no such path.
    Path,
    /// The path takes only these methods.
    Method(&'static str),
}

/// The path without the mount and the query, by which rules and faults name an
/// endpoint.
pub(crate) fn plain_path(call: &Call) -> &str {
    signing_path(call.path(), SignPath::Short)
}

/// Finds the endpoint of a call.
pub(crate) fn find(call: &Call) -> Result<Route, Miss> {
    let path = plain_path(call).strip_prefix("/v1/").ok_or(Miss::Path)?;
    let segments: Vec<&str> = path.split('/').collect();
    let get = |route| only(call, "GET", route);
    let post = |route| only(call, "POST", route);
    match segments.as_slice() {
        ["health"] => get(Route::Health),
        ["me"] => get(Route::Me),
        ["products"] => get(Route::Products),
        ["products", id] => get(Route::Product(read_id(id)?)),
        ["orders"] => post(Route::PlaceOrder),
        ["orders", id] => get(Route::Order(read_id(id)?)),
        ["services"] => get(Route::Services),
        ["services", id] => get(Route::Service(read_id(id)?)),
        ["services", id, "credentials"] => get(Route::Credentials(read_id(id)?)),
        ["services", id, "actions"] => post(Route::Act(read_id(id)?)),
        ["billing", "balance"] => get(Route::Balance),
        ["billing", "invoices"] => get(Route::Invoices),
        ["billing", "invoices", id, "pdf"] => get(Route::InvoicePdf(read_id(id)?)),
        ["webhooks"] => match call.method.as_str() {
            "GET" => Ok(Route::Webhook),
            "PUT" => Ok(Route::SetWebhook),
            _ => Err(Miss::Method("GET, PUT")),
        },
        _ => Err(Miss::Path),
    }
}

fn only(call: &Call, method: &'static str, route: Route) -> Result<Route, Miss> {
    if call.method == method {
        Ok(route)
    } else {
        Err(Miss::Method(method))
    }
}

fn read_id(segment: &str) -> Result<u64, Miss> {
    let plain = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
    let id = plain.then(|| segment.parse().ok()).flatten();
    // The store counts with signed numbers; nothing beyond them exists.
    id.filter(|id| i64::try_from(*id).is_ok()).ok_or(Miss::Path)
}

impl Route {
    /// The scope a key needs; none where any key will do.
    pub(crate) fn scope(self) -> Option<Scope> {
        match self {
            Self::Health | Self::Me => None,
            Self::Products | Self::Product(_) => Some(Scope::ReadProducts),
            Self::PlaceOrder => Some(Scope::WriteOrders),
            Self::Order(_) => Some(Scope::ReadOrders),
            Self::Services | Self::Service(_) => Some(Scope::ReadServices),
            Self::Credentials(_) => Some(Scope::ReadCredentials),
            Self::Act(_) => Some(Scope::WriteServices),
            Self::Balance | Self::Invoices | Self::InvoicePdf(_) => Some(Scope::ReadBilling),
            Self::Webhook => Some(Scope::ReadWebhooks),
            Self::SetWebhook => Some(Scope::WriteWebhooks),
        }
    }

    /// Whether an `Idempotency-Key` is required.
    pub(crate) fn is_idempotent_post(self) -> bool {
        match self {
            Self::PlaceOrder | Self::Act(_) => true,
            Self::Health
            | Self::Me
            | Self::Products
            | Self::Product(_)
            | Self::Order(_)
            | Self::Services
            | Self::Service(_)
            | Self::Credentials(_)
            | Self::Balance
            | Self::Invoices
            | Self::InvoicePdf(_)
            | Self::Webhook
            | Self::SetWebhook => false,
        }
    }

    /// Whether answering it can create or move due work.
    pub(crate) fn changes_due_work(self) -> bool {
        self.is_idempotent_post() || self == Self::SetWebhook
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_real_prefix_and_the_short_form_lead_to_the_same_endpoint() {
        for prefix in ["", "/cp/kh_reseller_api"] {
            let call = Call::new("GET", &format!("{prefix}/v1/orders/5001?x=1"));
            assert_eq!(find(&call), Ok(Route::Order(5001)));
        }
    }

    #[test]
    fn what_is_no_number_is_nowhere_and_a_wrong_method_is_told() {
        for path in [
            "/v1/orders/abc",
            "/v1/orders/",
            "/v1/orders/-1",
            "/v2/me",
            "/",
        ] {
            assert_eq!(find(&Call::new("GET", path)), Err(Miss::Path), "{path}");
        }
        let huge = format!("/v1/orders/{}", u64::MAX);
        assert_eq!(find(&Call::new("GET", &huge)), Err(Miss::Path));
        assert_eq!(
            find(&Call::new("DELETE", "/v1/webhooks")),
            Err(Miss::Method("GET, PUT"))
        );
    }
}
