//! Signed requests go to the pinned host and nowhere else; redirects are never
//! followed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use kh_api::answers::NextPage;
use kh_api::{
    Asker, BadEndpoint, CallError, Client, ClientSetup, Endpoint, HttpTransport, MemoryLedger,
    NoAttemptLog, OrderBody, PageForm, PageRequest, PreparedPost, Sending, SigningKey, SystemClock,
    Transport, WireRequest, fresh_idempotency_key,
};
use kh_model::{BillingCycle, KeyId, ProductId, ServiceId, SignPath};

use crate::world::{World, answer, client, key_id};

/// Addresses that are no simulator of this computer, however they look.
const ADDRESSES: [&str; 48] = [
    "",
    "/v1",
    "v1",
    "127.0.0.1:4010/v1",
    "//127.0.0.1:4010/v1",
    "https://127.0.0.1:4010/v1",
    "HTTP://127.0.0.1:4010/v1",
    "http:/127.0.0.1:4010/v1",
    "http:127.0.0.1:4010/v1",
    "http:\\\\127.0.0.1:4010\\v1",
    "http://evil.test/v1",
    "http://www.kernelhost.com/v1",
    "http://www.kernelhost.com/cp/kh_reseller_api/v1",
    "https://www.kernelhost.com/cp/kh_reseller_api/v1",
    "http://127.0.0.1@evil.test/v1",
    "http://127.0.0.1:4010@evil.test/v1",
    "http://evil.test#@127.0.0.1:4010/v1",
    "http://evil.test?@127.0.0.1:4010/v1",
    "http://evil.test\\@127.0.0.1:4010/v1",
    "http://127.0.0.1\\@evil.test/v1",
    "http://user:secret@127.0.0.1:4010/v1",
    "http://127.0.0.1.evil.test/v1",
    "http://localhost.evil.test/v1",
    "http://localhost./v1",
    "http://127.0.0.1./v1",
    "http://LOCALHOST:4010/v1",
    "http://l\u{43e}calhost:4010/v1",
    "http://xn--lcalhost-rvf:4010/v1",
    "http://127.1/v1",
    "http://127.0.1/v1",
    "http://2130706433/v1",
    "http://0x7f000001/v1",
    "http://0177.0.0.1/v1",
    "http://0.0.0.0:4010/v1",
    "http://169.254.169.254/v1",
    "http://10.0.0.1/v1",
    "http://[::]:4010/v1",
    "http://[::ffff:10.0.0.1]:4010/v1",
    "http://[fe80::1%25eth0]/v1",
    "http://127.0.0.1:99999/v1",
    "http://127.0.0.1:0/v1",
    "http://127.0.0.1:04010/v1",
    "http://127.0.0.1:4010 /v1",
    "http://127.0.0.1:4010/v1?x=1",
    "http://127.0.0.1:4010/v1#x",
    "http://127.0.0.1:4010/../v1",
    "http://127.0.0.1:4010/%2e%2e/v1",
    "http://127.0.0.1:4010/v1\r\nHost: evil.test",
];

/// Links of a next page that lead away from their list.
const LINKS: [&str; 24] = [
    "https://evil.test/v1/services?page=2",
    "http://evil.test/v1/services?page=2",
    "//evil.test/v1/services?page=2",
    "\\\\evil.test/v1/services?page=2",
    "/\\evil.test/v1/services?page=2",
    "https://127.0.0.1:4010/v1/services?page=2",
    "http://127.0.0.1:4011/v1/services?page=2",
    "http://127.0.0.1:4010@evil.test/v1/services?page=2",
    "http://evil.test@127.0.0.1:4010/v1/services?page=2",
    "http://127.0.0.1.evil.test:4010/v1/services?page=2",
    "http://localhost:4010/v1/services?page=2",
    "http://[::1]:4010/v1/services?page=2",
    "http://169.254.169.254/latest/meta-data",
    "/v1/services/1001/credentials",
    "/v1/services/../services/1001/credentials?page=2",
    "/v1/services%2F1001%2Fcredentials",
    "/v1/servicesX?page=2",
    "/v1/orders?page=2",
    "/services?page=2",
    "../admin?page=2",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "?page=2\r\nKH-Key: x",
    "http://127.0.0.1:4010/v1/services ?page=2",
];

/// Counts what would leave, and answers nothing useful.
struct Gate {
    world: World,
    signed: Mutex<Vec<String>>,
}

impl Transport for Gate {
    fn send(&self, request: WireRequest) -> Sending<'_> {
        if request.header("kh-key").is_some() {
            self.signed.lock().unwrap().push(request.url);
        }
        let answer = answer(200, self.world.now(), "{}");
        Box::pin(std::future::ready(Ok(answer)))
    }
}

#[test]
fn r21_no_trick_with_a_url_makes_a_signed_request_leave() {
    let mut tricks = 0;
    for address in ADDRESSES {
        assert_eq!(
            Endpoint::simulator(address),
            Err(BadEndpoint::Address),
            "{address:?}"
        );
        tricks += 1;
    }
    let world = World::new();
    let gate = Arc::new(Gate {
        world: world.clone(),
        signed: Mutex::new(Vec::new()),
    });
    let client = client(&world, gate.clone(), Arc::new(MemoryLedger::new()));
    for link in LINKS {
        let page = PageRequest::next(NextPage::Link(link.to_owned()), None);
        let result = world.finish(client.services(Asker::Person, &page));
        assert!(matches!(result, Err(CallError::Path(_))), "{link:?}");
        tricks += 1;
    }
    for id in [".", ".."] {
        let id = ServiceId::new(id).unwrap();
        let result = world.finish(client.credentials(Asker::Person, &id));
        assert!(matches!(result, Err(CallError::Path(_))), "{id}");
        tricks += 1;
    }
    let left = gate.signed.lock().unwrap().clone();
    println!("R21 tricks={tricks} requests_that_left={}", left.len());
    assert_eq!(left, Vec::<String>::new());
    assert!(tricks >= 60);
}

#[test]
fn an_id_that_looks_like_a_url_stays_one_segment_of_the_pinned_host() {
    let world = World::new();
    let gate = Arc::new(Gate {
        world: world.clone(),
        signed: Mutex::new(Vec::new()),
    });
    let client = client(&world, gate.clone(), Arc::new(MemoryLedger::new()));
    for id in [
        "https://evil.test/",
        "../../x",
        "1?a=b#c",
        "@evil.test",
        "a\\b",
    ] {
        let id = ServiceId::new(id).unwrap();
        // The answer says nothing; only the way there is judged.
        let _ = world.finish(client.service(Asker::Person, &id));
    }
    for url in gate.signed.lock().unwrap().iter() {
        let rest = url.strip_prefix("http://127.0.0.1:4010/v1/services/");
        let rest = rest.expect("under the pinned base");
        assert!(!rest.contains(['/', '?', '#', '@', '\\']), "{url}");
    }
    assert_eq!(gate.signed.lock().unwrap().len(), 5);
}

#[test]
fn keys_of_one_world_are_not_taken_to_the_other() {
    let world = World::new();
    let live_key = KeyId::new(format!("kh_live_{}", "A".repeat(32))).unwrap();
    let simulator = Endpoint::simulator("http://127.0.0.1:4010/v1").unwrap();
    let pairs = [
        (Endpoint::live(), key_id(), BadEndpoint::SimulatedKey),
        (simulator, live_key, BadEndpoint::LiveKey),
    ];
    for (endpoint, key_id, expected) in pairs {
        let made = Client::new(ClientSetup {
            endpoint,
            key_id,
            signing_key: SigningKey::new(b"s").unwrap(),
            sign_path: SignPath::Short,
            page_form: PageForm::Page,
            transport: Arc::new(Gate {
                world: world.clone(),
                signed: Mutex::new(Vec::new()),
            }),
            clock: Arc::new(world.clone()),
            ledger: Arc::new(MemoryLedger::new()),
        });
        assert_eq!(made.unwrap_err(), expected);
    }
}

/// A server on a real socket; `answer` is what it says to signed requests.
/// Every request head that arrives is kept.
fn listen(answer: impl Fn() -> String + Send + 'static) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&heads);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let head = read_head(&stream);
            let text = if head.contains("kh-key") {
                answer()
            } else {
                let now = httpdate::fmt_http_date(std::time::UNIX_EPOCH + now_roughly());
                format!(
                    "HTTP/1.1 200 OK\r\nDate: {now}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"
                )
            };
            kept.lock().unwrap().push(head);
            let _ = (&stream).write_all(text.as_bytes());
        }
    });
    (address, heads)
}

/// Any moment will do: the model looks at no timestamp.
fn now_roughly() -> std::time::Duration {
    std::time::Duration::from_secs(1_767_225_600)
}

fn read_head(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|read| read > 0) {}
    let length: u64 = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
        .unwrap_or(0);
    let _ = std::io::copy(&mut reader.take(length), &mut std::io::sink());
    head
}

#[tokio::test]
async fn r21_redirects_are_never_followed_not_even_at_home() {
    let (elsewhere, strangers) = listen(|| String::from("HTTP/1.1 200 OK\r\n\r\n"));
    let (mut chains, mut signed, mut followed) = (0, 0, 0);
    for status in [301, 302, 303, 307, 308] {
        for target in [
            format!("http://{elsewhere}/v1/me"),
            format!("//{elsewhere}/v1/me"),
            "https://evil.test/v1/me".to_owned(),
            "/v1/me".to_owned(),
            "/v1/balance?again=1".to_owned(),
        ] {
            let (home, heads) = listen(move || {
                format!(
                    "HTTP/1.1 {status} Go\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                )
            });
            let client = Client::new(ClientSetup {
                endpoint: Endpoint::simulator(&format!("http://{home}/v1")).unwrap(),
                key_id: key_id(),
                signing_key: SigningKey::new(b"s").unwrap(),
                sign_path: SignPath::Short,
                page_form: PageForm::Page,
                transport: Arc::new(HttpTransport::new().unwrap()),
                clock: Arc::new(SystemClock::new()),
                ledger: Arc::new(MemoryLedger::new()),
            })
            .unwrap();
            let read = client.balance(Asker::Person).await;
            assert!(matches!(read, Err(CallError::Redirected(_))), "{read:?}");
            let body = OrderBody::new(ProductId::new("42").unwrap(), BillingCycle::Monthly);
            let post = PreparedPost::order(&body, fresh_idempotency_key("order").unwrap());
            let order = client
                .place_order(Asker::Person, &post.unwrap(), &NoAttemptLog)
                .await;
            assert!(matches!(order, Err(CallError::Redirected(_))), "{order:?}");
            let heads = heads.lock().unwrap();
            let keys = heads.iter().filter(|head| head.contains("kh-key"));
            followed += keys.count() - 2;
            signed += 2;
            chains += 1;
        }
    }
    let leaks = strangers.lock().unwrap().len();
    println!(
        "R21 redirect_chains={chains} signed_requests={signed} followed={followed} header_leaks={leaks}"
    );
    assert_eq!((followed, leaks), (0, 0));
}
