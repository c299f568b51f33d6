//! P13: what it costs to take an invoice's PDF off the line, check, hash and
//! keep it, against copying the same bytes from a socket into a file; and how
//! much memory it takes.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

use kh_api::{Asker, Client, PdfSink};
use kh_bench::samples::{median, ratios, spread};
use kh_bench::{Figure, Row, Target, nanoseconds};
use kh_model::InvoiceId;
use tokio::runtime::Runtime;

use crate::Outcome;
use crate::bench_client::{BenchClient, bench_client};

const DOCUMENT: usize = 32 << 20;
/// What is sent, and copied, at once.
const PIECE: usize = 64 << 10;
const ROUNDS: usize = 25;
const WARM_UP: usize = 2;

pub(crate) fn row() -> Outcome<Row> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let port = serve()?;
    let folder = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(in_memory())?;
    let file = folder.path().join("invoice.pdf");
    let BenchClient { client, ledger } = bench_client(&format!("http://127.0.0.1:{port}/v1"))?;
    let ours = || -> Outcome<()> {
        ledger.refill();
        fetch(&runtime, &client, &file)
    };
    let ours_once = || ours().and_then(|()| Ok(std::fs::remove_file(&file)?));
    let mut raw = Raw::connect(port)?;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..WARM_UP + ROUNDS {
        let mut pair = [0, 1];
        if round % 2 == 1 {
            pair.reverse();
        }
        for side in pair {
            let (done, took) = if side == 0 {
                nanoseconds(ours)
            } else {
                nanoseconds(|| raw.copy(&file))
            };
            done?;
            std::fs::remove_file(&file)?;
            if round >= WARM_UP {
                times[side].push(took);
            }
        }
    }
    let [client_took, raw_took] = &times;
    let throughput = ratios(raw_took, client_took);
    let row = Row::new(
        "P13",
        Figure::ratio("ratio", median(&throughput)).target(Target::AtLeast(0.80)),
    );
    let row = match growth(&ours_once)? {
        Some(grown) => {
            row.with(Figure::ratio("memory_growth_mb", grown).target(Target::AtMost(2.0)))
        }
        None => row.note("the memory of a program is not told here: not measured"),
    };
    Ok(row
        .note(format!(
            "throughput of a PDF of {} MiB through the client into a file in memory, checked and hashed / of a copy from the socket in pieces of {} KiB; median of {ROUNDS} interleaved rounds",
            DOCUMENT >> 20,
            PIECE >> 10,
        ))
        .note(format!(
            "spread ratio={}; ms client p50={:.1} copy p50={:.1}",
            spread(&throughput),
            median(client_took) / 1e6,
            median(raw_took) / 1e6,
        )))
}

/// A file system in memory, where there is one.
fn in_memory() -> PathBuf {
    let known = Path::new("/dev/shm");
    if known.is_dir() {
        known.to_path_buf()
    } else {
        std::env::temp_dir()
    }
}

/// As the console keeps a document: one write for each piece that comes.
struct Kept(File);

impl PdfSink for Kept {
    fn begin(&mut self, _: Option<u64>) -> io::Result<()> {
        self.0.set_len(0)
    }

    fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.0.write_all(piece)
    }
}

fn fetch(runtime: &Runtime, client: &Client, file: &Path) -> Outcome<()> {
    let mut sink = Kept(File::create_new(file)?);
    let invoice = InvoiceId::new("9001")?;
    let answer = runtime.block_on(client.invoice_pdf(Asker::Person, &invoice, &mut sink))?;
    let pdf = answer.view?;
    if pdf.bytes == DOCUMENT as u64 && pdf.ends_well && answer.attempts == 1 {
        Ok(())
    } else {
        Err("the client did not take the whole document at once".into())
    }
}

/// The same bytes without a client: a kept connection and a plain loop.
struct Raw {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Raw {
    fn connect(port: u16) -> Outcome<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: vec![0; PIECE],
        })
    }

    fn copy(&mut self, file: &Path) -> Outcome<()> {
        let mut kept = File::create_new(file)?;
        self.stream
            .write_all(b"GET /v1/billing/invoices/9001/pdf HTTP/1.1\r\nhost: x\r\n\r\n")?;
        let mut left = head().len();
        while left > 0 {
            let most = left.min(self.buffer.len());
            left -= self.stream.read(&mut self.buffer[..most])?;
        }
        let mut left = DOCUMENT;
        while left > 0 {
            let most = left.min(self.buffer.len());
            let length = self.stream.read(&mut self.buffer[..most])?;
            if length == 0 {
                return Err("the server ended too early".into());
            }
            kept.write_all(&self.buffer[..length])?;
            left -= length;
        }
        Ok(())
    }
}

/// By how many megabytes the highest mark of this program's memory rises above
/// what it has, over some documents. None where the system does not say.
#[allow(clippy::cast_precision_loss, reason = "kilobytes of one program")]
fn growth(work: &dyn Fn() -> Outcome<()>) -> Outcome<Option<f64>> {
    let mut most: u64 = 0;
    for _ in 0..5 {
        // 5 puts the mark down to what is there now.
        if std::fs::write("/proc/self/clear_refs", "5").is_err() {
            return Ok(None);
        }
        let Some(before) = highest_memory() else {
            return Ok(None);
        };
        work()?;
        let after = highest_memory().unwrap_or(u64::MAX);
        most = most.max(after.saturating_sub(before));
    }
    Ok(Some(most as f64 / 1_024.0))
}

/// `VmHWM` of this program, in kilobytes.
fn highest_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}

fn head() -> String {
    format!(
        "HTTP/1.1 200 OK\r\n\
         Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n\
         Content-Type: application/pdf\r\n\
         X-Request-Id: req_0123456789abcdef\r\n\
         Content-Length: {DOCUMENT}\r\n\r\n"
    )
}

/// A server that never holds the document: it sends one piece again and again.
fn serve() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    Ok(port)
}

fn answer(mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut first = vec![b'.'; PIECE];
    first[..9].copy_from_slice(b"%PDF-1.7\n");
    let mut last = vec![b'.'; PIECE];
    last[PIECE - 6..].copy_from_slice(b"%%EOF\n");
    let middle = vec![b'.'; PIECE];
    let mut request = Vec::new();
    let mut piece = [0; 4_096];
    while let Ok(length @ 1..) = stream.read(&mut piece) {
        request.extend_from_slice(&piece[..length]);
        if !request.ends_with(b"\r\n\r\n") {
            continue;
        }
        let healthy = request.starts_with(b"GET /v1/health ");
        request.clear();
        let sent = if healthy {
            stream.write_all(
                b"HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Length: 2\r\n\r\n{}",
            )
        } else {
            let middles = DOCUMENT / PIECE - 2;
            let pieces = std::iter::once(&first)
                .chain(std::iter::repeat_n(&middle, middles))
                .chain([&last]);
            stream.write_all(head().as_bytes()).and_then(|()| {
                pieces
                    .into_iter()
                    .try_for_each(|piece| stream.write_all(piece))
            })
        };
        if sent.is_err() {
            return;
        }
    }
}
