//! What a person does with the guards before money leaves, and with order files,
//! one deed each.

use std::path::{Path, PathBuf};

use serde_json::json;
use thirtyfour::By;

use crate::{Key, Provider, Target, Trouble, Window, part};

/// An order file that was saved, as the window told of it.
#[derive(Clone, Debug)]
pub struct SavedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its fingerprint, as it is read aloud.
    pub fingerprint: String,
}

impl Window {
    /// What was ordered before, at the head of a review.
    #[must_use]
    pub fn ordered_before(&self) -> Target<'_> {
        self.find("region", "Ordered before")
    }

    /// Says of every earlier order that is shown that another one is wanted.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn want_another_one(&self) -> Result<(), Trouble> {
        let _: bool = self
            .run(
                "document.querySelectorAll('[data-twins] input[type=checkbox]:not(:checked)')\
                   .forEach((box) => box.click());\
                 return true;",
            )
            .await?;
        Ok(())
    }

    /// Waits until the order button is there and waits for something itself.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it could be pressed.
    pub async fn order_button_waits(&self) -> Result<(), Trouble> {
        self.until("an order button that waits", async || {
            let held = self.order_button().attribute("aria-disabled").await?;
            Ok((held.as_deref() == Some("true")).then_some(()))
        })
        .await
    }

    /// Goes to the guards of the active profile.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where they do not show.
    pub async fn open_guards(&self) -> Result<(), Trouble> {
        self.open_settings("Guards").await?;
        self.field("Per order").shows().await
    }

    /// Saves the guards as they are filled in; nothing of them is weaker.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where they are not kept.
    pub async fn save_guards(&self) -> Result<(), Trouble> {
        self.button("Save the guards").click().await?;
        self.hears("The guards are saved").await
    }

    /// Types the name of the profile, because a guard becomes weaker, and waits
    /// until that is kept.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not asked for or not kept.
    pub async fn save_weaker_guards(&self, name: &str) -> Result<(), Trouble> {
        self.button("Save the guards…").click().await?;
        let asks = self.find("dialog", part("weaker?"));
        asks.clone()
            .find("textbox", part("to confirm"))
            .fill(name)
            .await?;
        asks.clone().button("Make them weaker").click().await?;
        asks.goes().await
    }

    /// Lifts what is in the way of the order under review, by typing its amount.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not lifted.
    pub async fn lift_the_cap(&self, amount: &str) -> Result<(), Trouble> {
        let side = self.find("region", "What it costs");
        side.button("Lift for this order…").click().await?;
        let asks = self.find("dialog", part("Lift your cap"));
        asks.clone()
            .find("textbox", part("to confirm"))
            .fill(amount)
            .await?;
        asks.clone()
            .button("Lift it for this order")
            .click()
            .await?;
        asks.goes().await
    }

    /// Saves what is under review as an order file that the key of `sender`, the
    /// name of a profile, may send for so long.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not saved.
    pub async fn save_order_file(&self, hours: &str, sender: &str) -> Result<SavedFile, Trouble> {
        self.button("Save as order file…").click().await?;
        let asks = self.find("dialog", "Save as order file");
        asks.clone().find("radio", hours).click().await?;
        asks.clone().find("radio", part(sender)).click().await?;
        asks.button("Save the order file").click().await?;
        self.saved_order_file().await
    }

    /// What the window says about the file that was just saved; it stays open.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where none was.
    pub async fn saved_order_file(&self) -> Result<SavedFile, Trouble> {
        self.find("dialog", "The order file is saved")
            .shows()
            .await?;
        let path: String = self
            .run("return document.querySelector('[role=dialog] .path').textContent")
            .await?;
        Ok(SavedFile {
            path: path.into(),
            fingerprint: self.fingerprint().await?,
        })
    }

    /// The fingerprint on the screen.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where there is none.
    pub async fn fingerprint(&self) -> Result<String, Trouble> {
        self.until("a fingerprint", async || {
            self.run("return document.querySelector('.fingerprint .heard')?.textContent ?? null")
                .await
        })
        .await
    }

    /// Hands a file to the list of orders, as the system's own choice of files
    /// does after “Open order file…”.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where the list takes none.
    pub async fn open_order_file(&self, file: &Path) -> Result<(), Trouble> {
        self.go_to("Orders").await?;
        self.button("Open order file…").shows().await?;
        self.hand_over(file).await
    }

    /// Hands a file to the one place on the screen that takes one.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn hand_over(&self, file: &Path) -> Result<(), Trouble> {
        let input = self.driver().find(By::Css("main input[type=file]")).await?;
        input.send_keys(file.display().to_string()).await?;
        Ok(())
    }

    /// Drops a file onto the window.
    ///
    /// # Errors
    /// Where it cannot be read, or the driver refuses.
    pub async fn drop_file(&self, file: &Path) -> Result<(), Trouble> {
        let text = std::fs::read_to_string(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let _: bool = self
            .run_with(
                "const carried = new DataTransfer();\
                 carried.items.add(new File([arguments[1]], arguments[0], { type: 'application/json' }));\
                 for (const kind of ['dragenter', 'dragover', 'drop']) {\
                   document.querySelector('main').dispatchEvent(\
                     new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));\
                 }\
                 return true;",
                vec![json!(name), json!(text)],
            )
            .await?;
        Ok(())
    }

    /// Connects one more key of a separate simulator, under a name of its own,
    /// and goes on as the new profile.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it does not connect.
    pub async fn connect_also(
        &self,
        provider: &Provider,
        key: &Key,
        name: &str,
    ) -> Result<(), Trouble> {
        self.open_settings("Profiles").await?;
        self.button("Connect a key…").click().await?;
        self.fill_in_key(provider, key, &key.secret).await?;
        self.field(part("Name")).fill(name).await?;
        self.button("Connect the key").click().await?;
        self.heading(format!("{name} is connected").as_str())
            .shows()
            .await?;
        self.button("Open the overview").click().await?;
        self.find("heading", "Overview").shows().await
    }

    /// Goes on as another profile.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where there is none of this name.
    pub async fn work_as(&self, name: &str) -> Result<(), Trouble> {
        self.button(part("Switch profile")).click().await?;
        self.find("menuitem", part(name)).click().await?;
        self.hears(&format!("Now working as {name}")).await
    }
}
