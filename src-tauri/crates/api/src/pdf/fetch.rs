//! Asks for a document, and once more where the answer is only a link to it.

use std::time::Duration;

use super::receiver::{Received, Receiver};
use super::{LARGEST_PDF, NoPdf, PdfForm, PdfSink, ReceivedPdf};
use crate::answer::Answer;
use crate::client::Client;
use crate::endpoint::Target;
use crate::error::CallError;
use crate::exchange::{Draft, Settled};
use crate::ledger::Asker;
use crate::transport::Method;

/// A document may be long and the line slow. Shorter than the time after which
/// a call counts as one of a program that died.
const TIMEOUT: Duration = Duration::from_secs(110);

/// What an in-process transport may hold at once: base64 and what is around it.
#[allow(
    clippy::cast_possible_truncation,
    reason = "some 43 MiB, on every machine a usize"
)]
const LARGEST_ANSWER: usize = (LARGEST_PDF / 3 * 4 + (64 << 10)) as usize;

impl Client {
    pub(crate) async fn document(
        &self,
        asker: Asker,
        target: Target,
        sink: &mut dyn PdfSink,
    ) -> Result<Answer<Result<ReceivedPdf, NoPdf>>, CallError> {
        let here = target.url().to_owned();
        let (first, received) = self.receive(asker, target, sink).await?;
        let link = match received {
            Received::Document(done) => return Ok(answered(first, done)),
            Received::Link(link) => link,
        };
        let Ok(there) = self.inner.endpoint.follow_document(&here, &link) else {
            return Ok(answered(first, Err(NoPdf::LinkAway)));
        };
        let (second, received) = self.receive(asker, there, sink).await?;
        let done = match received {
            Received::Document(done) => done.map(|pdf| ReceivedPdf {
                form: PdfForm::Linked,
                ..pdf
            }),
            Received::Link(_) => Err(NoPdf::LinkAgain),
        };
        let attempts = first.attempts + second.attempts;
        Ok(answered(Settled { attempts, ..second }, done))
    }

    async fn receive(
        &self,
        asker: Asker,
        target: Target,
        sink: &mut dyn PdfSink,
    ) -> Result<(Settled, Received), CallError> {
        let mut receiver = Receiver::new(sink);
        let draft = Draft {
            method: Method::Get,
            target,
            body: &[],
            intent: None,
            largest_answer: LARGEST_ANSWER,
            timeout: TIMEOUT,
            once: false,
        };
        let settled = self.exchange_into(asker, &draft, &mut receiver).await?;
        Ok((settled, receiver.finish()))
    }
}

fn answered(
    settled: Settled,
    done: Result<ReceivedPdf, NoPdf>,
) -> Answer<Result<ReceivedPdf, NoPdf>> {
    Answer {
        view: done,
        request_id: settled.original.request_id(),
        original: settled.original,
        at: settled.at,
        rate: settled.rate,
        attempts: settled.attempts,
    }
}
