//! What a person does in the console, one deed each, by the words on the screen.

use crate::{Key, Provider, Target, Trouble, Window, part};

/// The product that the simulated catalogue always has and that needs no option.
pub const PRODUCT: &str = "Sandbox KVM M";

impl Window {
    /// From the first start into the built-in simulator.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where the way is not there.
    pub async fn open_simulator(&self) -> Result<(), Trouble> {
        self.button("Open the simulator").click().await?;
        self.find("region", "Simulator").shows().await?;
        self.heading("No order yet").shows().await?;
        // Credit is read last; until then the page still moves.
        self.does_say_not("not read").await
    }

    /// Goes to a place of the rail.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where the rail has no such place.
    pub async fn go_to(&self, place: &str) -> Result<(), Trouble> {
        let rail = self.find("navigation", "Places");
        rail.find("link", part(place)).click().await?;
        self.find("heading", place).shows().await
    }

    /// Goes to the catalogue and reads it where nobody did before.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where no product shows.
    pub async fn open_catalogue(&self) -> Result<(), Trouble> {
        self.go_to("Catalogue").await?;
        let first = self.button("Read the catalogue, 1 call");
        let listed = self.find("table", "Products");
        self.until("the catalogue", async || {
            if first.count().await? == 1 {
                first.click().await?;
            }
            Ok((listed.count().await? == 1).then_some(()))
        })
        .await
    }

    /// Opens a product of the catalogue that is shown.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not listed.
    pub async fn open_product(&self, name: &str) -> Result<(), Trouble> {
        let list = self.find("table", "Products");
        list.find("cell", name).click().await?;
        self.button("Review an order…").shows().await
    }

    /// From anywhere to the review of [`PRODUCT`], whatever it says.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it does not come.
    pub async fn open_review(&self) -> Result<(), Trouble> {
        self.open_catalogue().await?;
        self.open_product(PRODUCT).await?;
        self.button("Review an order…").click().await?;
        self.field(part("Host name")).shows().await
    }

    /// From anywhere to the review of [`PRODUCT`], with its price.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where the price does not come.
    pub async fn review(&self, hostname: &str, customer: &str) -> Result<(), Trouble> {
        self.open_review().await?;
        self.order_button().shows().await?;
        if !hostname.is_empty() {
            self.field(part("Host name")).fill(hostname).await?;
        }
        if !customer.is_empty() {
            self.field(part("Customer")).fill(customer).await?;
        }
        // What was typed is checked by itself; then the button is back.
        self.order_button().shows().await
    }

    /// The button that spends.
    #[must_use]
    pub fn order_button(&self) -> Target<'_> {
        self.button(part("Order for €"))
    }

    /// Reviews [`PRODUCT`] and orders it, wanting another one beside whatever was
    /// ordered before; returns when its own page says how it stands.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it does not get that far.
    pub async fn order(&self, hostname: &str, customer: &str) -> Result<(), Trouble> {
        self.review(hostname, customer).await?;
        self.want_another_one().await?;
        self.order_button().click().await?;
        self.heading(part("No. ")).shows().await
    }

    /// Plays a scene of the built-in simulator.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where there is no such scene.
    pub async fn play(&self, scene: &str) -> Result<(), Trouble> {
        self.button("Practise a scene").click().await?;
        self.find("menuitem", part(scene)).click().await?;
        self.hears(&format!("Practising: {scene}")).await
    }

    /// Waits until people who listen were told this.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where they were not.
    pub async fn hears(&self, words: &str) -> Result<(), Trouble> {
        self.until(&format!("the announcement {words:?}"), async || {
            let said: Vec<String> = self
                .run("return [...document.querySelectorAll('[aria-live]')].map((it) => it.textContent)")
                .await?;
            Ok(said.iter().any(|it| it.contains(words)).then_some(()))
        })
        .await
    }

    /// Fills in the form for this key of a separate simulator; `secret` may be
    /// another than its own.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where a field is missing.
    pub async fn fill_in_key(
        &self,
        provider: &Provider,
        key: &Key,
        secret: &str,
    ) -> Result<(), Trouble> {
        self.field(part("Name")).fill("Mueller Hosting").await?;
        self.field(part("Key id")).fill(&key.key).await?;
        self.field(part("Secret")).fill(secret).await?;
        let address = self.field("Address of a simulator");
        if address.count().await? == 0 {
            self.button("Advanced").click().await?;
        }
        address.fill(provider.base_url()).await
    }

    /// From the first start to the overview of a key that is connected.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it does not connect.
    pub async fn connect(&self, provider: &Provider, label: &str) -> Result<(), Trouble> {
        let key = provider.key(label)?;
        self.button("Connect a key…").click().await?;
        self.fill_in_key(provider, key, &key.secret).await?;
        self.button("Connect the key").click().await?;
        self.heading("Mueller Hosting is connected").shows().await?;
        self.button("Open the overview").click().await?;
        self.find("heading", "Overview").shows().await
    }

    /// Waits until this is said no more.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it still is.
    pub async fn does_say_not(&self, text: &str) -> Result<(), Trouble> {
        self.until(&format!("the end of the words {text:?}"), async || {
            Ok((!self.words().await?.contains(text)).then_some(()))
        })
        .await
    }
}
