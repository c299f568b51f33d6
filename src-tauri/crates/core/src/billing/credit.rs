//! How the credit moved: one step for each change that was seen.

use kh_journal::BalanceSeen;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::view::{CreditHistoryView, CreditStep};

/// Steps that are shown.
const STEPS: usize = 100;

/// The history of the credit, newest first.
pub(crate) async fn credit_history(desk: &Desk) -> Result<CreditHistoryView, CoreError> {
    let profile = profiles::active(desk).await?.id;
    // One more, for the change of the oldest that is shown.
    let limit = u32::try_from(STEPS + 1).unwrap_or(u32::MAX);
    let seen = desk
        .store
        .run(move |journal| journal.balances(&profile, limit))
        .await?;
    Ok(CreditHistoryView {
        steps: steps(&seen),
    })
}

fn steps(seen: &[BalanceSeen]) -> Vec<CreditStep> {
    seen.iter()
        .enumerate()
        .take(STEPS)
        .map(|(at, step)| CreditStep {
            amount: (&step.amount).into(),
            // Two currencies have no difference.
            change: seen
                .get(at + 1)
                .and_then(|before| step.amount.minus(&before.amount).ok())
                .map(Into::into),
            from: step.first_read_at,
            to: step.last_read_at,
            request_id: step.request_id.clone().map(String::from),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use kh_model::{Amount, Currency};

    use super::*;

    fn seen(value: &str, code: &str) -> BalanceSeen {
        BalanceSeen {
            amount: Amount::parse(value, Currency::new(code).ok()).unwrap(),
            first_read_at: Timestamp::UNIX_EPOCH,
            last_read_at: Timestamp::UNIX_EPOCH,
            request_id: None,
        }
    }

    #[test]
    fn a_step_knows_its_change_but_the_oldest_does_not() {
        let steps = steps(&[seen("90.10", "EUR"), seen("100", "EUR"), seen("5", "USD")]);
        let changes: Vec<Option<String>> = steps
            .into_iter()
            .map(|step| step.change.map(|change| change.value))
            .collect();
        assert_eq!(changes, [Some("-9.90".to_owned()), None, None]);
    }

    #[test]
    fn no_more_than_a_hundred_are_shown_and_the_last_of_them_has_its_change() {
        let many = vec![seen("1", "EUR"); 101];
        let steps = steps(&many);
        assert_eq!(steps.len(), 100);
        assert!(steps[99].change.is_some());
    }
}
