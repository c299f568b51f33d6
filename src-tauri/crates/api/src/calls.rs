//! The fifteen endpoints of contract 2, one function each; health is in
//! `client`. Every function gives the reading, the untouched answer beside it,
//! or an error that says what the caller can do.

use kh_model::{InvoiceId, OrderId, ProductId, ServiceId};

use crate::answer::Answer;
use crate::answers::{
    ActionAccepted, Balance, Credentials, Invoice, Me, Order, Page, Product, ReadAnswer, Service,
    Webhook,
};
use crate::attempt::AttemptLog;
use crate::budget::Limits;
use crate::client::{Client, LARGEST_ANSWER, TIMEOUT};
use crate::endpoint::{Target, segment};
use crate::error::CallError;
use crate::exchange::{Draft, Settled};
use crate::ledger::Asker;
use crate::page::PageRequest;
use crate::pdf::{NoPdf, PdfSink, ReceivedPdf};
use crate::post::{PreparedPost, text};
use crate::transport::Method;

/// All functions fail with a [`CallError`] as described there.
#[allow(clippy::missing_errors_doc)]
impl Client {
    /// `GET /v1/me`: the account and what the key may do. Limits that it states
    /// for the key are counted against from then on.
    pub async fn me(&self, asker: Asker) -> Result<Answer<Me>, CallError> {
        let answer: Answer<Me> = self.get(asker, "/me").await?;
        let stated = &answer.view.key.rate_limit;
        let known = Limits::default();
        let limits = Limits {
            per_minute: stated.per_minute.unwrap_or(known.per_minute),
            burst: stated.burst.unwrap_or(known.burst),
            per_day: stated.per_day.unwrap_or(known.per_day),
        };
        self.with_use(|used| used.learn_limits(limits))?;
        Ok(answer)
    }

    /// `GET /v1/products`: what is publicly listed. It is not called paginated;
    /// should it be, the other pages can be asked for.
    pub async fn products(
        &self,
        asker: Asker,
        page: &PageRequest,
    ) -> Result<Answer<Page<Product>>, CallError> {
        self.page(asker, "/products", page).await
    }

    /// `GET /v1/products/{id}`: one product with its config options.
    pub async fn product(
        &self,
        asker: Asker,
        id: &ProductId,
    ) -> Result<Answer<Product>, CallError> {
        let path = format!("/products/{}", segment(id.as_str())?);
        self.get(asker, &path).await
    }

    /// `POST /v1/orders`: costs money. The log's row comes before the first byte.
    pub async fn place_order(
        &self,
        asker: Asker,
        post: &PreparedPost,
        log: &dyn AttemptLog,
    ) -> Result<Answer<Order>, CallError> {
        self.post(asker, post, log).await
    }

    /// `GET /v1/orders/{id}`.
    pub async fn order(&self, asker: Asker, id: &OrderId) -> Result<Answer<Order>, CallError> {
        let path = format!("/orders/{}", segment(id.as_str())?);
        self.get(asker, &path).await
    }

    /// `GET /v1/services`: one page.
    pub async fn services(
        &self,
        asker: Asker,
        page: &PageRequest,
    ) -> Result<Answer<Page<Service>>, CallError> {
        self.page(asker, "/services", page).await
    }

    /// `GET /v1/services/{id}`.
    pub async fn service(
        &self,
        asker: Asker,
        id: &ServiceId,
    ) -> Result<Answer<Service>, CallError> {
        let path = format!("/services/{}", segment(id.as_str())?);
        self.get(asker, &path).await
    }

    /// `GET /v1/services/{id}/credentials`: each read is an audit entry at the
    /// provider and perhaps a mail (contract 9), so it is asked once and not
    /// again. The original holds secrets.
    pub async fn credentials(
        &self,
        asker: Asker,
        id: &ServiceId,
    ) -> Result<Answer<Credentials>, CallError> {
        let path = format!("/services/{}/credentials", segment(id.as_str())?);
        let draft = Draft {
            once: true,
            ..read(self.inner.endpoint.target(&path)?)
        };
        understood(self.exchange(asker, &draft).await?)
    }

    /// `POST /v1/services/{id}/actions`: may destroy data.
    pub async fn act(
        &self,
        asker: Asker,
        post: &PreparedPost,
        log: &dyn AttemptLog,
    ) -> Result<Answer<ActionAccepted>, CallError> {
        self.post(asker, post, log).await
    }

    /// `GET /v1/billing/balance`.
    pub async fn balance(&self, asker: Asker) -> Result<Answer<Balance>, CallError> {
        self.get(asker, "/billing/balance").await
    }

    /// `GET /v1/billing/invoices`: one page.
    pub async fn invoices(
        &self,
        asker: Asker,
        page: &PageRequest,
    ) -> Result<Answer<Page<Invoice>>, CallError> {
        self.page(asker, "/billing/invoices", page).await
    }

    /// `GET /v1/billing/invoices/{id}/pdf`: the document goes to `sink` while it
    /// comes. The call may succeed without one: then the view says why, and what
    /// is in the sink is void, as it is where the call fails.
    pub async fn invoice_pdf(
        &self,
        asker: Asker,
        id: &InvoiceId,
        sink: &mut dyn PdfSink,
    ) -> Result<Answer<Result<ReceivedPdf, NoPdf>>, CallError> {
        let path = format!("/billing/invoices/{}/pdf", segment(id.as_str())?);
        let target = self.inner.endpoint.target(&path)?;
        self.document(asker, target, sink).await
    }

    /// `GET /v1/webhooks`: the URL that is set.
    pub async fn webhook(&self, asker: Asker) -> Result<Answer<Webhook>, CallError> {
        self.get(asker, "/webhooks").await
    }

    /// `PUT /v1/webhooks`: sets the URL, or unsets it with `null`. The names of
    /// the body are assumed (contract 3).
    pub async fn set_webhook(
        &self,
        asker: Asker,
        url: Option<&str>,
    ) -> Result<Answer<Webhook>, CallError> {
        let value = url.map_or_else(|| "null".to_owned(), text);
        let body = format!("{{\"url\":{value}}}");
        let draft = Draft {
            method: Method::Put,
            body: body.as_bytes(),
            ..read(self.inner.endpoint.target("/webhooks")?)
        };
        understood(self.exchange(asker, &draft).await?)
    }

    async fn get<T: ReadAnswer>(&self, asker: Asker, rest: &str) -> Result<Answer<T>, CallError> {
        let draft = read(self.inner.endpoint.target(rest)?);
        understood(self.exchange(asker, &draft).await?)
    }

    async fn page<T>(
        &self,
        asker: Asker,
        list: &str,
        page: &PageRequest,
    ) -> Result<Answer<Page<T>>, CallError>
    where
        Page<T>: ReadAnswer,
    {
        let target = page.target(&self.inner.endpoint, list, self.inner.page_form)?;
        understood(self.exchange(asker, &read(target)).await?)
    }

    async fn post<T: ReadAnswer>(
        &self,
        asker: Asker,
        post: &PreparedPost,
        log: &dyn AttemptLog,
    ) -> Result<Answer<T>, CallError> {
        let draft = Draft {
            method: Method::Post,
            body: post.body(),
            intent: Some((post.key(), log)),
            ..read(self.inner.endpoint.target(post.rest())?)
        };
        understood(self.exchange(asker, &draft).await?)
    }
}

/// A request that only reads.
fn read<'a>(target: Target) -> Draft<'a> {
    Draft {
        method: Method::Get,
        target,
        body: &[],
        intent: None,
        largest_answer: LARGEST_ANSWER,
        timeout: TIMEOUT,
        once: false,
    }
}

/// The reading of a successful answer, with the answer kept beside it.
fn understood<T: ReadAnswer>(settled: Settled) -> Result<Answer<T>, CallError> {
    let original = settled.original;
    match T::read_answer(&original.raw()) {
        Ok(view) => Ok(Answer {
            view,
            request_id: original.request_id(),
            original,
            at: settled.at,
            rate: settled.rate,
            attempts: settled.attempts,
        }),
        Err(why) => Err(CallError::Unreadable {
            why,
            original: Box::new(original),
        }),
    }
}
