//! Dresses answers in the forms an undocumented API might have (contract 13 and
//! 14.3). The handlers know one plain form; which clothes it wears is decided
//! here, as pure functions from one JSON value to another.

mod bare;
mod cents;
mod cursor;
mod fields;
mod paging;
#[cfg(test)]
mod samples;
mod whmcs;

use serde_json::{Value, json};

use fields::object;
pub(crate) use paging::{PageAsk, PageInfo, page_ask};

/// The forms to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preset {
    /// The proposal of contract 13: `data`, `meta`, amounts as text.
    #[default]
    Default,
    /// As the billing system that is probably behind the API answers: nested
    /// lists, `"-1.00"` for what is not offered, zero dates, empty text for
    /// empty lists.
    Whmcs,
    /// No envelope at all, one flat price, amounts as JSON numbers.
    Bare,
    /// Pages by cursor with a `Link` header, amounts with their currency.
    Cursor,
    /// Whole numbers of cents, times in Unix seconds.
    Cents,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 5] = [
        Self::Default,
        Self::Whmcs,
        Self::Bare,
        Self::Cursor,
        Self::Cents,
    ];

    /// The word of the control plane.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Whmcs => "whmcs",
            Self::Bare => "bare",
            Self::Cursor => "cursor",
            Self::Cents => "cents",
        }
    }

    /// Reads the word of [`Preset::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == word)
    }
}

/// What an answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Health,
    Me,
    Products,
    Product,
    Order,
    Services,
    Service,
    Credentials,
    Action,
    Balance,
    Invoices,
    Webhook,
}

impl Kind {
    /// The name an answer of this kind stands under, where a form uses names.
    fn name(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Me => "me",
            Self::Products => "products",
            Self::Product => "product",
            Self::Order => "order",
            Self::Services => "services",
            Self::Service => "service",
            Self::Credentials => "credentials",
            Self::Action => "action",
            Self::Balance => "balance",
            Self::Invoices => "invoices",
            Self::Webhook => "webhook",
        }
    }

    /// The name of one item, for answers that are lists.
    fn item_name(self) -> Option<&'static str> {
        match self {
            Self::Products => Some("product"),
            Self::Services => Some("service"),
            Self::Invoices => Some("invoice"),
            Self::Health
            | Self::Me
            | Self::Product
            | Self::Order
            | Self::Service
            | Self::Credentials
            | Self::Action
            | Self::Balance
            | Self::Webhook => None,
        }
    }
}

/// A body and the headers that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shaped {
    pub(crate) body: Value,
    pub(crate) headers: Vec<(String, String)>,
}

impl Shaped {
    fn body(body: Value) -> Self {
        Self {
            body,
            headers: Vec::new(),
        }
    }
}

/// Dresses the plain answer of a handler: an object, or an array for the kinds
/// that are lists. `page` is given for the lists that have pages.
pub(crate) fn apply(preset: Preset, kind: Kind, answer: Value, page: Option<&PageInfo>) -> Shaped {
    match preset {
        Preset::Default => Shaped::body(enveloped(kind, answer, page)),
        Preset::Whmcs => Shaped::body(whmcs::apply(kind, answer, page)),
        Preset::Bare => Shaped::body(bare::apply(kind, answer)),
        Preset::Cursor => cursor::apply(kind, answer, page),
        Preset::Cents => Shaped::body(cents::apply(kind, answer, page)),
    }
}

fn enveloped(kind: Kind, answer: Value, page: Option<&PageInfo>) -> Value {
    match (kind, page) {
        (Kind::Health | Kind::Me, _) => answer,
        (_, None) => object([("data", answer)]),
        (_, Some(page)) => {
            let meta = json!({
                "page": page.number(),
                "per_page": page.ask.limit,
                "total": page.total,
                "total_pages": page.pages(),
            });
            object([("data", answer), ("meta", meta)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_is_found_by_its_word_and_no_other() {
        for preset in Preset::ALL {
            assert_eq!(Preset::parse(preset.as_str()), Some(preset));
        }
        assert_eq!(Preset::parse("WHMCS"), None);
        assert_eq!(Preset::default(), Preset::Default);
    }

    #[test]
    fn the_default_wraps_in_data_and_leaves_me_and_health_as_they_are() {
        let order = samples::order();
        let shaped = apply(Preset::Default, Kind::Order, order.clone(), None);
        assert_eq!(shaped.body, json!({ "data": order }));
        assert_eq!(shaped.headers, []);
        let me = samples::me();
        assert_eq!(apply(Preset::Default, Kind::Me, me.clone(), None).body, me);
        let health = json!({"status": "ok"});
        let shaped = apply(Preset::Default, Kind::Health, health.clone(), None);
        assert_eq!(shaped.body, health);
    }

    #[test]
    fn the_default_tells_page_size_and_total_of_a_list() {
        let page = samples::page(25, 25, 60);
        let list = json!([samples::service()]);
        let shaped = apply(Preset::Default, Kind::Services, list, Some(&page));
        assert_eq!(
            shaped.body["meta"],
            json!({"page": 2, "per_page": 25, "total": 60, "total_pages": 3})
        );
        let products = apply(Preset::Default, Kind::Products, json!([]), None);
        assert_eq!(products.body, json!({"data": []}));
    }
}
