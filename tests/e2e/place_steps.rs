//! What a person does beyond the list of services, one deed each: a question
//! before an act, a look at access data, invoices, the chain, settings.

use serde_json::json;

use crate::{Target, Trouble, Window, part};

/// A delivery as a receiver would log it, signed with [`DELIVERY_SECRET`] long
/// ago: everything about it fits but its time.
const DELIVERY_HEADERS: &str = "KH-Webhook-Signature: \
    t=1763900000,v1=70e41b6e2082cacc4a30b03d4a0de80e9d0978c50ff09acae9d74e5515bceff7";
const DELIVERY_BODY: &str = r#"{"id":"evt_1","type":"service.provisioned"}"#;
const DELIVERY_SECRET: &str = "whsec_practice";

impl Window {
    /// Presses a routine act of the open service, and returns its question.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not asked.
    pub async fn ask_for(&self, verb: &str) -> Result<Target<'_>, Trouble> {
        let acts = self.service_panel().find("group", "Acts");
        acts.find("button", verb).click().await?;
        let asks = self.find("dialog", part(&format!("{verb} ")));
        asks.shows().await?;
        Ok(asks)
    }

    /// Opens the choice of what erases, locks or ends the open service.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where the way is not there.
    pub async fn open_danger_choice(&self) -> Result<Target<'_>, Trouble> {
        self.button("Reinstall, suspend, terminate…")
            .click()
            .await?;
        let choice = self.find("dialog", "What erases, locks or ends");
        choice.shows().await?;
        Ok(choice)
    }

    /// Asks for the access data of the open service, and returns the question
    /// for the reason.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not asked.
    pub async fn ask_for_access_data(&self) -> Result<Target<'_>, Trouble> {
        let panel = self.service_panel();
        panel.find("button", part("Show…")).click().await?;
        let asks = self.find("dialog", "Show access data");
        asks.clone().button("Read access data").shows().await?;
        Ok(asks)
    }

    /// Gives the reason and reads; returns the open look, all of it hidden.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where nothing is read.
    pub async fn read_access_data(&self, reason: &str) -> Result<Target<'_>, Trouble> {
        let asks = self.find("dialog", "Show access data");
        asks.clone()
            .find("textbox", part("In your own words"))
            .fill(reason)
            .await?;
        asks.button("Read access data").click().await?;
        let look = self.find("dialog", "Access data");
        look.clone().button("Show Password").shows().await?;
        Ok(look)
    }

    /// Goes to the invoices and waits until some are listed.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where none show.
    pub async fn open_invoices(&self) -> Result<(), Trouble> {
        self.go_to("Invoices").await?;
        let first = self.button(part("Read the invoices"));
        let listed = self.find("table", "Invoices");
        self.until("the invoices", async || {
            if first.count().await? == 1 {
                first.click().await?;
            }
            Ok((listed.count().await? == 1).then_some(()))
        })
        .await
    }

    /// Opens the first invoice of the list beside it.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where there is none.
    pub async fn open_first_invoice(&self) -> Result<Target<'_>, Trouble> {
        self.press_first("[role=table][aria-label=Invoices] [data-row]")
            .await?;
        let panel = self.find("region", "Invoice");
        panel.clone().button(part("PDF of")).shows().await?;
        Ok(panel)
    }

    /// Fetches the PDF of the open invoice, and waits until it is kept.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not saved.
    pub async fn save_pdf(&self) -> Result<(), Trouble> {
        let panel = self.find("region", "Invoice");
        panel
            .clone()
            .button(part("Fetch the PDF of"))
            .click()
            .await?;
        panel.button(part("Open the PDF of")).shows().await
    }

    /// Goes to the chain and has it checked; it is whole.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not said to be whole.
    pub async fn verify_chain(&self) -> Result<(), Trouble> {
        self.go_to("Audit").await?;
        let verdict = self.find("region", "Verdict");
        verdict.button(part("Verify")).click().await?;
        self.says("The chain is whole").await
    }

    /// Goes to a part of the settings.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where there is no such part.
    pub async fn open_settings(&self, tab: &str) -> Result<(), Trouble> {
        self.go_to("Settings").await?;
        self.find("tab", part(tab)).click().await?;
        self.find("tabpanel", tab.to_lowercase().as_str())
            .shows()
            .await
    }

    /// Has a delivery inspected in the settings of the webhook: it was signed
    /// well, and long ago.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where nothing is found out.
    pub async fn inspect_a_delivery(&self) -> Result<(), Trouble> {
        self.field("Headers").fill(DELIVERY_HEADERS).await?;
        self.field("Body").fill(DELIVERY_BODY).await?;
        let secret = self.field(part("Secret that signs"));
        secret.fill(DELIVERY_SECRET).await?;
        // Enter, because the button may lie half below the foot.
        secret.press("\u{E007}").await?;
        self.says("Signed well, but not for now").await
    }

    /// Clicks the first of several things that have no name of their own.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where there is none.
    pub async fn press_first(&self, selector: &str) -> Result<(), Trouble> {
        self.until(&format!("the first {selector:?}"), async || {
            let pressed: bool = self
                .run_with(
                    "const it = document.querySelector(arguments[0]); it?.click(); return it !== null;",
                    vec![json!(selector)],
                )
                .await?;
            Ok(pressed.then_some(()))
        })
        .await
    }
}

impl<'w> Target<'w> {
    /// The button of this name inside this one.
    pub fn button(self, name: impl Into<crate::Name>) -> Target<'w> {
        self.find("button", name)
    }
}
