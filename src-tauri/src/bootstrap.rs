//! The one place where the parts are put together.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kh_core::{Console, Desktop, Setup, TransportSetupError};
use tauri::{App, AppHandle, Manager, RunEvent, WindowEvent};

use crate::arguments::Start;
use crate::built_in::BuiltIn;
use crate::clipboard::DesktopClipboard;
use crate::{StartError, bridge, ipc, logging, notify, window};

/// Runs the program until its window is closed.
///
/// # Errors
/// [`StartError`] where not even a window can be opened.
pub fn run(start: Start) -> Result<(), StartError> {
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(
            |app, _arguments, _folder| window::show(app),
        ))
        .plugin(tauri_plugin_notification::init())
        .invoke_handler(ipc::handler())
        .setup(move |app| Ok(compose(app, start)?))
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            close(app);
        }
        // Access data does not stay on a screen that somebody else looks at.
        if let RunEvent::WindowEvent {
            event: WindowEvent::Focused(false),
            ..
        } = event
        {
            app.state::<Console>().end_looks();
        }
    });
    Ok(())
}

fn compose(app: &App, start: Start) -> Result<(), StartError> {
    let folder = data_folder(app)?;
    logging::start(&folder);
    let desktop = desktop(app, &folder);
    let console =
        tauri::async_runtime::block_on(async { setup(&folder, desktop).map(Console::start) })?;
    app.manage(console.clone());
    tauri::async_runtime::spawn(bridge::pass_on(console.clone(), app.handle().clone()));
    if start.simulator {
        tauri::async_runtime::spawn(async move {
            if let Err(cause) = console.open_simulator().await {
                tracing::warn!(code = cause.code, "the simulator could not be opened");
            }
        });
    }
    window::open(app)?;
    Ok(())
}

/// What the desktop gives the console. Without a downloads folder exports go
/// into the data folder.
fn desktop(app: &App, folder: &Path) -> Desktop {
    Desktop {
        downloads_folder: app
            .path()
            .download_dir()
            .unwrap_or_else(|_| folder.join("exports")),
        clipboard: Arc::new(DesktopClipboard::default()),
        announcer: Arc::new(notify::Desktop::new(app.handle().clone())),
    }
}

fn setup(folder: &Path, desktop: Desktop) -> Result<Setup, TransportSetupError> {
    Setup::system(
        folder.to_owned(),
        env!("CARGO_PKG_VERSION").to_owned(),
        Arc::new(BuiltIn::new(folder.join("simulator"))),
        desktop,
    )
}

fn data_folder(app: &App) -> Result<PathBuf, StartError> {
    let folder = app
        .path()
        .app_data_dir()
        .map_err(StartError::NoDataFolder)?;
    fs::create_dir_all(&folder).map_err(|cause| StartError::DataFolder {
        folder: folder.display().to_string(),
        cause,
    })?;
    Ok(folder)
}

fn close(app: &AppHandle) {
    let console = app.state::<Console>().inner().clone();
    tauri::async_runtime::block_on(console.shutdown());
}
