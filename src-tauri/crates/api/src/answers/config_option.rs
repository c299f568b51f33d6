//! What can be chosen when a product is ordered.

use kh_model::Currency;

use super::Price;
use crate::wire::envelope::{self, Named};
use crate::wire::{Json, Object, prices, scalar};

const OPTIONS: &[&str] = &["config_options", "configurable_options", "options"];
const NAMED_OPTION: Named = Named {
    one: "configoption",
    many: "config_options",
    id: ID,
};
const CHOICES: &[&str] = &["options", "choices", "values", "suboptions"];
const NAMED_CHOICE: Named = Named {
    one: "option",
    many: "options",
    id: ID,
};
const ID: &[&str] = &["id", "option_id", "key", "value"];
const NAME: &[&str] = &["name", "option_name", "label", "title"];
const KIND: &[&str] = &["type", "option_type"];
const REQUIRED: &[&str] = &["required", "mandatory"];
const MIN: &[&str] = &["min", "minimum", "qty_minimum"];
const MAX: &[&str] = &["max", "maximum", "qty_maximum"];

/// One thing to choose, such as the operating system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigOption {
    /// What it is called in an order. Its name, where it has no id.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
    /// The provider's word for how it is chosen: `select`, `quantity`, or a
    /// number in a string.
    pub kind: Option<String>,
    /// Whether an order needs it.
    pub required: Option<bool>,
    /// The least that can be chosen of a quantity.
    pub min: Option<u64>,
    /// The most that can be chosen of a quantity.
    pub max: Option<u64>,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

/// One of the things that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is called in an order. Its name, where it has no id.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
    /// What it adds to the price of the product.
    pub prices: Vec<Price>,
}

/// The options of a product whose prices are in `currency`.
pub(crate) fn read(product: &Object, currency: Option<&Currency>) -> Vec<ConfigOption> {
    listed(product.find(OPTIONS), NAMED_OPTION)
        .into_iter()
        .filter_map(|entry| option(entry.as_object()?, currency))
        .collect()
}

fn listed(json: Option<&Json>, named: Named) -> Vec<&Json> {
    json.and_then(|json| envelope::many(json, named).ok())
        .unwrap_or_default()
}

fn option(object: &Object, currency: Option<&Currency>) -> Option<ConfigOption> {
    let name = scalar::word(object, NAME);
    Some(ConfigOption {
        id: scalar::word(object, ID).or_else(|| name.clone())?,
        name,
        kind: scalar::word(object, KIND),
        required: scalar::flag(object, REQUIRED),
        min: scalar::count(object, MIN),
        max: scalar::count(object, MAX),
        choices: listed(object.find(CHOICES), NAMED_CHOICE)
            .into_iter()
            .filter_map(|entry| choice(entry, currency))
            .collect(),
    })
}

/// A choice is an object, or a bare word that is id and name at once.
fn choice(entry: &Json, currency: Option<&Currency>) -> Option<Choice> {
    let Some(object) = entry.as_object() else {
        let word = entry.as_word()?.to_owned();
        return Some(Choice {
            id: word.clone(),
            name: Some(word),
            prices: Vec::new(),
        });
    };
    let name = scalar::word(object, NAME);
    Some(Choice {
        id: scalar::word(object, ID).or_else(|| name.clone())?,
        name,
        prices: prices::read(object, currency),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Product;
    use crate::answers::testing::read;

    fn options(json: &str) -> Vec<ConfigOption> {
        let body = format!(r#"{{"id":42,"currency":"EUR","config_options":{json}}}"#);
        read::<Product>(&body).unwrap().options
    }

    #[test]
    fn the_assumed_form_is_read_whole() {
        let options = options(
            r#"[{"id":7,"name":"Operating system","type":"select","required":true,
                "options":[{"id":71,"name":"Debian 12","pricing":{"monthly":"0.00"}}]},
                {"id":8,"name":"IPv4","type":"quantity","required":false,"min":1,"max":4,
                "options":[{"id":81,"name":"address","pricing":{"monthly":"2.00"}}]}]"#,
        );
        assert_eq!(options.len(), 2);
        assert_eq!(options[0].id, "7");
        assert_eq!(options[0].kind.as_deref(), Some("select"));
        assert_eq!(options[0].required, Some(true));
        assert_eq!(options[0].choices[0].name.as_deref(), Some("Debian 12"));
        assert_eq!((options[1].min, options[1].max), (Some(1), Some(4)));
        let price = &options[1].choices[0].prices[0];
        assert_eq!(price.amount.as_ref().unwrap().to_string(), "2.00 EUR");
    }

    #[test]
    fn a_choice_may_be_a_bare_word() {
        let options = options(r#"[{"key":"os","options":["debian12","ubuntu2204"]}]"#);
        assert_eq!(options[0].id, "os");
        assert_eq!(options[0].choices[1].id, "ubuntu2204");
    }

    #[test]
    fn one_alone_and_none_at_all_are_lists_too() {
        assert_eq!(
            options(r#"{"configoption":{"id":7,"options":{"option":{"id":71}}}}"#)[0]
                .choices
                .len(),
            1
        );
        for none in ["null", r#""""#, "[]", "{}", "7"] {
            assert!(options(none).is_empty(), "{none}");
        }
    }
}
