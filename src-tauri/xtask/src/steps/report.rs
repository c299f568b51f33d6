//! Reads what test programs report: how many passed, and who failed.

use serde::Deserialize;

use crate::tally::Count;

/// Reads the JUnit file that cargo-nextest writes.
///
/// Only two elements matter: a `testcase` with its name, and a `failure` or
/// `error` inside it. A test that failed first and then passed on a retry has
/// a `flakyFailure` instead and counts as passed.
pub(crate) fn from_junit(xml: &str) -> Count {
    let mut count = Count::default();
    for case in xml.split("<testcase ").skip(1) {
        let case = case.split("</testcase>").next().unwrap_or(case);
        let (head, body) = case.split_once('>').unwrap_or((case, ""));
        let body = if head.ends_with('/') { "" } else { body };
        if body.contains("<failure") || body.contains("<error") {
            let name = attribute(head, "name").unwrap_or("a test without a name");
            let program = attribute(head, "classname").unwrap_or_default();
            count
                .failed
                .push(format!("{program} {name}").trim().to_owned());
        } else {
            count.passed += 1;
        }
    }
    count
}

/// The lines in which passed tests tell the figures of a promise, such as
/// `R17: 209830 bytes flipped one by one, 209830 found`.
pub(crate) fn figures(xml: &str) -> Vec<String> {
    let lines = xml.lines().map(|line| {
        // A test program may have begun the line with the test's name.
        let line = line.rsplit_once(" ... ").map_or(line, |(_, rest)| rest);
        line.trim()
            .trim_start_matches("<system-out>")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    });
    lines.filter(|line| is_figure(line)).collect()
}

/// Over how many requests the provider's audit log and the chain were found to
/// agree, and in how many window tests.
pub(crate) fn agreements(xml: &str) -> (usize, usize) {
    let counts = xml
        .lines()
        .filter_map(|line| line.split_once("both logs agree over ")?.1.split_once(' '))
        .filter_map(|(count, _)| count.parse::<usize>().ok());
    counts.fold((0, 0), |(requests, tests), count| {
        (requests + count, tests + 1)
    })
}

/// What window tests looked through for secrets when they ended.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Searches {
    pub(crate) tests: usize,
    pub(crate) answers: usize,
    pub(crate) programs: usize,
    pub(crate) files: usize,
}

/// Adds up what window tests looked through for secrets and found none in.
pub(crate) fn searches(xml: &str) -> Searches {
    let mut sum = Searches::default();
    for line in xml.lines() {
        let Some((_, rest)) = line.split_once("none of ") else {
            continue;
        };
        let numbers: Vec<usize> = rest
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        if let (true, &[_, answers, programs, files]) =
            (rest.contains(" secrets in "), numbers.as_slice())
        {
            sum.tests += 1;
            sum.answers += answers;
            sum.programs += programs;
            sum.files += files;
        }
    }
    sum
}

/// Whether a line begins with the number of a promise or of a measure.
fn is_figure(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['R', 'P']) else {
        return false;
    };
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    digits > 0 && rest[digits..].starts_with([':', ' '])
}

fn attribute<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let marker = format!("{name}=\"");
    head.match_indices(&marker)
        // `classname` ends like `name`: an attribute begins after a space.
        .find(|(at, _)| *at == 0 || head[..*at].ends_with(' '))
        .and_then(|(at, _)| head[at + marker.len()..].split('"').next())
}

/// Reads the lines `test name ... ok` and `test name ... FAILED` of cargo test.
pub(crate) fn from_cargo(output: &str) -> Count {
    let mut count = Count::default();
    for line in output.lines() {
        let Some((name, verdict)) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.rsplit_once(" ... "))
        else {
            continue;
        };
        match verdict {
            "ok" => count.passed += 1,
            "FAILED" => count.failed.push(name.to_owned()),
            _ => {}
        }
    }
    count
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vitest {
    test_results: Vec<VitestFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VitestFile {
    name: String,
    status: String,
    assertion_results: Vec<VitestCase>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VitestCase {
    full_name: String,
    status: String,
}

/// Reads the JSON file that vitest writes. A file that could not be loaded
/// holds no cases and counts as one failure.
pub(crate) fn from_vitest(json: &str) -> Result<Count, serde_json::Error> {
    let report: Vitest = serde_json::from_str(json)?;
    let mut count = Count::default();
    for file in report.test_results {
        let before = count.failed.len();
        for case in file.assertion_results {
            match case.status.as_str() {
                "passed" => count.passed += 1,
                "failed" => count.failed.push(case.full_name),
                _ => {}
            }
        }
        if file.status == "failed" && count.failed.len() == before {
            count.failed.push(file.name);
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_promises_are_found_in_what_tests_said() {
        let xml = "<testcase name=\"a\"><system-out>running 1 test\n\
                   R17: 3 &lt; 4, found\ntest a ... R5 calls=2\nRows: 7\nR: 1\n\
                   P7: 2 waits\nPage 7\n</system-out></testcase>";
        assert_eq!(
            figures(xml),
            ["R17: 3 < 4, found", "R5 calls=2", "P7: 2 waits"]
        );
    }

    #[test]
    fn agreements_are_added_up() {
        let xml = "both logs agree over 3 requests\n<system-out>both logs agree over 0 requests\n";
        assert_eq!(agreements(xml), (3, 2));
    }

    #[test]
    fn searches_are_added_up() {
        let xml = "<system-out>none of 6 secrets in 40 answers, 9 programs and 30 files\n\
                   none of 7 secrets in 2 answers, 1 programs and 3 files\nnone of it\n";
        let sum = Searches {
            tests: 2,
            answers: 42,
            programs: 10,
            files: 33,
        };
        assert_eq!(searches(xml), sum);
    }

    #[test]
    fn junit_names_the_program_and_the_failed_test() {
        let xml = r#"<?xml version="1.0"?>
            <testsuites name="run" tests="4" failures="1" errors="0">
              <testsuite name="kh-model" tests="4">
                <testcase name="money::adds" classname="kh-model" time="0.01"/>
                <testcase name="money::parses" classname="kh-model" time="0.01">
                </testcase>
                <testcase name="flaky" classname="kh-model"><flakyFailure/></testcase>
                <testcase name="time::stands" classname="kh-model" time="0.01">
                  <failure type="test failure">a &lt; b</failure>
                </testcase>
              </testsuite>
            </testsuites>"#;
        assert_eq!(
            from_junit(xml),
            Count {
                passed: 3,
                failed: vec!["kh-model time::stands".to_owned()]
            }
        );
    }

    #[test]
    fn cargo_lines_are_counted_and_others_are_not() {
        let output = "running 3 tests\n\
                      test a::one ... ok\n\
                      test a::two ... FAILED\n\
                      test a::slow ... ignored\n\
                      test result: FAILED. 1 passed; 1 failed; 1 ignored\n";
        assert_eq!(
            from_cargo(output),
            Count {
                passed: 1,
                failed: vec!["a::two".to_owned()]
            }
        );
    }

    #[test]
    fn vitest_cases_are_counted_and_a_broken_file_is_one_failure() {
        let json = r#"{"numTotalTests":2,"testResults":[
            {"name":"money.test.ts","status":"failed","assertionResults":[
                {"fullName":"money adds","status":"passed"},
                {"fullName":"money rounds","status":"failed"}]},
            {"name":"broken.test.ts","status":"failed","assertionResults":[]}]}"#;
        assert_eq!(
            from_vitest(json).unwrap(),
            Count {
                passed: 1,
                failed: vec!["money rounds".to_owned(), "broken.test.ts".to_owned()]
            }
        );
    }
}
