//! A program that buys: the real core, client and journal on the real clock,
//! disk and wire. It does what it is told on its standard input and tells each
//! step at once, because it is going to be killed.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kh_api::{HttpTransport, SystemChance, SystemClock};
use kh_core::view::{
    Accent, ConnectRequest, ErrorView, OrderDraft, OrderView, OrdersFilter, OrdersQuery, SecretHome,
};
use kh_core::{Console, Habits, Setup, SystemResolver, Threads};
use kh_model::ProfileId;
use kh_secrets::{Secret, SecretError, SecretStore, StoreState};
use kh_tests::{AnnouncementList, MemoryClipboard};
use tokio::runtime::Builder;

/// Lives in this folder until its input ends.
///
/// # Panics
/// Where the console cannot begin at all.
pub fn live(folder: &Path) {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let habits = Habits {
            connects_at_start: false,
            watches: false,
            ..Habits::default()
        };
        let console = Console::start_with(setup(folder), habits);
        console.settled().await;
        tell("settled");
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["connect", url, key, secret] => connect(&console, url, key, secret).await,
                ["buy", from, many] => buy(&console, number(from), number(many)).await,
                ["look"] => look(&console).await,
                other => panic!("{other:?} is no order"),
            }
        }
    });
}

fn setup(folder: &Path) -> Setup {
    Setup {
        data_folder: folder.join("data"),
        version: "0.0.0-simulation".to_owned(),
        clock: Arc::new(SystemClock::new()),
        chance: Arc::new(SystemChance),
        threads: Threads::Own,
        secrets: Arc::new(FileKeychain(folder.join("keychain"))),
        transport: Arc::new(HttpTransport::new().expect("connections can be encrypted")),
        simulator: None,
        downloads_folder: folder.join("downloads"),
        clipboard: Arc::new(MemoryClipboard::default()),
        announcer: Arc::new(AnnouncementList::default()),
        resolver: Arc::new(SystemResolver),
    }
}

async fn connect(console: &Console, url: &str, key: &str, secret: &str) {
    let request = ConnectRequest {
        label: "buyer".to_owned(),
        accent: Accent::Petrol,
        key_id: key.to_owned(),
        secret: secret.to_owned(),
        base_url: Some(url.to_owned()),
        sign_path: "short".to_owned(),
        keep: SecretHome::Keychain,
    };
    let connected = console.connect_profile(request).await;
    let connected = connected.expect("the view says what went wrong");
    assert_eq!(connected.error, None);
    console.refresh_catalogue().await.expect("it can be read");
    console.shutdown().await;
    tell("connected");
}

async fn buy(console: &Console, from: usize, many: usize) {
    for n in from..from + many {
        let draft = OrderDraft {
            product_id: "42".to_owned(),
            cycle: "monthly".to_owned(),
            hostname: Some(host(n)),
            options: Vec::new(),
            customer: None,
        };
        let review = console.review_order(draft, None).await;
        let review = review.expect("it can be reviewed");
        let others = review.twins.iter().map(|twin| twin.no).collect();
        tell(&format!("click {n} {}", review.idempotency_key));
        tell(&told(&console.place_order(review.review_id, others).await));
    }
    tell("bought");
}

/// The host name of an order.
pub(crate) fn host(n: usize) -> String {
    format!("order-{n}.example.net")
}

fn told(result: &Result<OrderView, ErrorView>) -> String {
    match result {
        Ok(view) => format!("order {} {:?}", view.row.no, view.row.progress),
        Err(error) => format!("refused {} {:?}", error.code, error.money),
    }
}

async fn look(console: &Console) {
    let query = OrdersQuery {
        filter: OrdersFilter::All,
        search: String::new(),
        offset: 0,
        limit: 100,
    };
    let rows = console.orders(query).await.expect("the list reads").rows;
    for row in rows {
        let mut view = console.order(row.no).await.expect("the order reads");
        if view.can_repeat {
            // The screen asks whether to; the person does what it asks for.
            view = console.repeat_order(row.no).await.expect("it is repeated");
        }
        tell(&format!(
            "shows {} {} {:?} {} {} {}",
            row.no,
            view.idempotency_key,
            view.row.progress,
            view.row.needs_you,
            view.can_repeat,
            view.order_id.as_deref().unwrap_or("-")
        ));
    }
    tell("looked");
}

fn number(text: &str) -> usize {
    text.parse().expect("it is a number")
}

fn tell(line: &str) {
    let mut out = io::stdout().lock();
    // Whoever listened is gone: so is the purpose.
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// A keychain of files, for secrets of simulated keys: it outlives the program.
struct FileKeychain(PathBuf);

impl FileKeychain {
    fn item(&self, profile: &ProfileId) -> PathBuf {
        let name: String = profile
            .as_str()
            .bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        self.0.join(name)
    }
}

fn failed(error: &io::Error) -> SecretError {
    match error.kind() {
        io::ErrorKind::NotFound => SecretError::Missing,
        _ => SecretError::Failed {
            detail: error.to_string(),
        },
    }
}

impl SecretStore for FileKeychain {
    fn save(&self, profile: &ProfileId, secret: &Secret) -> Result<(), SecretError> {
        std::fs::create_dir_all(&self.0).map_err(|error| failed(&error))?;
        let item = self.item(profile);
        let fresh = item.with_extension("new");
        std::fs::write(&fresh, secret.expose()).map_err(|error| failed(&error))?;
        std::fs::rename(&fresh, &item).map_err(|error| failed(&error))
    }

    fn load(&self, profile: &ProfileId) -> Result<Secret, SecretError> {
        let held = std::fs::read(self.item(profile)).map_err(|error| failed(&error))?;
        Secret::new(held)
    }

    fn forget(&self, profile: &ProfileId) -> Result<(), SecretError> {
        std::fs::remove_file(self.item(profile)).map_err(|error| failed(&error))
    }

    fn state(&self) -> StoreState {
        StoreState {
            name: "files",
            lasts: true,
            trouble: None,
        }
    }
}
