//! `kh-tour FOLDER` walks the guided tour through the real window,
//! `kh-tour --readme FOLDER` takes the pictures of the README; both print the
//! paths of the pictures, one per line.
// The paths are the answer of this program.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let readme = arguments.next_if(|first| first == "--readme").is_some();
    let folder = arguments.next().unwrap_or_else(|| "target/tour".into());
    let walked = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(kh_e2e::Trouble::from)
        .and_then(|runtime| {
            let desk = kh_e2e::Desk::new()?;
            runtime.block_on(async {
                if readme {
                    kh_e2e::tour::readme(&desk, folder.as_ref()).await
                } else {
                    kh_e2e::tour::walk(&desk, folder.as_ref()).await
                }
            })
        });
    match walked {
        Ok(pictures) => {
            for picture in pictures {
                println!("{}", picture.display());
            }
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            eprintln!("The tour stopped: {trouble}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    eprintln!("The tour steers WebKitGTK, which exists on Linux.");
    ExitCode::FAILURE
}
