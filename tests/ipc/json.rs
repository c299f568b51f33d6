//! Arbitrary arguments for a command: sometimes nonsense, sometimes nearly
//! right, from a seed, so that a failure can be repeated.

use serde_json::{Map, Value, json};

/// A small generator (SplitMix64); statistics do not matter here.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or(0)
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// Texts that have hurt programs before. None of them is a page of the portal:
/// a valid one would open a browser.
const TEXTS: [&str; 26] = [
    "",
    " ",
    "42",
    "-1",
    "1e309",
    "monthly",
    "short",
    "full",
    "petrol",
    "keychain",
    "session",
    "system",
    "all",
    "noCreditNoCard",
    "../../../../etc/passwd",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data",
    "https://www.kernelhost.com.evil.test/",
    "http://127.0.0.1:1/v1",
    "http://127.0.0.1@evil.test/v1",
    "kh_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "kh_live_SIMAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "'; DROP TABLE orders; --",
    "\u{202e}txt.exe\u{0}",
    "<img src=x onerror=alert(1)>",
    "💶\u{1F468}\u{200D}\u{1F469}",
];

/// Field names of the view types.
const FIELDS: [&str; 34] = [
    "id",
    "no",
    "query",
    "draft",
    "previous",
    "request",
    "edit",
    "settings",
    "scene",
    "page",
    "review",
    "secret",
    "keep",
    "kind",
    "text",
    "search",
    "family",
    "cycle",
    "maxPrice",
    "availableOnly",
    "sort",
    "descending",
    "offset",
    "limit",
    "filter",
    "productId",
    "hostname",
    "options",
    "customer",
    "label",
    "accent",
    "keyId",
    "baseUrl",
    "signPath",
];

fn text(dice: &mut Dice) -> String {
    match dice.below(12) {
        0 => dice.pick(&TEXTS).repeat(dice.below(2000)),
        _ => dice.pick(&TEXTS).to_owned(),
    }
}

fn value(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(if depth == 0 { 6 } else { 9 }) {
        0 => Value::Null,
        1 => json!(dice.next().is_multiple_of(2)),
        2 => json!(dice.next() as i64),
        3 => json!(dice.below(200)),
        4 => json!(f64::from_bits(dice.next())),
        5 | 6 => json!(text(dice)),
        7 => (0..dice.below(5)).map(|_| value(dice, depth - 1)).collect(),
        _ => object(dice, depth - 1),
    }
}

fn object(dice: &mut Dice, depth: usize) -> Value {
    let fields: Map<String, Value> = (0..dice.below(8))
        .map(|_| (dice.pick(&FIELDS).to_owned(), value(dice, depth)))
        .collect();
    Value::Object(fields)
}

/// What a window of ours would send, for the arguments that have a shape.
fn nearly_right(dice: &mut Dice, argument: &str) -> Value {
    match argument {
        "no" => json!(dice.below(50)),
        "query" => json!({
            "search": text(dice), "family": null, "cycle": "monthly", "maxPrice": text(dice),
            "availableOnly": true, "sort": "price", "descending": false,
            "offset": dice.below(1000), "limit": dice.next() as u32,
            "filter": "all",
        }),
        "draft" => json!({
            "productId": text(dice), "cycle": text(dice), "hostname": text(dice),
            "options": [{"optionId": text(dice), "value": text(dice)}], "customer": text(dice),
        }),
        "request" => json!({
            "label": text(dice), "accent": "steel",
            "keyId": dice.pick(&[TEXTS[20], TEXTS[21]]), "secret": text(dice),
            "baseUrl": text(dice), "signPath": "short", "keep": "session",
        }),
        "edit" => json!({
            "id": text(dice), "label": text(dice), "accent": "moss", "signPath": text(dice),
        }),
        "settings" => json!({"theme": "dark", "zoom": dice.next() as u16}),
        "scene" => json!("noCreditNoCard"),
        _ => json!(text(dice)),
    }
}

/// Arguments for a command that takes `names`.
pub(crate) fn arguments(dice: &mut Dice, names: &[&str]) -> Value {
    if dice.below(10) == 0 {
        return value(dice, 3);
    }
    let fields: Map<String, Value> = names
        .iter()
        .filter_map(|name| {
            let given = match dice.below(8) {
                0 => return None,
                1 | 2 => value(dice, 3),
                _ => nearly_right(dice, name),
            };
            Some(((*name).to_owned(), given))
        })
        .collect();
    Value::Object(fields)
}
