//! Many measurements as one figure. Every function gives NaN for no values,
//! and a NaN meets no target.

/// The middle value; of an even number the mean of the two in the middle.
#[must_use]
pub fn median(values: &[f64]) -> f64 {
    let sorted = sorted(values);
    let middle = sorted.len() / 2;
    match (sorted.len() % 2, sorted.get(middle)) {
        (1, Some(value)) => *value,
        (_, Some(value)) => f64::midpoint(sorted[middle - 1], *value),
        (_, None) => f64::NAN,
    }
}

/// The smallest value that at least `percent` of a hundred values do not
/// exceed (nearest rank).
#[must_use]
pub fn percentile(values: &[f64], percent: usize) -> f64 {
    let sorted = sorted(values);
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(f64::NAN)
}

/// The arithmetic mean.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    #[allow(
        clippy::cast_precision_loss,
        reason = "nobody measures two to the fifty-third times"
    )]
    let count = values.len() as f64;
    values.iter().sum::<f64>() / count
}

/// Each value divided by the one it was measured beside.
#[must_use]
pub fn ratios(ours: &[f64], baseline: &[f64]) -> Vec<f64> {
    ours.iter().zip(baseline).map(|(a, b)| a / b).collect()
}

/// A figure of each block of ours divided by the same of the block beside it.
/// What disturbs the machine for a moment disturbs one block, and the median of
/// the blocks does not feel it.
#[must_use]
pub fn blocks(
    ours: &[f64],
    baseline: &[f64],
    length: usize,
    figure: impl Fn(&[f64]) -> f64,
) -> Vec<f64> {
    ours.chunks(length)
        .zip(baseline.chunks(length))
        .map(|(ours, baseline)| figure(ours) / figure(baseline))
        .collect()
}

/// How far most of the rounds lie apart, in words: the 10th and 90th of a hundred.
#[must_use]
pub fn spread(values: &[f64]) -> String {
    format!(
        "{:.2}..{:.2}",
        percentile(values, 10),
        percentile(values, 90)
    )
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_and_an_outlier_does_not_move_it() {
        assert_eq!(median(&[3.0, 1.0, 900.0]), 3.0);
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), 2.5);
        assert_eq!(median(&[7.0]), 7.0);
    }

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!(percentile(&values, 50), 100.0);
        assert_eq!(percentile(&values, 99), 198.0);
        assert_eq!(percentile(&values, 100), 200.0);
        assert_eq!(percentile(&values, 0), 1.0);
        assert_eq!(percentile(&[5.0], 99), 5.0);
    }

    #[test]
    fn the_mean_feels_every_value() {
        assert_eq!(mean(&[1.0, 2.0, 9.0]), 4.0);
    }

    #[test]
    fn ratios_are_taken_side_by_side() {
        assert_eq!(ratios(&[3.0, 8.0], &[2.0, 4.0]), [1.5, 2.0]);
    }

    #[test]
    fn a_moment_of_disturbance_spoils_one_block() {
        let mut ours = vec![3.0; 50];
        let baseline = vec![2.0; 50];
        ours[12] = 9_000.0;
        let ratios = blocks(&ours, &baseline, 10, mean);
        assert_eq!(ratios.len(), 5);
        assert!(ratios[1] > 100.0);
        assert_eq!(median(&ratios), 1.5);
    }

    #[test]
    fn a_spread_leaves_out_the_outermost_tenths() {
        let mut values = vec![1.0; 18];
        values.extend([0.1, 50.0]);
        assert_eq!(spread(&values), "1.00..1.00");
    }

    #[test]
    fn nothing_measured_is_no_number() {
        assert!(median(&[]).is_nan());
        assert!(percentile(&[], 50).is_nan());
        assert!(mean(&[]).is_nan());
    }
}
