//! The window reaches nothing outside: content policy, prototype, tools,
//! remote pages, capabilities, plugins.

use serde_json::Value;

use super::tree::Tree;

const SETTINGS: &str = "tauri.conf.json";

/// Directives the policy must name, and all sources each may have.
const POLICY: [(&str, &[&str]); 12] = [
    ("default-src", &["'self'"]),
    ("script-src", &["'self'"]),
    ("style-src", &["'self'"]),
    ("img-src", &["'self'"]),
    ("font-src", &["'self'"]),
    ("connect-src", &["'self'", "ipc:", "http://ipc.localhost"]),
    ("object-src", &["'none'"]),
    ("frame-src", &["'none'"]),
    ("worker-src", &["'none'", "'self'"]),
    ("base-uri", &["'none'"]),
    ("form-action", &["'none'"]),
    ("frame-ancestors", &["'none'"]),
];

/// Plugins that open a way out of the window.
const WAYS_OUT: [&str; 7] = [
    "tauri-plugin-shell",
    "tauri-plugin-fs",
    "tauri-plugin-http",
    "tauri-plugin-opener",
    "tauri-plugin-websocket",
    "tauri-plugin-upload",
    "tauri-plugin-process",
];

/// The content policy and the switches beside it.
pub(super) fn policy(tree: &Tree) -> Vec<String> {
    let Some(file) = tree.file(SETTINGS) else {
        return vec![format!("{SETTINGS} is missing")];
    };
    let settings: Value = serde_json::from_str(&file.text).unwrap_or_default();
    let mut faults = Vec::new();
    let security = settings.pointer("/app/security");
    let csp = security
        .and_then(|security| security.get("csp"))
        .and_then(Value::as_object);
    for (directive, allowed) in POLICY {
        let sources = csp.and_then(|csp| csp.get(directive)).map(sources);
        match sources {
            None => faults.push(format!("the policy names no {directive}")),
            Some(sources) => {
                for source in sources
                    .iter()
                    .filter(|source| !allowed.contains(&source.as_str()))
                {
                    faults.push(format!("{directive} allows {source}"));
                }
            }
        }
    }
    for directive in csp.into_iter().flat_map(|csp| csp.keys()) {
        if !POLICY.iter().any(|(known, _)| known == directive) {
            faults.push(format!("{directive} is not vetted"));
        }
    }
    if security.and_then(|security| security.get("freezePrototype")) != Some(&Value::Bool(true)) {
        faults.push("freezePrototype is not on".to_owned());
    }
    for switch in security
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|all| all.keys())
    {
        if switch.starts_with("dangerous") || ["devCsp", "assetProtocol"].contains(&switch.as_str())
        {
            faults.push(format!("{switch} is set"));
        }
    }
    if settings.pointer("/app/withGlobalTauri") == Some(&Value::Bool(true)) {
        faults.push("withGlobalTauri is on".to_owned());
    }
    for (switch, words) in [
        ("devtools", "the developer tools are on"),
        ("devUrl", "a plain build would not carry its page"),
    ] {
        if file.text.contains(&format!("\"{switch}\"")) {
            faults.push(format!("{switch} is set: {words}"));
        }
    }
    faults
}

/// A directive is a text or a list of texts.
fn sources(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        Value::Array(list) => list
            .iter()
            .map(|source| source.as_str().unwrap_or("?").to_owned())
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => vec!["?".to_owned()],
    }
}

/// Capabilities for named windows of this program only, no plugin that leads
/// out, and the developer tools in no build.
pub(super) fn capabilities(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.below("src-tauri/capabilities/", &["json", "toml"]) {
        let capability: Value = serde_json::from_str(&file.text).unwrap_or_default();
        let windows = capability.get("windows").and_then(Value::as_array);
        match windows {
            None => faults.push(format!("{}: names no window", file.path)),
            Some(windows) => {
                for window in windows
                    .iter()
                    .filter(|window| window.as_str().is_none_or(|name| name.contains('*')))
                {
                    faults.push(format!("{}: is for the windows {window}", file.path));
                }
            }
        }
        for way in ["remote", "webviews"] {
            if capability.get(way).is_some() {
                faults.push(format!("{}: has {way}", file.path));
            }
        }
    }
    if let Some(manifest) = tree.file("Cargo.toml") {
        for way in WAYS_OUT {
            faults.extend(manifest.faults("a plugin that leads out", |line| line.starts_with(way)));
        }
        faults.extend(manifest.faults("developer tools in a build", |line| {
            line.starts_with("tauri") && line.contains("\"devtools\"")
        }));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(change: impl FnOnce(&mut Value)) -> Tree {
        let mut csp = serde_json::Map::new();
        for (directive, allowed) in POLICY {
            csp.insert(directive.to_owned(), allowed[0].into());
        }
        let mut settings = serde_json::json!({
            "app": { "security": { "freezePrototype": true, "csp": csp } }
        });
        change(&mut settings);
        Tree::of(&[(SETTINGS, &settings.to_string())])
    }

    #[test]
    fn the_strict_policy_passes() {
        assert_eq!(policy(&settings(|_| {})), Vec::<String>::new());
    }

    #[test]
    fn a_loose_or_missing_directive_is_a_fault() {
        let loose = settings(|all| {
            all["app"]["security"]["csp"]["style-src"] = "'self' 'unsafe-inline'".into();
        });
        assert_eq!(policy(&loose), ["style-src allows 'unsafe-inline'"]);
        let missing = settings(|all| {
            all["app"]["security"]["csp"]
                .as_object_mut()
                .unwrap()
                .remove("form-action");
        });
        assert_eq!(policy(&missing), ["the policy names no form-action"]);
    }

    #[test]
    fn a_melted_prototype_and_tools_are_faults() {
        let melted = settings(|all| all["app"]["security"]["freezePrototype"] = false.into());
        assert_eq!(policy(&melted), ["freezePrototype is not on"]);
        let tools =
            settings(|all| all["app"]["windows"] = serde_json::json!([{ "devtools": true }]));
        assert_eq!(policy(&tools).len(), 1);
        let danger = settings(|all| {
            all["app"]["security"]["dangerousDisableAssetCspModification"] = true.into();
        });
        assert_eq!(policy(&danger).len(), 1);
    }

    #[test]
    fn a_capability_for_all_windows_or_a_remote_page_is_a_fault() {
        let tree = Tree::of(&[(
            "src-tauri/capabilities/main.json",
            r#"{"windows":["*"],"remote":{"urls":["https://example.org"]}}"#,
        )]);
        assert_eq!(capabilities(&tree).len(), 2);
    }

    #[test]
    fn a_plugin_that_leads_out_is_a_fault() {
        let tree = Tree::of(&[("Cargo.toml", "[dependencies]\ntauri-plugin-shell = \"2\"\n")]);
        assert_eq!(capabilities(&tree).len(), 1);
    }
}
