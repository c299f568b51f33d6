//! What the clues about an order without an answer say together. Pure: signs
//! come in, a verdict goes out. A verdict is a hint for a person; no state is
//! made of it.

use jiff::{SignedDuration, Timestamp};
use kh_model::Amount;

use crate::view::CluesVerdict;

/// What was bought may take so long to show.
const SHOWS_AFTER: SignedDuration = SignedDuration::from_mins(30);

/// Whether something was read since the order was last sent, long enough after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// It was.
    Since,
    /// It was read before, or too soon after, and not since.
    Before,
    /// It was never read; perhaps the key may not.
    Never,
}

impl Read {
    pub(super) fn of(read_at: Option<Timestamp>, tried: Timestamp) -> Self {
        match read_at {
            Some(at) if at.duration_since(tried) >= SHOWS_AFTER => Self::Since,
            Some(_) => Self::Before,
            None => Self::Never,
        }
    }
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signs {
    pub(super) services: Read,
    pub(super) invoices: Read,
    pub(super) credit: Read,
    /// A service appeared that fits and belongs to nothing else.
    pub(super) service_fits: bool,
    /// The same of an invoice.
    pub(super) invoice_fits: bool,
    /// The credit fell by more than other orders explain.
    pub(super) credit_moved: bool,
}

/// Whether the credit fell by something that other orders do not explain.
pub(super) fn moved(change: Option<&Amount>, explained: Option<&Amount>) -> bool {
    let Some(change) = change else {
        return false;
    };
    let rest = match explained {
        Some(explained) => change.minus(explained).ok(),
        None => Some(change.clone()),
    };
    rest.is_some_and(|rest| rest.value.is_sign_negative() && !rest.value.is_zero())
}

/// What the signs say together. A thing that fits is enough; credit alone says
/// that something happened, not what; silence counts only where somebody
/// listened.
pub(super) fn weigh(signs: &Signs) -> CluesVerdict {
    if signs.service_fits || signs.invoice_fits {
        return CluesVerdict::ProbablyBought;
    }
    if signs.credit_moved {
        return CluesVerdict::Contradictory;
    }
    let reads = [signs.services, signs.invoices, signs.credit];
    if reads.contains(&Read::Before) || !reads.contains(&Read::Since) {
        return CluesVerdict::TooEarly;
    }
    if reads.contains(&Read::Never) {
        return CluesVerdict::PartlySeen;
    }
    CluesVerdict::NothingSeen
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Signs = Signs {
        services: Read::Since,
        invoices: Read::Since,
        credit: Read::Since,
        service_fits: false,
        invoice_fits: false,
        credit_moved: false,
    };

    fn euros(text: &str) -> Amount {
        Amount::parse(text, Some(kh_model::Currency::new("EUR").unwrap())).unwrap()
    }

    #[test]
    fn silence_counts_only_where_somebody_listened() {
        assert_eq!(weigh(&QUIET), CluesVerdict::NothingSeen);
        for stale in [
            Signs {
                services: Read::Before,
                ..QUIET
            },
            Signs {
                invoices: Read::Before,
                ..QUIET
            },
            Signs {
                credit: Read::Before,
                ..QUIET
            },
        ] {
            assert_eq!(weigh(&stale), CluesVerdict::TooEarly, "{stale:?}");
        }
        let blind = Signs {
            services: Read::Never,
            invoices: Read::Never,
            credit: Read::Never,
            ..QUIET
        };
        assert_eq!(weigh(&blind), CluesVerdict::TooEarly);
        let half_blind = Signs {
            invoices: Read::Never,
            credit: Read::Never,
            ..QUIET
        };
        assert_eq!(weigh(&half_blind), CluesVerdict::PartlySeen);
    }

    #[test]
    fn a_look_right_after_it_was_sent_is_too_early() {
        let sent = Timestamp::from_second(1_767_225_600).unwrap();
        let after = |minutes| sent + SignedDuration::from_mins(minutes);
        assert_eq!(Read::of(Some(after(29)), sent), Read::Before);
        assert_eq!(Read::of(Some(after(30)), sent), Read::Since);
        assert_eq!(Read::of(None, sent), Read::Never);
    }

    #[test]
    fn a_thing_that_fits_is_enough_and_credit_alone_is_not() {
        let service = Signs {
            service_fits: true,
            credit: Read::Before,
            ..QUIET
        };
        assert_eq!(weigh(&service), CluesVerdict::ProbablyBought);
        let invoice = Signs {
            invoice_fits: true,
            ..QUIET
        };
        assert_eq!(weigh(&invoice), CluesVerdict::ProbablyBought);
        let credit = Signs {
            credit_moved: true,
            ..QUIET
        };
        assert_eq!(weigh(&credit), CluesVerdict::Contradictory);
    }

    #[test]
    fn what_other_orders_cost_is_no_sign() {
        let change = euros("-28.80");
        assert!(moved(Some(&change), None));
        assert!(moved(Some(&change), Some(&euros("-18.90"))));
        assert!(!moved(Some(&change), Some(&euros("-28.80"))));
        assert!(!moved(Some(&change), Some(&euros("-40.00"))));
        assert!(!moved(Some(&euros("0.00")), None));
        assert!(!moved(Some(&euros("50.00")), None));
        assert!(!moved(None, None));
    }
}
