//! P6: what a whole GET of the client costs beyond the library it sends with.
//! Limiter, signature, sending and the reading of 1 KiB on one side; the same
//! bytes fetched and not read on the other.

use std::sync::Arc;

use kh_api::{Asker, Client};
use kh_bench::samples::{blocks, median, percentile, spread};
use kh_bench::{Figure, Row, Target, nanoseconds};
use kh_model::ProductId;
use tokio::runtime::Runtime;

use crate::bench_client::{BenchClient, RefilledLedger, bench_client};
use crate::loopback::Loopback;
use crate::{Outcome, allocations};

const WARM_UP: usize = 200;
const CALLS: usize = 4_000;
const BLOCK: usize = 400;
const BODY: usize = 1_024;

pub(crate) fn row() -> Outcome<Row> {
    // One thread: what is compared is work, not how fast a thread wakes another.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let body = product();
    let ours = Side::client(&body)?;
    let bare = Side::bare(&body)?;
    let mut times = [Vec::new(), Vec::new()];
    let mut heap = [Vec::new(), Vec::new()];
    for turn in 0..WARM_UP + CALLS {
        let mut pair = [(0, &ours), (1, &bare)];
        if turn % 2 == 1 {
            pair.reverse();
        }
        for (at, side) in pair {
            let (took, allocated) = side.call(&runtime)?;
            if turn >= WARM_UP {
                times[at].push(took);
                heap[at].push(allocated);
            }
        }
    }
    let [client, reqwest] = &times;
    let p50 = blocks(client, reqwest, BLOCK, median);
    let p99 = blocks(client, reqwest, BLOCK, |times| percentile(times, 99));
    let (connections, requests) = (ours.server.connections(), ours.server.requests());
    Ok(Row::new(
        "P6",
        Figure::ratio("ratio", median(&p50)).target(Target::AtMost(2.0)),
    )
    .with(Figure::ratio("p99_ratio", median(&p99)).target(Target::AtMost(3.0)))
    .with(
        Figure::ratio("connections_percent", share(connections, requests))
            .target(Target::AtMost(1.0)),
    )
    .with(Figure::count("connections", connections))
    .with(Figure::count("requests", requests))
    .with(Figure::count("allocations", middle(&heap[0])))
    .with(Figure::count("allocations_reqwest", middle(&heap[1])))
    .note(format!(
        "GET of {BODY} bytes by the client / by bare reqwest, {CALLS} interleaved calls each; medians of {} blocks of the ratios of p50 and p99",
        p50.len()
    ))
    .note(format!(
        "spread ratio={} p99_ratio={}; us client p50={:.0} p99={:.0} reqwest p50={:.0} p99={:.0}",
        spread(&p50),
        spread(&p99),
        percentile(client, 50) / 1e3,
        percentile(client, 99) / 1e3,
        percentile(reqwest, 50) / 1e3,
        percentile(reqwest, 99) / 1e3,
    )))
}

/// One side of the comparison, with a server of its own.
struct Side {
    server: Loopback,
    caller: Caller,
}

enum Caller {
    Client {
        client: Client,
        ledger: Arc<RefilledLedger>,
        product: ProductId,
    },
    Bare {
        client: reqwest::Client,
        url: String,
    },
}

impl Side {
    fn client(body: &str) -> Outcome<Self> {
        let server = Loopback::start(body)?;
        let BenchClient { client, ledger } = bench_client(&server.base())?;
        let caller = Caller::Client {
            client,
            ledger,
            product: ProductId::new("42")?,
        };
        Ok(Self { server, caller })
    }

    fn bare(body: &str) -> Outcome<Self> {
        let server = Loopback::start(body)?;
        let client = reqwest::Client::builder().no_proxy().http1_only().build()?;
        let url = format!("{}/products/42", server.base());
        let caller = Caller::Bare { client, url };
        Ok(Self { server, caller })
    }

    /// One call: its nanoseconds and its trips to the heap.
    fn call(&self, runtime: &Runtime) -> Outcome<(f64, u64)> {
        match &self.caller {
            Caller::Client {
                client,
                ledger,
                product,
            } => {
                ledger.refill();
                let ((answer, took), allocated) = allocations::during(|| {
                    nanoseconds(|| runtime.block_on(client.product(Asker::Person, product)))
                });
                let answer = answer?;
                if answer.view.id != *product || answer.attempts != 1 {
                    return Err("the client did not read the product at once".into());
                }
                Ok((took, allocated))
            }
            Caller::Bare { client, url } => {
                let ((answer, took), allocated) = allocations::during(|| {
                    nanoseconds(|| {
                        runtime.block_on(async { client.get(url).send().await?.bytes().await })
                    })
                });
                if answer?.len() != BODY {
                    return Err("the server did not send the product".into());
                }
                Ok((took, allocated))
            }
        }
    }
}

/// A product with prices and options (contract 2), 1 KiB of it.
fn product() -> String {
    let whole = |description: &str| {
        format!(
            r#"{{"data":{{"id":42,"name":"Sandbox KVM M","group":"KVM","description":"{description}","currency":"EUR","in_stock":true,"prices":{{"monthly":"9.90","quarterly":"28.20","annually":"106.90","biennially":null}},"setup_fees":{{"monthly":"0.00","quarterly":"0.00","annually":"0.00"}},"config_options":[{{"id":7,"name":"Operating system","type":"select","required":true,"options":[{{"id":71,"name":"Debian 12"}},{{"id":72,"name":"Ubuntu 24.04"}}]}}]}}}}"#
        )
    };
    let room = BODY.saturating_sub(whole("").len());
    whole(&"x".repeat(room))
}

#[allow(clippy::cast_precision_loss, reason = "some thousands of calls")]
fn share(part: u64, whole: u64) -> f64 {
    100.0 * part as f64 / whole as f64
}

fn middle(counts: &[u64]) -> u64 {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
