//! Opening an order file: is it whole, is it for this account and this key, is
//! it in time, and does it still order what it says? Then it is reviewed like
//! any other order, under its own key.

use kh_audit::{Act, Outcome};
use kh_journal::{IntentId, IntentKind, OrderNo, Profile};
use kh_model::IdempotencyKey;

use super::FileTrouble;
use super::origin::{Origin, amount};
use super::save::{account, place};
use super::sealed::OrderFile;
use crate::catalogue::product;
use crate::desk::Desk;
use crate::edge::Stake;
use crate::error::CoreError;
use crate::intents::send::client_with_clock;
use crate::orders::{draft, review};
use crate::view::{ChangeView, ChangedPart, OrderDraft, OrderFileView, ReviewView};
use crate::{audit, profiles};

/// Opens a file.
pub(crate) async fn open(desk: &Desk, text: String) -> Result<OrderFileView, CoreError> {
    let profile = profiles::active(desk).await?;
    let file = OrderFile::read(&text);
    let opened = match &file {
        Ok(file) => look(desk, &profile, file).await,
        Err(trouble) => Err(trouble.clone().into()),
    };
    record(desk, &profile, file.as_ref().ok(), &opened).await;
    opened
}

async fn look(
    desk: &Desk,
    profile: &Profile,
    file: &OrderFile,
) -> Result<OrderFileView, CoreError> {
    if let Some(no) = known(desk, &file.key()?).await? {
        return Ok(shown(file, Found::Order(no)));
    }
    allow(profile, file)?;
    let (_, now) = client_with_clock(desk, &profile.id, IntentKind::Order).await?;
    file.check_time(now)?;
    let draft = draft::read(wanted(file))?;
    let product = product::look(
        desk,
        &profile.id,
        draft.product_id.as_str(),
        Stake::OrderNotSent,
    )
    .await?;
    let prepared = draft::prepare(&draft, &product.product, file.key()?)?;
    // What is shown is what is sent: the words of the file have to give its
    // very bytes.
    if prepared.body() != file.contents().body.as_bytes() {
        return Err(FileTrouble::NoLongerFits.into());
    }
    let origin = Origin::of(file, prepared)?;
    origin.allow(profile, now)?;
    let review = review::of_file(desk, profile, draft, product, origin).await?;
    Ok(shown(file, Found::Review(Box::new(review))))
}

enum Found {
    Order(OrderNo),
    Review(Box<ReviewView>),
}

/// The order that this computer made of the file with this key.
pub(crate) async fn known(desk: &Desk, key: &IdempotencyKey) -> Result<Option<OrderNo>, CoreError> {
    let id = IntentId::new(key.as_str()).map_err(|_| FileTrouble::Altered)?;
    let order = desk
        .store
        .run(move |journal| journal.order_of_intent(&id))
        .await?;
    Ok(order.map(|order| order.no))
}

fn allow(profile: &Profile, file: &OrderFile) -> Result<(), FileTrouble> {
    let contents = file.contents();
    if contents.place != place(profile) {
        return Err(FileTrouble::OtherPlace);
    }
    if account(profile)? != contents.account {
        return Err(FileTrouble::OtherAccount);
    }
    let sender_key = file.sender_key()?;
    if profile.key_id == sender_key {
        Ok(())
    } else {
        Err(FileTrouble::OtherKey { sender_key })
    }
}

fn wanted(file: &OrderFile) -> OrderDraft {
    let contents = file.contents();
    OrderDraft {
        product_id: contents.product_id.clone(),
        cycle: contents.cycle.clone(),
        hostname: contents.hostname.clone(),
        options: contents.options.clone(),
        customer: contents.customer.clone(),
    }
}

fn shown(file: &OrderFile, found: Found) -> OrderFileView {
    let contents = file.contents();
    let (review, known_order) = match found {
        Found::Order(no) => (None, Some(no.get())),
        Found::Review(review) => (Some(*review), None),
    };
    let (drafted_now, drafted_recurring) = (
        amount(contents.amount_now.as_deref()),
        amount(contents.amount_recurring.as_deref()),
    );
    OrderFileView {
        fingerprint: file.fingerprint(),
        drafted_at: contents.drafted_at,
        drafted_by: contents.drafted_by.clone(),
        expires_at: contents.expires_at,
        sender_key: contents.sender_key.clone(),
        changes: review
            .as_ref()
            .map_or_else(Vec::new, |review| changes(file, review)),
        drafted_now: drafted_now.as_ref().map(Into::into),
        drafted_recurring: drafted_recurring.as_ref().map(Into::into),
        review,
        known_order,
    }
}

/// What differs between the draft and the product as it is now.
fn changes(file: &OrderFile, review: &ReviewView) -> Vec<ChangeView> {
    let contents = file.contents();
    let text = |money: Option<&crate::view::Money>| {
        money.map_or_else(String::new, |money| {
            let currency = money.currency.as_deref().unwrap_or_default();
            format!("{} {currency}", money.value).trim().to_owned()
        })
    };
    let kept = |amount: Option<&String>| amount.cloned().unwrap_or_default();
    [
        (
            ChangedPart::AmountNow,
            kept(contents.amount_now.as_ref()),
            text(review.now.as_ref()),
        ),
        (
            ChangedPart::Recurring,
            kept(contents.amount_recurring.as_ref()),
            text(review.recurring.as_ref()),
        ),
        (
            ChangedPart::Name,
            contents.product_name.clone(),
            review.product.row.name.clone(),
        ),
    ]
    .into_iter()
    .filter(|(_, before, after)| before != after)
    .map(|(part, before, after)| ChangeView {
        part,
        before,
        after,
    })
    .collect()
}

/// Opening is on record, refused or not.
async fn record(
    desk: &Desk,
    profile: &Profile,
    file: Option<&OrderFile>,
    opened: &Result<OrderFileView, CoreError>,
) {
    let now = desk.now(&profile.id).await;
    let mut entry = audit::draft(now, profile, Act::OrderFileOpened, Outcome::Done);
    if let Some(file) = file {
        let contents = file.contents();
        entry.target = Some(contents.product_id.clone());
        entry.target_name = Some(contents.product_name.clone());
        entry.money = amount(contents.amount_now.as_deref());
        entry.idempotency_key = file.key().ok();
        entry.reason = Some(file.fingerprint());
    }
    audit::outcome_of(&mut entry, opened);
    audit::record_after(desk, entry).await;
}
