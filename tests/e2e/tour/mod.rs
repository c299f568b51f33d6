//! The guided tour: connect, browse, order, see the order; an answer that is
//! lost, and the one safe step; then what was bought: services and their acts,
//! access data, the chain, invoices, what happened, settings.

use std::path::{Path, PathBuf};

use crate::{Desk, PRODUCT, Trouble, Window, part};

/// A service that the built-in simulator always has.
const SERVICE: &str = "web-01.customer-a.example";
const REASON: &str = "Ticket 2291: new administrator of the shop";
const ESCAPE: &str = "\u{E00C}";

/// Walks the tour and returns the pictures it took, in order.
///
/// # Errors
/// [`Trouble`] where the walk cannot go on.
pub async fn walk(desk: &Desk, folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let window = desk.open(&[]).await?;
    window.resize(1280, 800).await?;
    let mut album = Album {
        window: &window,
        folder,
        pictures: Vec::new(),
    };
    window.says("Where keys live.").await?;
    album.take("welcome").await?;
    window.open_simulator().await?;
    album.take("connected").await?;
    window.open_catalogue().await?;
    album.take("catalogue").await?;
    window.open_product(PRODUCT).await?;
    album.take("product").await?;
    window.review("web-01.example.net", "Bakery Brandt").await?;
    album.take("review").await?;
    window.order_button().click().await?;
    window.says("Paid; KernelHost is setting it up.").await?;
    album.take("ordered").await?;
    window.go_to("Orders").await?;
    window.says("Bakery Brandt").await?;
    album.take("orders").await?;

    window.play("Lose the next answer").await?;
    window
        .order("web-02.example.net", "Workshop Ahrens")
        .await?;
    window.says("We sent this order at").await?;
    album.take("answer-lost").await?;
    window.button(part("Repeat the request")).click().await?;
    window.says("Paid; KernelHost is setting it up.").await?;
    album.take("repeated").await?;
    window.go_to("Overview").await?;
    window.says("Nothing needs you").await?;
    album.take("overview").await?;

    guards(&mut album).await?;
    doubt(&mut album).await?;
    payment(&mut album).await?;
    reconciliation(&mut album).await?;
    services(&mut album).await?;
    access_data(&mut album).await?;
    records(&mut album).await?;
    settings(&mut album).await?;
    let pictures = album.pictures;
    window.close().await?;
    Ok(pictures)
}

/// A cap that holds an order back, the same order once more, and an order file.
async fn guards(album: &mut Album<'_>) -> Result<(), Trouble> {
    let window = album.window;
    window.open_guards().await?;
    window.field("Per order").fill("5").await?;
    window.save_guards().await?;
    album.take("guards").await?;
    window.open_review().await?;
    let hostname = window.field(part("Host name"));
    hostname.fill("web-01.example.net").await?;
    window.ordered_before().shows().await?;
    window.button("Check again, 1 call").shows().await?;
    album.take("held-back").await?;
    window.lift_the_cap("9.90 EUR").await?;
    window.order_button_waits().await?;
    album.take("ordered-before").await?;
    window.save_order_file("4 hours", "Simulator").await?;
    album.take("order-file-saved").await?;
    let saved = window.saved_order_file().await?;
    window.button(part("Close")).click().await?;
    window.open_order_file(&saved.path).await?;
    window.find("region", "Order file").shows().await?;
    album.take("order-file").await?;
    // The next stations order more than that.
    window.open_guards().await?;
    window.field("Per order").fill("99").await?;
    window.save_weaker_guards("Simulator").await
}

/// An answer that never comes, and a provider that contradicts itself: repeating
/// is locked, and a person says what became of the order.
async fn doubt(album: &mut Album<'_>) -> Result<(), Trouble> {
    let window = album.window;
    window.play("Contradict the next order").await?;
    window.order("web-03.example.net", "Fjord Kayak").await?;
    window.says("We sent this order at").await?;
    window.button(part("Repeat the request")).click().await?;
    window.says("The answer 409").await?;
    window.read_clues().await?;
    window
        .says("What became of this order was never learnt.")
        .await?;
    window.says("Points to: went through.").await?;
    album.take("order-locked").await?;
    let asks = window.ask_what_became().await?;
    asks.clone()
        .find("radio", part("It was bought"))
        .click()
        .await?;
    asks.clone()
        .find("textbox", part("How you know"))
        .fill("The service is in the list")
        .await?;
    album.take("verdict").await?;
    asks.clone().button("Write down as bought").click().await?;
    asks.goes().await?;
    window.says("Bought: a person looked and found it.").await?;
    album.take("order-decided").await
}

/// An order that waits for payment, and is paid in the portal.
async fn payment(album: &mut Album<'_>) -> Result<(), Trouble> {
    let window = album.window;
    window.play("No credit, no card").await?;
    window.order("web-04.example.net", "Hofladen Weber").await?;
    window
        .says("The order exists at KernelHost and is not paid.")
        .await?;
    window.go_to("Orders").await?;
    window.says("One order waits for payment").await?;
    album.take("rescue").await?;
    window.play("Pay in the portal").await?;
    let desk = window.rescue_desk();
    desk.clone()
        .find("button", part("Check now, 1 call"))
        .click()
        .await?;
    desk.goes().await?;
    window.play("Ample credit").await
}

/// A service that this console did not order.
async fn reconciliation(album: &mut Album<'_>) -> Result<(), Trouble> {
    let window = album.window;
    window.open_reconciliation().await?;
    window.reconcile().await?;
    window.play("Bought elsewhere").await?;
    window.play("Six hours later").await?;
    window.reconcile().await?;
    window.says("bought elsewhere").await?;
    album.take("reconciliation").await
}

/// The list, one of it, an act asked and done, and what ends it.
async fn services(album: &mut Album<'_>) -> Result<(), Trouble> {
    let window = album.window;
    window.open_services().await?;
    window.service_list().find("cell", SERVICE).shows().await?;
    album.take("services").await?;
    window.open_service(SERVICE).await?;
    album.take("service").await?;
    let asks = window.ask_for("Stop").await?;
    album.take("act-asked").await?;
    asks.find("button", part("Stop web-01")).click().await?;
    window.says("Stop is done.").await?;
    album.take("act-done").await?;
    window.open_danger("Terminate").await?;
    window.says("What happens").await?;
    album.take("terminate").await?;
    window.press(ESCAPE).await?;
    window.find("dialog", part("Terminate ")).goes().await
}

/// The question before a look, and the look.
async fn access_data(album: &mut Album<'_>) -> Result<(), Trouble> {
    let window = album.window;
    window.ask_for_access_data().await?;
    album.take("access-data-before").await?;
    let look = window.read_access_data(REASON).await?;
    look.clone().button("Show Password").click().await?;
    look.clone().button("Hide Password").shows().await?;
    album.take("access-data-shown").await?;
    look.button(part("Close")).click().await?;
    window.find("dialog", "Access data").goes().await
}

/// The chain, the invoices with a PDF, and what happened.
async fn records(album: &mut Album<'_>) -> Result<(), Trouble> {
    let window = album.window;
    window.verify_chain().await?;
    album.take("audit-verified").await?;
    window.open_invoices().await?;
    window.open_first_invoice().await?;
    window.save_pdf().await?;
    album.take("invoices").await?;
    window.go_to("Activity").await?;
    window.find("table", "What happened").shows().await?;
    album.take("activity").await
}

/// The webhook with an inspected delivery, and the notifications.
async fn settings(album: &mut Album<'_>) -> Result<(), Trouble> {
    let window = album.window;
    window.open_settings("Webhook").await?;
    window.inspect_a_delivery().await?;
    album.take("webhook").await?;
    window.open_settings("Notifications").await?;
    window.button("Send a test notification").shows().await?;
    album.take("notifications").await
}

/// Takes the pictures of the README into `folder`: `review.png`, `unknown.png`,
/// `services.png`, `access-data.png`, `audit.png`.
///
/// # Errors
/// [`Trouble`] where a screen does not come up.
pub async fn readme(desk: &Desk, folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let window = desk.open(&["--simulator"]).await?;
    window.resize(1280, 800).await?;
    window.find("region", "Simulator").shows().await?;
    window.review("web-01.example.net", "Bakery Brandt").await?;
    let review = window.picture_at(&folder.join("review.png")).await?;
    window.play("Lose the next answer").await?;
    window.order_button().click().await?;
    window.says("We sent this order at").await?;
    let unknown = window.picture_at(&folder.join("unknown.png")).await?;
    window.button(part("Repeat the request")).click().await?;
    window.says("Paid; KernelHost is setting it up.").await?;

    window.open_services().await?;
    window.open_service(SERVICE).await?;
    let services = window.picture_at(&folder.join("services.png")).await?;
    window.ask_for_access_data().await?;
    let look = window.read_access_data(REASON).await?;
    look.clone().button("Show Password").click().await?;
    look.clone().button("Hide Password").shows().await?;
    let access_data = window.picture_at(&folder.join("access-data.png")).await?;
    look.button(part("Close")).click().await?;
    window.verify_chain().await?;
    let audit = window.picture_at(&folder.join("audit.png")).await?;
    window.close().await?;
    Ok(vec![review, unknown, services, access_data, audit])
}

/// The pictures of one walk, numbered.
struct Album<'w> {
    window: &'w Window,
    folder: &'w Path,
    pictures: Vec<PathBuf>,
}

impl Album<'_> {
    async fn take(&mut self, name: &str) -> Result<(), Trouble> {
        let number = self.pictures.len() + 1;
        let file = self.folder.join(format!("{number:02}-{name}.png"));
        self.pictures.push(self.window.picture_at(&file).await?);
        Ok(())
    }
}
