//! One PDF, from the click to its place in the archive. However many clicks
//! there are, it is fetched once, and the fetch goes on where nobody waits.

use std::io;
use std::sync::Arc;

use kh_api::{Asker, NoPdf, PdfSink, ReceivedPdf};
use kh_audit::{Act, Draft, Outcome};
use kh_journal::{FailedPdf, ListedInvoice, Profile};
use kh_model::{InvoiceId, RequestId};
use tokio::sync::watch;

use super::archive::{Archive, Origin};
use super::list;
use super::state::{Come, Fetch};
use super::trouble::DocumentError;
use crate::desk::Desk;
use crate::error::{CoreError, FormError};
use crate::new_file::NewFile;
use crate::view::{InvoiceRow, Topic};
use crate::{audit, profiles};

/// Bytes after which the window hears how much has come.
const TELL_EVERY: u64 = 512 * 1024;

/// Fetches the PDF of an invoice into the archive; it is not opened. One that
/// is there, whole and younger than the last change of its invoice is not
/// fetched again.
pub(crate) async fn save_pdf(desk: &Arc<Desk>, id: &str) -> Result<InvoiceRow, CoreError> {
    let profile = profiles::active(desk).await?;
    let id = InvoiceId::new(id).map_err(|_| FormError::Id)?;
    let listed = list::listed(desk, &profile.id, &id).await?;
    if !is_current(desk, &profile, &listed).await? {
        match begin(desk, &profile, &id).await? {
            Turn::Ours(ticket) => {
                let desk = Arc::clone(desk);
                let work = tokio::spawn(async move { fetch(&desk, &ticket, &listed).await });
                work.await.map_err(|_| CoreError::Closing)??;
            }
            Turn::Theirs(mut ended) => {
                // An error means that it ended without a word.
                let _ = ended.wait_for(|ended| *ended).await;
            }
        }
    }
    list::one(desk, &profile.id, &id).await
}

async fn is_current(
    desk: &Desk,
    profile: &Profile,
    listed: &ListedInvoice,
) -> Result<bool, CoreError> {
    let saved = listed.pdf.as_ref().and_then(|pdf| pdf.saved.clone());
    let Some(saved) = saved.filter(|saved| saved.saved_at >= listed.kept.changed_at) else {
        return Ok(false);
    };
    let archive = Archive::of(&desk.data_folder, &profile.id);
    let threads = desk.threads;
    threads.run(move || archive.checked(&saved).is_ok()).await
}

/// Whose turn it is to fetch.
enum Turn {
    Ours(Box<Ticket>),
    Theirs(watch::Receiver<bool>),
}

/// The right to fetch one PDF. Given back when it is dropped, also where the
/// work was given up.
struct Ticket {
    desk: Arc<Desk>,
    profile: Profile,
    id: InvoiceId,
    come: Arc<Come>,
    ended: watch::Sender<bool>,
}

async fn begin(desk: &Arc<Desk>, profile: &Profile, id: &InvoiceId) -> Result<Turn, CoreError> {
    let come = Arc::new(Come::default());
    let (ended, wait) = watch::channel(false);
    let fetch = Fetch {
        come: Arc::clone(&come),
        ended: wait,
    };
    let (own, key) = (profile.id.clone(), id.clone());
    let theirs = desk
        .owner
        .ask(move |state| {
            let fetches = &mut state.billing(&own).fetches;
            let theirs = fetches.get(&key).map(|fetch| fetch.ended.clone());
            if theirs.is_none() {
                fetches.insert(key, fetch);
            }
            theirs
        })
        .await?;
    Ok(match theirs {
        Some(ended) => Turn::Theirs(ended),
        None => Turn::Ours(Box::new(Ticket {
            desk: Arc::clone(desk),
            profile: profile.clone(),
            id: id.clone(),
            come,
            ended,
        })),
    })
}

impl Ticket {
    fn tell(&self) {
        let id = self.id.as_str();
        self.desk
            .notify_one(Topic::Invoices, Some(&self.profile.id), id);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let (own, key) = (self.profile.id.clone(), self.id.clone());
        self.desk.owner.tell(move |state| {
            state.billing(&own).fetches.remove(&key);
        });
        self.ended.send_replace(true);
        self.tell();
    }
}

async fn fetch(desk: &Arc<Desk>, ticket: &Ticket, listed: &ListedInvoice) -> Result<(), CoreError> {
    ticket.tell();
    let done = receive(desk, ticket, listed).await;
    let at = desk.now(&ticket.profile.id).await;
    let outcome = match &done {
        Ok(_) => Outcome::Done,
        Err(CoreError::Document(DocumentError::NoPdf { .. })) => Outcome::Refused,
        Err(_) => Outcome::Failed,
    };
    let mut draft = Draft::new(at, Act::InvoiceSaved, outcome);
    draft.profile = Some(ticket.profile.id.clone());
    draft.key = Some(ticket.profile.key_id.clone());
    draft.target = Some(ticket.id.as_str().to_owned());
    draft.target_name = Some(listed.kept.facts.name().to_owned());
    draft.request_id = request_id(&done);
    draft.code = done.as_ref().err().map(CoreError::code);
    let recorded = audit::record(desk, draft).await;
    if let Err(error) = &done {
        let failed = FailedPdf {
            code: error.code(),
            at,
        };
        let (own, id) = (ticket.profile.id.clone(), ticket.id.clone());
        desk.store
            .run(move |journal| journal.note_failed_pdf(&own, &id, &failed))
            .await?;
    }
    recorded?;
    done.map(|_| ())
}

fn request_id(done: &Result<Option<RequestId>, CoreError>) -> Option<RequestId> {
    match done {
        Ok(request_id) => request_id.clone(),
        Err(CoreError::Call(call)) => call.request_id(),
        Err(CoreError::Document(error)) => error.request_id().cloned(),
        Err(_) => None,
    }
}

/// Gives the handle of the answer that the document came with.
async fn receive(
    desk: &Arc<Desk>,
    ticket: &Ticket,
    listed: &ListedInvoice,
) -> Result<Option<RequestId>, CoreError> {
    let archive = Archive::of(&desk.data_folder, &ticket.profile.id);
    let (folder, now) = (archive.clone(), desk.clock.now());
    let file = desk.threads.run(move || folder.begin(now)).await?;
    let file = file.map_err(DocumentError::Disk)?;
    let mut sink = Sink {
        file,
        ticket,
        told: 0,
    };
    let id = &ticket.id;
    let into = &mut sink;
    let answer = desk
        .call(&ticket.profile.id, |client| async move {
            client.invoice_pdf(Asker::Person, id, into).await
        })
        .await?;
    let origin = Origin {
        invoice: id.clone(),
        called: listed.kept.facts.name().to_owned(),
        at: answer.at,
        request_id: answer.request_id.clone(),
    };
    let pdf: ReceivedPdf = answer.view.map_err(|why: NoPdf| DocumentError::NoPdf {
        why,
        request_id: answer.request_id.clone(),
    })?;
    let file = sink.file;
    let journal = desk.store.journal().await?;
    let keep = move || archive.keep(&journal, file, &pdf, &origin).map(|_| ());
    desk.threads.run(keep).await??;
    Ok(answer.request_id)
}

/// Where the bytes go while they come.
struct Sink<'a> {
    file: NewFile,
    ticket: &'a Ticket,
    told: u64,
}

impl PdfSink for Sink<'_> {
    fn begin(&mut self, stated: Option<u64>) -> io::Result<()> {
        self.ticket.come.begin(stated);
        self.told = 0;
        self.file.restart()
    }

    fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.file.write(piece)?;
        self.ticket.come.add(piece.len() as u64);
        let come = self.ticket.come.bytes();
        if come - self.told >= TELL_EVERY {
            self.told = come;
            self.ticket.tell();
        }
        Ok(())
    }
}
