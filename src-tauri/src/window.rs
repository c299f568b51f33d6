//! The one window: its size, and that it never shows anything but the page
//! inside the program.

use tauri::{App, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// Label of the window; the capability is bound to it.
pub(crate) const LABEL: &str = "main";

/// Opens the window.
///
/// # Errors
/// What the system says when it has no display, for example.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("KernelHost Reseller Console")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        .disable_drag_drop_handler()
        .on_navigation(is_own_page)
        .build()?;
    Ok(())
}

/// Brings the window to the front, for a second start of the program.
pub(crate) fn show(app: &impl Manager<tauri::Wry>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let shown = window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus());
        if let Err(cause) = shown {
            tracing::warn!(%cause, "the window could not be brought to the front");
        }
    }
}

/// Shows the page at `percent` of its size.
#[allow(clippy::float_arithmetic)] // a measure of the screen, not money
pub(crate) fn zoom<R: Runtime>(window: &WebviewWindow<R>, percent: u16) {
    if let Err(cause) = window.set_zoom(f64::from(percent) / 100.0) {
        tracing::warn!(%cause, "the window could not be zoomed");
    }
}

fn is_own_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => {
            url.host_str() == Some("tauri.localhost")
                || (cfg!(debug_assertions) && is_dev_server(url))
        }
        _ => false,
    }
}

fn is_dev_server(url: &Url) -> bool {
    url.host_str() == Some("localhost") && url.port() == Some(1420)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_inside_the_program_is_shown() {
        let own = |text: &str| is_own_page(&Url::parse(text).unwrap());
        assert!(own("tauri://localhost/index.html"));
        assert!(own("http://tauri.localhost/"));
        for foreign in [
            "https://www.kernelhost.com/",
            "http://tauri.localhost.evil.test/",
            "http://tauri.evil.test/",
            "tauri://evil/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "javascript:alert(1)",
            "about:srcdoc",
        ] {
            assert!(!own(foreign), "{foreign}");
        }
    }
}
