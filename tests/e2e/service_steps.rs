//! What a person does with services, access data and the chain, one deed each.

use crate::{Target, Trouble, Window, part};

impl Window {
    /// Goes to the services and waits until some are listed.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where none show.
    pub async fn open_services(&self) -> Result<(), Trouble> {
        self.go_to("Services").await?;
        let first = self.button("Read the services");
        let listed = self.service_list();
        self.until("the services", async || {
            if first.count().await? == 1 {
                first.click().await?;
            }
            Ok((listed.count().await? == 1).then_some(()))
        })
        .await
    }

    /// The list of services.
    #[must_use]
    pub fn service_list(&self) -> Target<'_> {
        self.find("table", "Services")
    }

    /// Opens a service of the list beside it, by its name.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not listed.
    pub async fn open_service(&self, name: &str) -> Result<(), Trouble> {
        self.service_list().find("cell", name).click().await?;
        self.service_panel().find("heading", name).shows().await
    }

    /// The panel of the open service.
    #[must_use]
    pub fn service_panel(&self) -> Target<'_> {
        self.find("region", "Service")
    }

    /// Presses a routine act of the open service and confirms it; `Start` asks
    /// nothing.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where the act is not there.
    pub async fn act(&self, verb: &str) -> Result<(), Trouble> {
        let acts = self.service_panel().find("group", "Acts");
        acts.find("button", verb).click().await?;
        if verb == "Start" {
            return Ok(());
        }
        let asks = self.find("dialog", part(&format!("{verb} ")));
        asks.find("button", part(verb)).click().await
    }

    /// Opens the dialog of an act that erases, locks or ends.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where the way is not there.
    pub async fn open_danger(&self, verb: &str) -> Result<(), Trouble> {
        self.button("Reinstall, suspend, terminate…")
            .click()
            .await?;
        let choice = self.find("dialog", "What erases, locks or ends");
        choice
            .find("button", part(&format!("{verb}…")))
            .click()
            .await?;
        self.find("dialog", part(&format!("{verb} "))).shows().await
    }
}
