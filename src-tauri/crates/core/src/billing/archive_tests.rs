//! R22: a document is whole under its name and written down, or it is not
//! there, wherever the making of it stops: by an error of the disk, or by the
//! death of the program.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use kh_journal::{Profile, ProfileKind, SecretHome};
use kh_model::{KeyId, SignPath};
use tempfile::TempDir;

use super::*;
use crate::new_file::stops::{Stop, stop_at};

const DOCUMENT: &[u8] = b"%PDF-1.7 of a test %%EOF";

const STEPS: [Step; 7] = [
    Step::Folder,
    Step::Begin,
    Step::Write,
    Step::Flush,
    Step::Name,
    Step::FlushFolder,
    Step::Note,
];

fn at() -> Timestamp {
    Timestamp::from_second(1_767_225_600).unwrap()
}

fn profile() -> ProfileId {
    ProfileId::new("main").unwrap()
}

fn invoice() -> InvoiceId {
    InvoiceId::new("9001").unwrap()
}

/// A data folder with a journal in it.
fn journal(folder: &Path) -> Journal {
    let journal = Journal::open(&folder.join("journal.db")).unwrap();
    journal
        .save_profile(&Profile {
            id: profile(),
            label: "Main".to_owned(),
            accent_hue: 1,
            kind: ProfileKind::Simulator,
            base_url: "http://127.0.0.1:1/v1".to_owned(),
            key_id: KeyId::new(format!("kh_live_SIM{}", "A".repeat(29))).unwrap(),
            sign_path: SignPath::Short,
            secret_home: SecretHome::Session,
            created_at: at(),
            account: None,
        })
        .unwrap();
    journal
}

/// What is done for a click, from the folder to the row.
fn keep(folder: &Path, journal: &Journal, document: &[u8]) -> Result<SavedPdf, CoreError> {
    let archive = Archive::of(folder, &profile());
    let mut file = archive.begin(at()).map_err(DocumentError::Disk)?;
    for piece in document.chunks(7) {
        file.write(piece).map_err(DocumentError::Disk)?;
    }
    let pdf = ReceivedPdf {
        bytes: document.len() as u64,
        sha256: Sha256::digest(document).into(),
        ends_well: true,
        form: PdfForm::Plain,
    };
    let origin = Origin {
        invoice: invoice(),
        called: "KH-2026-0001".to_owned(),
        at: at(),
        request_id: None,
    };
    archive.keep(journal, file, &pdf, &origin)
}

fn archived(folder: &Path) -> Vec<PathBuf> {
    let archive = Archive::of(folder, &profile());
    let Ok(entries) = fs::read_dir(archive.folder) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    found.sort();
    found
}

fn is_part(path: &Path) -> bool {
    path.file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .starts_with(".part-")
}

/// Whatever is there under a name of a document is the whole document, what is
/// written down is there, and the next try succeeds in the same place.
fn nothing_is_half(folder: &Path, what: &str) {
    let journal = journal(folder);
    let archive = Archive::of(folder, &profile());
    for path in archived(folder).iter().filter(|path| !is_part(path)) {
        assert_eq!(fs::read(path).unwrap(), DOCUMENT, "{what}: {path:?}");
    }
    let known = journal.invoice_pdf(&profile(), &invoice()).unwrap();
    if let Some(saved) = known.and_then(|known| known.saved) {
        archive.checked(&saved).unwrap();
    }
    let saved = keep(folder, &journal, DOCUMENT).unwrap();
    assert_eq!(saved.file_name, "KH-2026-0001.pdf", "{what}");
    let path = archive.checked(&saved).unwrap();
    let whole: Vec<PathBuf> = archived(folder)
        .into_iter()
        .filter(|path| !is_part(path))
        .collect();
    assert_eq!(whole, [path], "{what}: the same document is there once");
}

#[test]
fn r22_an_error_at_any_step_leaves_nothing_half() {
    let mut cases = 0;
    for step in STEPS {
        for kind in [
            ErrorKind::StorageFull,
            ErrorKind::PermissionDenied,
            ErrorKind::ReadOnlyFilesystem,
        ] {
            let home = TempDir::new().unwrap();
            let store = journal(home.path());
            stop_at(Some((step, Stop::Error(kind))));
            let failed = keep(home.path(), &store, DOCUMENT);
            stop_at(None);
            let code = failed.unwrap_err().code();
            assert!(code.starts_with("document."), "{step:?}: {code}");
            assert!(!archived(home.path()).iter().any(|path| is_part(path)));
            drop(store);
            nothing_is_half(home.path(), &format!("{step:?} {kind:?}"));
            cases += 1;
        }
    }
    println!("R22 errors={cases} partial=0");
    assert_eq!(cases, 21);
}

/// The program that dies: this test, run again by the one below.
#[test]
fn dies_where_it_is_told() {
    let Ok(folder) = std::env::var("KH_ARCHIVE_DIES_IN") else {
        return;
    };
    let step: usize = std::env::var("KH_ARCHIVE_DIES_AT")
        .unwrap()
        .parse()
        .unwrap();
    let folder = Path::new(&folder);
    let store = journal(folder);
    stop_at(Some((STEPS[step], Stop::Death)));
    let _ = keep(folder, &store, DOCUMENT);
    panic!("it lived on");
}

#[test]
fn r22_a_death_at_any_step_leaves_nothing_half() {
    for (number, step) in STEPS.iter().enumerate() {
        let home = TempDir::new().unwrap();
        drop(journal(home.path()));
        let died = Command::new(std::env::current_exe().unwrap())
            .args(["billing::archive::tests::dies_where_it_is_told", "--exact"])
            .env("KH_ARCHIVE_DIES_IN", home.path())
            .env("KH_ARCHIVE_DIES_AT", number.to_string())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&died.stderr).into_owned();
        assert!(
            !died.status.success() && !said.contains("it lived on"),
            "{said}"
        );
        nothing_is_half(home.path(), &format!("death at {step:?}"));
    }
    println!("R22 deaths={} partial=0", STEPS.len());
}

#[test]
fn what_a_dead_program_left_is_swept_when_it_is_old_and_not_before() {
    let home = TempDir::new().unwrap();
    let store = journal(home.path());
    let archive = Archive::of(home.path(), &profile());
    fs::create_dir_all(&archive.folder).unwrap();
    let left = archive.folder.join(".part-left");
    fs::write(&left, b"%PDF").unwrap();
    let now = Timestamp::try_from(fs::metadata(&left).unwrap().modified().unwrap()).unwrap();
    drop(archive.begin(now).unwrap());
    assert!(left.exists());
    let later = now + jiff::SignedDuration::from_hours(2);
    drop(archive.begin(later).unwrap());
    assert!(!left.exists());
    drop(store);
}

#[test]
fn a_row_that_was_tampered_with_leads_nowhere() {
    let home = TempDir::new().unwrap();
    let store = journal(home.path());
    let saved = keep(home.path(), &store, DOCUMENT).unwrap();
    let outside = home.path().join("x.pdf");
    fs::write(&outside, DOCUMENT).unwrap();
    let archive = Archive::of(home.path(), &profile());
    for name in ["../../x.pdf", "../x.pdf", "/x.pdf", "..", "", "x.exe"] {
        let tampered = SavedPdf {
            file_name: name.to_owned(),
            ..saved.clone()
        };
        assert!(matches!(
            archive.checked(&tampered),
            Err(DocumentError::Changed)
        ));
        assert_eq!(archive.glance(&tampered), Standing::Changed);
    }
}

#[test]
fn an_id_of_a_profile_is_one_folder_whatever_it_says() {
    for id in ["..", "a/b", "C:", "NUL", "\u{202e}", &"x".repeat(300)] {
        let name = folder_name(&ProfileId::new(id).unwrap());
        assert!(name.len() <= 70);
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
            "{name}"
        );
    }
}
