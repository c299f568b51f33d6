//! What a person wants to order, read into an order's body. The body's bytes
//! and its key are made here, once.

use kh_api::answers::Product;
use kh_api::{OrderBody, PreparedPost};
use kh_model::{BillingCycle, IdempotencyKey, ProductId};

use crate::catalogue::options;
use crate::error::{CoreError, FormError};
use crate::view::OrderDraft;

/// Most characters of the reseller's own word for the customer.
const LONGEST_CUSTOMER: usize = 200;

/// A draft whose words were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) product_id: ProductId,
    pub(crate) cycle: BillingCycle,
    /// As it will be sent and kept.
    pub(crate) words: OrderDraft,
}

/// Reads a draft: empty fields are as good as none.
pub(crate) fn read(draft: OrderDraft) -> Result<Draft, FormError> {
    let text = |field: Option<String>| {
        field
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    let mut words = draft;
    words.hostname = text(words.hostname);
    words.customer =
        text(words.customer).map(|customer| customer.chars().take(LONGEST_CUSTOMER).collect());
    words.options.retain(|option| !option.value.is_empty());
    Ok(Draft {
        product_id: ProductId::new(&words.product_id).map_err(|_| FormError::Id)?,
        cycle: BillingCycle::read(&words.cycle),
        words,
    })
}

/// The request of this draft: exact bytes and key, the same for all attempts.
pub(crate) fn prepare(
    draft: &Draft,
    product: &Product,
    key: IdempotencyKey,
) -> Result<PreparedPost, CoreError> {
    let body = OrderBody {
        product_id: draft.product_id.clone(),
        cycle: draft.cycle.clone(),
        hostname: draft.words.hostname.clone(),
        config_options: options::to_send(product, &draft.words.options),
        extra: Vec::new(),
    };
    PreparedPost::order(&body, key).map_err(|error| CoreError::Internal {
        detail: error.to_string(),
    })
}

/// Whether a host name has a form that any provider takes: labels of letters,
/// digits and inner hyphens.
pub(crate) fn is_hostname(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_name_has_labels_of_letters_digits_and_inner_hyphens() {
        for good in ["vm1", "vm-1.example.net", "1a.de", "xn--mller-kva.example"] {
            assert!(is_hostname(good), "{good}");
        }
        let long = "a".repeat(64);
        for wrong in [
            "",
            "-a",
            "a-.de",
            "a..b",
            "a b",
            "ü.de",
            ".de",
            "de.",
            long.as_str(),
        ] {
            assert!(!is_hostname(wrong), "{wrong}");
        }
    }

    #[test]
    fn an_empty_field_is_as_good_as_none() {
        let draft = read(OrderDraft {
            product_id: " 42 ".to_owned(),
            cycle: "monthly".to_owned(),
            hostname: Some("  ".to_owned()),
            options: Vec::new(),
            customer: Some(" Shop ".to_owned()),
        })
        .unwrap();
        assert_eq!(draft.product_id.as_str(), "42");
        assert_eq!(draft.words.hostname, None);
        assert_eq!(draft.words.customer.as_deref(), Some("Shop"));
    }
}
