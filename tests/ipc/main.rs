//! Whatever a window sends, every command answers: no panic, and no call to
//! anywhere but the provider or a simulator on this computer.

mod json;
mod outside;

use kernelhost_console::ipc::{commands, handler};
use kh_core::Console;
use tauri::test::{INVOKE_KEY, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;

use json::{Dice, arguments};
use outside::Outside;

/// Inputs per command; the full number of the promise is asked for by
/// `KH_IPC_INPUTS=100000`.
fn inputs() -> u64 {
    std::env::var("KH_IPC_INPUTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(10_000)
}

#[test]
fn every_command_answers_arbitrary_json_and_reaches_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let outside = Outside::default();
    let console =
        tauri::async_runtime::block_on(async { Console::start(outside.setup(folder.path())) });
    let app = mock_builder()
        .manage(console.clone())
        .invoke_handler(handler())
        .build(mock_context(noop_assets()))
        .unwrap();
    let window = tauri::WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default())
        .build()
        .unwrap();

    let mut answered = 0_u64;
    for command in commands() {
        let names: Vec<&str> = command.arguments.iter().map(|(name, _)| *name).collect();
        let rounds = if names.is_empty() {
            inputs().min(200)
        } else {
            inputs()
        };
        for seed in 0..rounds {
            let mut dice = Dice::new(seed ^ (command.name.len() as u64) << 48);
            let request = InvokeRequest {
                cmd: command.name.to_owned(),
                callback: tauri::ipc::CallbackFn(0),
                error: tauri::ipc::CallbackFn(1),
                url: "tauri://localhost".parse().unwrap(),
                body: tauri::ipc::InvokeBody::Json(arguments(&mut dice, &names)),
                headers: tauri::http::HeaderMap::default(),
                invoke_key: INVOKE_KEY.to_owned(),
            };
            let _either = get_ipc_response(&window, request);
            answered += 1;
        }
    }
    tauri::async_runtime::block_on(console.shutdown());

    let strangers = outside.strangers();
    println!(
        "R19: {answered} inputs over {} commands, {} strange addresses",
        commands().len(),
        strangers.len()
    );
    assert_eq!(strangers, Vec::<String>::new());
    let escaped = std::fs::read_dir(folder.path()).unwrap().count();
    assert!(escaped > 0, "the journal is in its folder");
}
