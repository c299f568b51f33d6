//! axe-core over the page as it stands.

use serde::Deserialize;
use thirtyfour::WebDriver;

use super::places;
use super::trouble::Trouble;

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    #[serde(default)]
    failure_summary: String,
}

/// Fails if axe finds anything at all.
pub(super) async fn check(driver: &WebDriver) -> Result<(), Trouble> {
    let file = places::root().join("ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file)
        .map_err(|error| Trouble::start(format!("{}: {error}", file.display())))?;
    driver
        .execute(
            format!("if (!window.axe) {{ {axe} }} return true;"),
            Vec::new(),
        )
        .await?;
    let answer = driver
        .execute_async(
            "const done = arguments[0];\
             axe.run(document, { resultTypes: ['violations'] })\
               .then((found) => done(found.violations), (error) => done(String(error)));",
            Vec::new(),
        )
        .await?;
    let violations: Vec<Violation> = serde_json::from_value(answer.json().clone())
        .map_err(|error| Trouble::wrong(format!("axe gave no list: {error}: {}", answer.json())))?;
    if violations.is_empty() {
        return Ok(());
    }
    let mut words = String::from("axe found:");
    for violation in violations {
        words.push_str(&format!("\n{}: {}", violation.id, violation.help));
        for node in violation.nodes {
            words.push_str(&format!("\n  {}\n  {}", node.html, node.failure_summary));
        }
    }
    Err(Trouble::wrong(words))
}
