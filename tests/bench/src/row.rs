//! A row: its figures, their targets, and how both are shown.

use std::fmt;

use serde_json::{Value, json};

/// What a figure must be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target {
    /// Not more than this.
    AtMost(f64),
    /// Not less than this.
    AtLeast(f64),
    /// This and nothing else; for counts.
    Exactly(f64),
}

/// One measured value.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    name: &'static str,
    value: f64,
    decimals: usize,
    target: Option<Target>,
}

/// A row of the benchmark: the figure it is named for comes first.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    name: &'static str,
    figures: Vec<Figure>,
    notes: Vec<String>,
}

impl Target {
    fn is_met_by(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
            Self::Exactly(wanted) => value == wanted,
        }
    }

    fn words(self, decimals: usize) -> String {
        match self {
            Self::AtMost(most) => format!("<={most:.decimals$}"),
            Self::AtLeast(least) => format!(">={least:.decimals$}"),
            Self::Exactly(wanted) => format!("={wanted:.decimals$}"),
        }
    }
}

impl Figure {
    /// A ratio or a size, shown with two decimals.
    #[must_use]
    pub fn ratio(name: &'static str, value: f64) -> Self {
        Self {
            name,
            value,
            decimals: 2,
            target: None,
        }
    }

    /// A count.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "nobody counts to two to the fifty-third"
    )]
    pub fn count(name: &'static str, value: u64) -> Self {
        Self {
            name,
            value: value as f64,
            decimals: 0,
            target: None,
        }
    }

    /// The same figure, held to a target. Without one it is only recorded.
    #[must_use]
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// Whether the target is met; a figure without one is content.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.target
            .is_none_or(|target| target.is_met_by(self.value))
    }

    /// `ratio=1.31 target<=1.60`
    fn words(&self) -> String {
        let decimals = self.decimals;
        let shown = format!("{}={:.decimals$}", self.name, self.value);
        match self.target {
            Some(target) => format!("{shown} target{}", target.words(decimals)),
            None => shown,
        }
    }

    fn json(&self) -> Value {
        json!({
            "name": self.name,
            "value": self.value,
            "target": self.target.map(|target| target.words(self.decimals)),
            "pass": self.target.map(|_| self.passes()),
        })
    }
}

impl Row {
    /// A row by its name and the figure it is named for.
    #[must_use]
    pub fn new(name: &'static str, first: Figure) -> Self {
        Self {
            name,
            figures: vec![first],
            notes: Vec::new(),
        }
    }

    /// Adds a figure.
    #[must_use]
    pub fn with(mut self, figure: Figure) -> Self {
        self.figures.push(figure);
        self
    }

    /// Adds words that are no figure: what was compared with what.
    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.notes.push(words.into());
        self
    }

    /// Whether every figure meets its target.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.figures.iter().all(Figure::passes)
    }

    /// The row as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "row": self.name,
            "pass": self.passes(),
            "figures": self.figures.iter().map(Figure::json).collect::<Vec<_>>(),
            "notes": self.notes,
        })
    }
}

fn verdict(passes: bool) -> &'static str {
    if passes { "PASS" } else { "FAIL" }
}

impl fmt::Display for Row {
    /// One line with the verdict over the whole row, then indented details.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut figures = self.figures.iter();
        let first = figures.next().map(Figure::words).unwrap_or_default();
        write!(out, "{} {first} {}", self.name, verdict(self.passes()))?;
        for figure in figures {
            write!(out, "\n  {}", figure.words())?;
            if figure.target.is_some() {
                write!(out, " {}", verdict(figure.passes()))?;
            }
        }
        self.notes
            .iter()
            .try_for_each(|words| write!(out, "\n  {words}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ratio: f64, allocations: u64) -> Row {
        Row::new(
            "P5",
            Figure::ratio("ratio", ratio).target(Target::AtMost(1.6)),
        )
        .with(Figure::count("allocations", allocations).target(Target::Exactly(0.0)))
        .with(Figure::count("rounds", 11))
        .note("of the same bytes")
    }

    #[test]
    fn a_row_is_one_line_and_its_details() {
        assert_eq!(
            row(1.309, 0).to_string(),
            "P5 ratio=1.31 target<=1.60 PASS\n  \
             allocations=0 target=0 PASS\n  rounds=11\n  of the same bytes"
        );
    }

    #[test]
    fn one_figure_that_fails_fails_the_row() {
        assert!(row(1.6, 0).passes());
        assert!(!row(1.601, 0).passes());
        let text = row(1.2, 1).to_string();
        assert!(text.starts_with("P5 ratio=1.20 target<=1.60 FAIL\n"));
        assert!(text.contains("allocations=1 target=0 FAIL"));
    }

    #[test]
    fn more_may_be_better() {
        let figure = |value| Figure::ratio("faster", value).target(Target::AtLeast(4.0));
        assert!(figure(4.0).passes());
        assert!(!figure(3.9).passes());
        assert_eq!(figure(6.5).words(), "faster=6.50 target>=4.00");
    }

    #[test]
    fn what_could_not_be_measured_fails() {
        assert!(!row(f64::NAN, 0).passes());
    }

    #[test]
    fn json_tells_the_same() {
        let json = row(1.25, 0).json();
        assert_eq!(json["row"], "P5");
        assert_eq!(json["pass"], true);
        assert_eq!(json["figures"][0]["value"], 1.25);
        assert_eq!(json["figures"][0]["target"], "<=1.60");
        assert_eq!(json["figures"][2]["pass"], Value::Null);
    }
}
