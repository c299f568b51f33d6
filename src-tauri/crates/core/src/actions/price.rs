//! What pressing a button costs, as data: money, reach, data, calls, entries.
//! What the provider's pages do not say is named as not documented.

use kh_model::Amount;

use super::kind;
use crate::view::{ActionKind, Money, PriceKind, PricePart};

/// The price of an action on a service whose renewal costs `renewal`.
pub(crate) fn of(action: ActionKind, renewal: Option<&Amount>) -> Vec<PricePart> {
    let billed = || PricePart {
        amount: renewal.map(Money::from),
        ..plain(PriceKind::StaysBilled)
    };
    let mut price = match action {
        ActionKind::Start => vec![plain(PriceKind::NoMoney)],
        ActionKind::Stop => vec![plain(PriceKind::OutOfReach), billed()],
        ActionKind::Reboot => vec![plain(PriceKind::NoMoney), plain(PriceKind::ShortOutage)],
        ActionKind::Reinstall => vec![
            plain(PriceKind::DataErased),
            plain(PriceKind::NoUndo),
            plain(PriceKind::OutOfReach),
            billed(),
        ],
        ActionKind::Suspend => vec![
            plain(PriceKind::OutOfReach),
            PricePart {
                amount: renewal.map(Money::from),
                ..plain(PriceKind::BillingNotDocumented)
            },
        ],
        ActionKind::Unsuspend => vec![billed()],
        ActionKind::Terminate => vec![
            plain(PriceKind::DataErased),
            plain(PriceKind::AddressesReturned),
            plain(PriceKind::RenewalsEnd),
            plain(PriceKind::NoUndo),
        ],
    };
    price.push(PricePart {
        count: Some(calls(action)),
        ..plain(PriceKind::Calls)
    });
    // One when it begins, one when its answer is known.
    price.push(PricePart {
        count: Some(2),
        ..plain(PriceKind::AuditEntry)
    });
    price
}

/// The request itself, and the fresh look that a dangerous one needs.
fn calls(action: ActionKind) -> u32 {
    if kind::is_danger(action) { 2 } else { 1 }
}

fn plain(kind: PriceKind) -> PricePart {
    PricePart {
        kind,
        amount: None,
        count: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(action: ActionKind) -> Vec<PriceKind> {
        of(action, None).into_iter().map(|part| part.kind).collect()
    }

    #[test]
    fn every_action_tells_its_calls_and_its_entries_and_something_before_them() {
        for action in kind::ALL {
            let parts = kinds(action);
            let count = parts.len();
            assert!(count >= 3, "{action:?}");
            assert_eq!(
                parts[count - 2..],
                [PriceKind::Calls, PriceKind::AuditEntry],
                "{action:?}"
            );
        }
    }

    #[test]
    fn what_erases_says_so_and_nothing_else_does() {
        for action in kind::ALL {
            let erases = kinds(action).contains(&PriceKind::DataErased);
            assert_eq!(erases, kind::wants_the_name(action), "{action:?}");
        }
    }

    #[test]
    fn suspending_names_the_renewal_and_that_billing_meanwhile_is_not_documented() {
        let renewal = Amount::parse("9.90", None).unwrap();
        let parts = of(ActionKind::Suspend, Some(&renewal));
        let told = parts
            .iter()
            .find(|part| part.kind == PriceKind::BillingNotDocumented)
            .unwrap();
        assert_eq!(told.amount.as_ref().unwrap().value, "9.90");
    }
}
