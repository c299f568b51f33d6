//! What is checked before the order button lives. A check says what it found
//! and lets the person read it; only what would surely be refused, or could buy
//! twice, keeps the button dead.

use std::collections::BTreeMap;

use kh_api::answers::Product;
use kh_model::{Amount, Scope};

use super::caps::Cap;
use super::changes::stock_word;
use super::draft::{self, Draft};
use super::file::Saved;
use super::price::Quote;
use super::progress;
use super::twins::Twin;
use crate::catalogue::{options, product::Known, rows};
use crate::view::{CheckKind, CheckState, CheckView, OrderProgress, StockView};

/// What the checks look at.
pub(crate) struct Facts<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) known: &'a Known,
    pub(crate) quote: &'a Quote,
    /// Whether the key may order; none where the provider did not say.
    pub(crate) may_order: Option<bool>,
    pub(crate) credit: Option<&'a Amount>,
    /// Calls left today; none where they cannot be read.
    pub(crate) calls_left: Option<u32>,
    pub(crate) twins: &'a [Twin],
    pub(crate) caps: &'a [Cap],
    /// An order file of this product that was saved here and can still be sent.
    pub(crate) saved: Option<&'a Saved>,
    /// Whether nothing that changes something at the provider leaves.
    pub(crate) read_only: bool,
}

/// All checks, in the order in which they are shown.
pub(crate) fn all(facts: &Facts<'_>) -> Vec<CheckView> {
    let product = &facts.known.product;
    let mut checks = vec![
        re_read(facts.known),
        cycle(facts.draft, product, facts.quote),
        stock(product),
        chosen(facts.draft, product),
    ];
    checks.extend(facts.draft.words.hostname.as_deref().map(hostname));
    checks.push(key(facts.may_order));
    checks.push(credit(facts.credit, facts.quote.now.as_ref()));
    checks.push(calls(facts.calls_left));
    checks.push(twins(facts.twins));
    checks.extend(facts.saved.map(saved_file));
    if !facts.caps.is_empty() {
        checks.push(caps(facts.caps));
    }
    checks.extend(facts.read_only.then(read_only));
    checks
}

/// Whether no check keeps the button dead.
pub(crate) fn allow(checks: &[CheckView]) -> bool {
    checks.iter().all(|check| check.state != CheckState::Fail)
}

fn check(
    kind: CheckKind,
    state: CheckState,
    facts: impl IntoIterator<Item = (&'static str, String)>,
) -> CheckView {
    let facts: BTreeMap<String, String> = facts
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    CheckView { kind, state, facts }
}

fn pass_if(good: bool) -> CheckState {
    if good {
        CheckState::Pass
    } else {
        CheckState::Fail
    }
}

fn re_read(known: &Known) -> CheckView {
    let at = [("at", known.read_at.to_string())];
    check(CheckKind::ProductReRead, pass_if(known.fresh), at)
}

/// Without a price the button could not carry the amount.
fn cycle(draft: &Draft, product: &Product, quote: &Quote) -> CheckView {
    let offered = product
        .price(&draft.cycle)
        .is_some_and(kh_api::answers::Price::is_offered);
    let state = pass_if(offered && quote.now.is_some());
    check(
        CheckKind::CycleOffered,
        state,
        [("cycle", draft.cycle.as_str().to_owned())],
    )
}

fn stock(product: &Product) -> CheckView {
    let stock = rows::stock(product);
    let state = match stock {
        StockView::InStock => CheckState::Pass,
        StockView::NotStated => CheckState::Warn,
        StockView::OutOfStock => CheckState::Fail,
    };
    check(CheckKind::Stock, state, [("stock", stock_word(stock))])
}

fn chosen(draft: &Draft, product: &Product) -> CheckView {
    let missing = options::missing(product, &draft.words.options);
    let state = pass_if(missing.is_empty());
    let facts = (!missing.is_empty()).then(|| ("missing", missing.join(", ")));
    check(CheckKind::Options, state, facts)
}

fn hostname(name: &str) -> CheckView {
    let state = pass_if(draft::is_hostname(name));
    check(CheckKind::Hostname, state, [("hostname", name.to_owned())])
}

fn key(may_order: Option<bool>) -> CheckView {
    let state = match may_order {
        Some(true) => CheckState::Pass,
        Some(false) => CheckState::Fail,
        None => CheckState::Warn,
    };
    check(
        CheckKind::KeyMayOrder,
        state,
        [("scope", Scope::WriteOrders.as_str().to_owned())],
    )
}

/// A low credit is said before the button, not after; a stored card may still
/// pay (contract 8).
fn credit(credit: Option<&Amount>, now: Option<&Amount>) -> CheckView {
    let missing = missing_credit(credit, now);
    let state = match &missing {
        Some(missing) if missing.value.is_zero() => CheckState::Pass,
        Some(_) | None => CheckState::Warn,
    };
    let facts = missing
        .filter(|missing| !missing.value.is_zero())
        .map(|missing| ("missing", missing.to_string()));
    check(CheckKind::CreditCovers, state, facts)
}

/// What the credit lacks for an amount; zero where it covers it, none where one
/// of them is not known.
pub(crate) fn missing_credit(credit: Option<&Amount>, now: Option<&Amount>) -> Option<Amount> {
    let now = now?;
    if now.value.is_zero() {
        return Some(Amount::zero(now.currency.clone()));
    }
    let missing = now.minus(credit?).ok()?;
    Some(if missing.value.is_sign_negative() {
        Amount::zero(missing.currency)
    } else {
        missing
    })
}

fn calls(left: Option<u32>) -> CheckView {
    let state = match left {
        Some(0) => CheckState::Fail,
        Some(_) => CheckState::Pass,
        None => CheckState::Warn,
    };
    check(
        CheckKind::CallsLeft,
        state,
        left.map(|left| ("left", left.to_string())),
    )
}

/// The same request a second time while the first has no outcome could buy
/// twice; anything else is for the person to say.
fn twins(twins: &[Twin]) -> CheckView {
    let first = twins.first();
    let state = match first {
        None => CheckState::Pass,
        Some(twin) if twin.blocks => CheckState::Fail,
        Some(_) => CheckState::Ask,
    };
    let facts = first.into_iter().flat_map(|twin| {
        let kept = progress::read(&twin.order.terms.state);
        [
            ("order_no", twin.no().to_string()),
            ("state", view_word(kept)),
        ]
    });
    check(CheckKind::NoOpenTwin, state, facts)
}

/// What stands in a file may be sent by somebody else at any moment.
fn saved_file(saved: &Saved) -> CheckView {
    let facts = [("until", saved.until.to_string())];
    check(CheckKind::SavedFile, CheckState::Warn, facts)
}

/// The word of a state as the window has it. What has no answer is unknown to
/// whoever asks.
fn view_word(progress: OrderProgress) -> String {
    let shown = match progress {
        OrderProgress::Written | OrderProgress::Sending => OrderProgress::Unknown,
        other => other,
    };
    let word = serde_json::to_value(shown).ok();
    let word = word.as_ref().and_then(serde_json::Value::as_str);
    word.unwrap_or_default().to_owned()
}

/// A cap that is passed keeps the button dead until a person lifts it.
pub(crate) fn caps(caps: &[Cap]) -> CheckView {
    let over: Vec<&Cap> = caps.iter().filter(|cap| cap.over).collect();
    let state = if over.is_empty() {
        CheckState::Pass
    } else if over.iter().all(|cap| cap.lifted) {
        CheckState::Warn
    } else {
        CheckState::Fail
    };
    let words: Vec<&str> = over.iter().map(|cap| super::caps::word(cap.kind)).collect();
    let mut facts = Vec::new();
    if !words.is_empty() {
        facts.push(("over", words.join(", ")));
    }
    let foreign = over.iter().find(|cap| cap.foreign);
    if let Some(currency) = foreign.and_then(|cap| cap.limit.currency.as_ref()) {
        facts.push(("currency", currency.to_string()));
    }
    check(CheckKind::Caps, state, facts)
}

fn read_only() -> CheckView {
    check(CheckKind::Writable, CheckState::Fail, [])
}
