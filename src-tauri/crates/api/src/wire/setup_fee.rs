//! Setup fees: once for all cycles, by cycle, or beside the prices
//! (contract 13, rule 6; contract 14.3).

use kh_model::{Amount, BillingCycle};

use super::money::{self, Money, Unit};
use super::prices::{Around, not_offered, unit_of};
use super::{Json, Object};

/// A fee paid once, for one cycle or for all.
pub(super) const SETUP: &[&str] = &["setup_fee", "setup"];
/// The setup fees of a billing system that names them by the cycle's initial.
const SETUP_BY_INITIAL: [(&str, BillingCycle); 6] = [
    ("msetupfee", BillingCycle::Monthly),
    ("qsetupfee", BillingCycle::Quarterly),
    ("ssetupfee", BillingCycle::Semiannually),
    ("asetupfee", BillingCycle::Annually),
    ("bsetupfee", BillingCycle::Biennially),
    ("tsetupfee", BillingCycle::Triennially),
];
/// Whether a key names a setup fee.
pub(super) fn is_setup(key: &str) -> bool {
    let plain = key.to_ascii_lowercase().replace(['_', '-', ' '], "");
    plain.ends_with("setupfee") || plain.ends_with("setup")
}

/// The setup fee of one cycle that stands beside the cycles: `msetupfee`,
/// `monthly_setup_fee`.
pub(super) fn beside(object: &Object, cycle: &BillingCycle, around: &Around<'_>) -> Option<Amount> {
    let spelled = [
        format!("{}_setup_fee", cycle.as_str()),
        format!("{}_setup", cycle.as_str()),
    ];
    let initial = SETUP_BY_INITIAL
        .iter()
        .find_map(|(name, of)| (of == cycle).then_some(*name));
    let names: Vec<&str> = initial
        .into_iter()
        .chain(spelled.iter().map(String::as_str))
        .collect();
    let (value, unit) = money::field(object, &names)?;
    fee(value, unit, around)
}

/// The setup fee stated once for all cycles, or by cycle in a map of its own.
pub(super) fn common(cycle: &BillingCycle, around: &Around<'_>) -> Option<Amount> {
    let (value, unit) = around.setup?;
    match value {
        Json::Object(map) if !money::is_amount(map) => {
            let of_cycle = map.iter().find_map(|(key, value)| {
                let (key, unit) = unit_of(key, unit);
                (BillingCycle::read(key) == *cycle).then_some((value, unit))
            });
            of_cycle.and_then(|(value, unit)| fee(value, unit, around))
        }
        Json::Null
        | Json::Bool(_)
        | Json::Number(_)
        | Json::Text(_)
        | Json::List(_)
        | Json::Object(_) => fee(value, unit, around),
    }
}

/// Reads a fee; minus one is none.
pub(super) fn fee(value: &Json, unit: Unit, around: &Around<'_>) -> Option<Amount> {
    let unit = if unit == Unit::Whole {
        around.unit
    } else {
        unit
    };
    match money::read(value, unit, around.currency.as_ref()) {
        Money::Amount(amount) if not_offered(&amount, unit) => None,
        Money::Amount(amount) => Some(amount),
        Money::Blank | Money::Unread(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::prices::testing::shown;

    #[test]
    fn setup_fees_are_read_from_every_form() {
        for form in [
            r#"{"pricing":{"monthly":"9.90","msetupfee":"5.00","asetupfee":"0.00"}}"#,
            r#"{"pricing":{"monthly":"9.90"},"setup_fee":"5.00"}"#,
            r#"{"pricing":{"monthly":"9.90"},"setup_fee":{"monthly":"5.00"}}"#,
            r#"{"pricing":{"monthly":"9.90"},"setup_fee":{"amount":"5.00","currency":"EUR"}}"#,
            r#"{"pricing":{"monthly":"9.90","setup_fee":"5.00"}}"#,
            r#"{"pricing":{"monthly":"9.90","monthly_setup_fee":"5.00"}}"#,
            r#"{"pricing":{"monthly":{"price":"9.90","setup_fee":"5.00"}}}"#,
            r#"{"prices":[{"cycle":"monthly","price":"9.90","setup_fee":"5.00"}]}"#,
            r#"{"prices":[{"cycle":"monthly","price":"9.90"}],"setup_fee_cents":500}"#,
            r#"{"price":"9.90","billing_cycle":"monthly","setup_fee":5}"#,
            r#"{"pricing_cents":{"monthly":990,"msetupfee":500}}"#,
        ] {
            assert_eq!(shown(form), ["monthly 9.90 +5.00"], "{form}");
        }
        assert_eq!(
            shown(r#"{"pricing":{"monthly":"9.90","msetupfee":"-1.00"}}"#),
            ["monthly 9.90"]
        );
    }
}
