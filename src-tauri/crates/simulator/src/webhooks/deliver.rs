//! Sends one event to one receiver and says when to try again. Knows no store:
//! which deliveries are due, and what was tried, is kept by the outbox.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use url::Url;

use super::sign;
use super::vet::{Receivers, Resolve, VetError, Vetted, vet_with};

const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// The gaps between attempts: nine attempts in a little under two days. Neither
/// their number nor their length is documented (contract 10).
const GAPS: [Duration; 8] = [
    Duration::from_secs(10),
    Duration::from_secs(60),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(2 * 3600),
    Duration::from_secs(6 * 3600),
    Duration::from_secs(12 * 3600),
    Duration::from_secs(24 * 3600),
];

/// One event on its way to one receiver.
#[derive(Clone)]
pub struct Delivery {
    /// The number of the row in the outbox.
    pub id: u64,
    /// The id of the event, the same in every attempt.
    pub event_id: String,
    /// For example `order.paid`.
    pub event_type: String,
    /// Where to.
    pub url: String,
    /// The webhook secret, as text.
    pub secret: Vec<u8>,
    /// The exact bytes that are signed and sent.
    pub body: Vec<u8>,
    /// 1 for the first attempt.
    pub attempt: u32,
    /// False where the operator of the simulator set the URL: then this
    /// computer may be the receiver, also over plain HTTP.
    pub vetted: bool,
}

/// What became of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// The receiver took it: a status of 200 to 299.
    Delivered {
        /// The status.
        status: u16,
    },
    /// It was not taken, or not even sent.
    Failed {
        /// One sentence for the attempt log, without the secret.
        why: String,
    },
}

/// The gap between this attempt and the next on the clock of the world; `None`
/// after the last one.
#[must_use]
pub(crate) fn wait_after(attempt: u32) -> Option<Duration> {
    let index = usize::try_from(attempt).ok()?.checked_sub(1)?;
    GAPS.get(index).copied()
}

/// Carries events over HTTP.
#[derive(Clone)]
pub(crate) struct Courier {
    resolver: Arc<dyn Resolve>,
}

impl Courier {
    /// A courier that finds receivers by this resolver.
    #[must_use]
    pub(crate) fn new(resolver: Arc<dyn Resolve>) -> Self {
        // reqwest is built without a cryptography of its own and takes the one
        // of the process. Somebody else may have chosen first; that is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self { resolver }
    }

    /// Makes one attempt. The URL is vetted again and the connection pinned to
    /// the addresses just looked at, so a name that has moved into a private
    /// network since it was stored is not followed. Redirects are not followed
    /// either. `at` is the time of the world in Unix seconds.
    pub(crate) async fn deliver(&self, delivery: &Delivery, at: i64) -> DeliveryOutcome {
        match self.attempt(delivery, at).await {
            Ok(status) if (200..300).contains(&status) => DeliveryOutcome::Delivered { status },
            Ok(status) => DeliveryOutcome::Failed {
                why: format!("the receiver answered {status}"),
            },
            Err(failure) => DeliveryOutcome::Failed {
                why: failure.to_string(),
            },
        }
    }

    async fn attempt(&self, delivery: &Delivery, at: i64) -> Result<u16, NotSent> {
        let target = self.vet_again(delivery).await?;
        let url = Url::parse(&target.url).map_err(|_| VetError::NotAUrl)?;
        let client = client_for(&url, &target)?;
        let answer = client
            .post(url)
            .header("Content-Type", "application/json")
            .header(
                sign::HEADER,
                sign::header(&delivery.secret, at, &delivery.body),
            )
            .body(delivery.body.clone())
            .send()
            .await?;
        Ok(answer.status().as_u16())
    }

    async fn vet_again(&self, delivery: &Delivery) -> Result<Vetted, NotSent> {
        let receivers = if delivery.vetted {
            Receivers::PublicOnly
        } else {
            Receivers::LoopbackToo
        };
        let resolver = Arc::clone(&self.resolver);
        let url = delivery.url.clone();
        // Resolving may block for seconds.
        let verdict =
            tokio::task::spawn_blocking(move || vet_with(&url, resolver.as_ref(), receivers)).await;
        Ok(verdict.map_err(|_| NotSent::Interrupted)??)
    }
}

/// Why there is no status.
#[derive(Debug, thiserror::Error)]
enum NotSent {
    #[error(transparent)]
    Refused(#[from] VetError),
    #[error("the receiver could not be reached: {}", plain(.0))]
    Unreached(#[from] reqwest::Error),
    #[error("the attempt was interrupted")]
    Interrupted,
}

/// The innermost cause, since reqwest's own sentence names only the URL.
fn plain(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} seconds", ANSWER_WITHIN.as_secs());
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

/// A client that can reach this one target and nothing else.
fn client_for(url: &Url, target: &Vetted) -> Result<reqwest::Client, reqwest::Error> {
    let port = url.port_or_known_default().unwrap_or(443);
    let pinned: Vec<SocketAddr> = target
        .addresses
        .iter()
        .map(|address| SocketAddr::new(*address, port))
        .collect();
    let mut builder = reqwest::Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .timeout(ANSWER_WITHIN)
        .user_agent("KernelHost-Simulator-Webhook/1")
        .resolve_to_addrs(url.host_str().unwrap_or_default(), &pinned);
    if url.scheme() == "http" {
        // Plain HTTP needs no roots; a machine without certificates can still
        // deliver to a receiver of its own.
        builder = builder.tls_certs_only([]);
    }
    builder.build()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread::JoinHandle;

    use super::super::vet::ManualResolver;
    use super::*;

    /// Takes one request, answers with `answer`, and hands over what came.
    fn receiver(answer: &'static str) -> (u16, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut seen = Vec::new();
            let mut chunk = [0; 4096];
            while !seen.ends_with(b"}") {
                let count = stream.read(&mut chunk).unwrap();
                if count == 0 {
                    break;
                }
                seen.extend_from_slice(&chunk[..count]);
            }
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8(seen).unwrap()
        });
        (port, seen)
    }

    fn delivery(url: String, vetted: bool) -> Delivery {
        Delivery {
            id: 1,
            event_id: "evt_0001".to_owned(),
            event_type: "order.paid".to_owned(),
            url,
            secret: b"whsec_sandbox_0123456789abcdef".to_vec(),
            body: br#"{"id":"evt_0001"}"#.to_vec(),
            attempt: 1,
            vetted,
        }
    }

    fn courier(names: &[(&str, &str)]) -> Courier {
        let known: HashMap<_, _> = names
            .iter()
            .map(|(name, address)| ((*name).to_owned(), vec![address.parse().unwrap()]))
            .collect();
        Courier::new(Arc::new(ManualResolver(known)))
    }

    fn why(outcome: DeliveryOutcome) -> String {
        match outcome {
            DeliveryOutcome::Failed { why } => why,
            DeliveryOutcome::Delivered { status } => panic!("delivered with {status}"),
        }
    }

    #[tokio::test]
    async fn a_receiver_gets_the_exact_bytes_with_a_signature_over_them() {
        let (port, seen) = receiver("HTTP/1.1 204 No Content\r\n\r\n");
        let delivery = delivery(format!("http://hooks.local:{port}/kh?shop=1"), false);
        let outcome = courier(&[("hooks.local", "127.0.0.1")])
            .deliver(&delivery, 1_767_225_600)
            .await;
        assert_eq!(outcome, DeliveryOutcome::Delivered { status: 204 });

        let seen = seen.join().unwrap();
        assert!(seen.starts_with("POST /kh?shop=1 HTTP/1.1\r\n"), "{seen}");
        assert!(seen.ends_with("\r\n\r\n{\"id\":\"evt_0001\"}"), "{seen}");
        let signature = sign::header(&delivery.secret, 1_767_225_600, &delivery.body);
        let expected = format!("kh-webhook-signature: {signature}\r\n");
        assert!(seen.contains(&expected), "{seen}");
    }

    #[tokio::test]
    async fn an_error_and_a_redirect_are_no_success_and_are_not_followed() {
        let answers = [
            ("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "500"),
            (
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                "302",
            ),
        ];
        for (answer, status) in answers {
            let (port, seen) = receiver(answer);
            let delivery = delivery(format!("http://127.0.0.1:{port}/"), false);
            let why = why(courier(&[]).deliver(&delivery, 0).await);
            assert_eq!(why, format!("the receiver answered {status}"));
            seen.join().unwrap();
        }
    }

    #[tokio::test]
    async fn a_name_that_moved_into_a_private_network_is_not_called() {
        let courier = courier(&[("hooks.example", "192.168.1.1")]);
        let delivery = delivery("https://hooks.example/kh".to_owned(), true);
        assert_eq!(
            why(courier.deliver(&delivery, 0).await),
            "the host resolves to 192.168.1.1, which is not a public address"
        );
    }

    #[tokio::test]
    async fn a_customer_cannot_reach_loopback_over_plain_http() {
        let (port, seen) = receiver("HTTP/1.1 200 OK\r\n\r\n");
        let delivery = delivery(format!("http://127.0.0.1:{port}/"), true);
        assert_eq!(
            why(courier(&[]).deliver(&delivery, 0).await),
            "only https is allowed"
        );
        // Let the listener end: nobody has called it.
        drop(std::net::TcpStream::connect(("127.0.0.1", port)).unwrap());
        assert_eq!(seen.join().unwrap(), "");
    }

    #[tokio::test]
    async fn a_receiver_that_is_not_there_is_said_plainly() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let delivery = delivery(format!("http://127.0.0.1:{port}/"), false);
        let why = why(courier(&[]).deliver(&delivery, 0).await);
        assert!(
            why.starts_with("the receiver could not be reached: "),
            "{why}"
        );
    }

    #[test]
    fn the_gaps_grow_and_end() {
        let gaps: Vec<Duration> = (1..).map_while(wait_after).collect();
        assert_eq!(gaps.len(), 8);
        assert!(gaps.is_sorted_by(|one, next| one < next));
        assert_eq!(wait_after(0), None);
        assert_eq!(wait_after(9), None);
        assert_eq!(wait_after(u32::MAX), None);
    }
}
