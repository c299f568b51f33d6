//! One connection: bytes become calls, answers become bytes, and the failures
//! that need a socket are acted out.

use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::call::{Call, Effect, Reply};
use crate::problem::{Code, Problem};
use crate::simulator::Simulator;

/// The largest body that is read.
const LARGEST_BODY: usize = 1 << 20;

/// The connection is to end without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection ends here")]
struct HangUp;

/// Serves a connection until it ends or the simulator stops.
pub(super) async fn serve(
    stream: TokioIo<TcpStream>,
    peer: IpAddr,
    simulator: Arc<Simulator>,
    mut stopped: watch::Receiver<bool>,
) {
    let service = service_fn(move |request| {
        let simulator = Arc::clone(&simulator);
        async move { answer(request, peer, simulator).await }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .auto_date_header(false)
        .serve_connection(stream, service);
    let mut connection = pin!(connection);
    // An error here is a caller that went away, or a failure acted out.
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = stopped.changed() => {}
    }
}

async fn answer(
    request: Request<Incoming>,
    peer: IpAddr,
    simulator: Arc<Simulator>,
) -> Result<Response<Answer>, HangUp> {
    let (head, body) = request.into_parts();
    let body = match Limited::new(body, LARGEST_BODY).collect().await {
        Ok(body) => body.to_bytes().to_vec(),
        Err(_) => return response(too_large()),
    };
    let target = head.uri.path_and_query();
    let call = Call {
        method: head.method.as_str().to_owned(),
        path_and_query: target.map_or("/", |target| target.as_str()).to_owned(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect(),
        body,
        peer_ip: peer,
    };
    // The vetting of a webhook address may wait for the name service.
    let reply = tokio::task::spawn_blocking(move || simulator.handle(call))
        .await
        .map_err(|_| HangUp)?;
    if let Effect::Delayed(wait) = reply.effect {
        tokio::time::sleep(wait).await;
    }
    response(reply)
}

fn too_large() -> Reply {
    let problem = Problem::new(Code::PayloadTooLarge, "The body is larger than 1 MiB.");
    Reply {
        status: problem.status,
        headers: vec![
            (
                "content-type".to_owned(),
                "application/problem+json".to_owned(),
            ),
            ("connection".to_owned(), "close".to_owned()),
        ],
        body: problem.body(""),
        effect: Effect::Whole,
    }
}

fn response(reply: Reply) -> Result<Response<Answer>, HangUp> {
    let announced = reply.body.len();
    let mut sent = Bytes::from(reply.body);
    let whole = match reply.effect {
        Effect::Whole | Effect::Delayed(_) => true,
        Effect::Dropped => return Err(HangUp),
        Effect::Cut(bytes) => {
            sent.truncate(bytes);
            sent.len() == announced
        }
    };
    let mut response = Response::builder()
        .status(reply.status)
        .header("content-length", announced);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    response
        .body(Answer {
            bytes: (!sent.is_empty()).then_some(sent),
            whole,
            flushed: false,
            announced: announced as u64,
        })
        .map_err(|_| HangUp)
}

/// A body that may end before the length that was announced.
struct Answer {
    bytes: Option<Bytes>,
    whole: bool,
    flushed: bool,
    announced: u64,
}

impl Body for Answer {
    type Data = Bytes;
    type Error = HangUp;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HangUp>>> {
        match self.bytes.take() {
            Some(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            None if self.whole => Poll::Ready(None),
            None if !self.flushed => {
                // What was said so far leaves before the connection ends: hyper
                // writes it out while it waits for more.
                self.flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            None => Poll::Ready(Some(Err(HangUp))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.whole && self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
