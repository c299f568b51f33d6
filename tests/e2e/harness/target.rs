//! Things in the window, found by role and name.

use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};

use super::trouble::Trouble;
use super::window::Window;

const FIND: &str = include_str!("find.js");

/// How a thing is called.
#[derive(Clone, Debug)]
pub struct Name {
    text: String,
    part: bool,
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            part: false,
        }
    }
}

/// A name that only has to contain this.
#[must_use]
pub fn part(text: &str) -> Name {
    Name {
        text: text.to_owned(),
        part: true,
    }
}

/// One thing in the window. It is looked for when it is used, and waited for.
#[derive(Clone)]
pub struct Target<'w> {
    window: &'w Window,
    steps: Vec<Value>,
}

impl Window {
    /// The thing with this role and name.
    pub fn find(&self, role: &str, name: impl Into<Name>) -> Target<'_> {
        let nothing = Target {
            window: self,
            steps: Vec::new(),
        };
        nothing.find(role, name)
    }

    /// The only thing with this role.
    #[must_use]
    pub fn only(&self, role: &str) -> Target<'_> {
        Target {
            window: self,
            steps: vec![json!({ "role": role, "name": null, "part": false })],
        }
    }

    /// The button of this name.
    pub fn button(&self, name: impl Into<Name>) -> Target<'_> {
        self.find("button", name)
    }

    /// The link of this name.
    pub fn link(&self, name: impl Into<Name>) -> Target<'_> {
        self.find("link", name)
    }

    /// The heading of this name.
    pub fn heading(&self, name: impl Into<Name>) -> Target<'_> {
        self.find("heading", name)
    }

    /// The field one types into with this label.
    pub fn field(&self, label: impl Into<Name>) -> Target<'_> {
        self.find("textbox", label)
    }

    /// Presses keys wherever the focus is; the codes are those of WebDriver.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn press(&self, keys: impl AsRef<str>) -> Result<(), Trouble> {
        self.until("the focus", async || {
            let focused = self.driver().active_element().await?;
            match focused.send_keys(keys.as_ref()).await {
                Ok(()) => Ok(Some(())),
                // What had the focus went away between the two questions.
                Err(error) if passes(&error) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }
}

impl<'w> Target<'w> {
    /// The thing with this role and name inside this one.
    pub fn find(mut self, role: &str, name: impl Into<Name>) -> Target<'w> {
        let name = name.into();
        self.steps
            .push(json!({ "role": role, "name": name.text, "part": name.part }));
        self
    }

    /// The only thing with this role inside this one.
    #[must_use]
    pub fn only(mut self, role: &str) -> Target<'w> {
        self.steps
            .push(json!({ "role": role, "name": null, "part": false }));
        self
    }

    /// Waits until it shows.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not in time.
    pub async fn shows(&self) -> Result<(), Trouble> {
        self.element().await.map(|_| ())
    }

    /// Waits until it is gone.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it stays.
    pub async fn goes(&self) -> Result<(), Trouble> {
        self.window
            .until(&format!("the end of {}", self.words()), async || {
                Ok(self.all().await?.is_empty().then_some(()))
            })
            .await
    }

    /// How many there are now.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub async fn count(&self) -> Result<usize, Trouble> {
        Ok(self.all().await?.len())
    }

    /// Waits until it can be clicked, and clicks it.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not show or stays disabled.
    pub async fn click(&self) -> Result<(), Trouble> {
        self.attempt("a click on", async |element: &WebElement| {
            let waits = element.attr("aria-disabled").await?.as_deref() == Some("true")
                || !element.is_enabled().await?;
            if waits {
                return Ok(None);
            }
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Replaces what stands in the field.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not show or takes no text.
    pub async fn fill(&self, text: &str) -> Result<(), Trouble> {
        self.attempt("typing into", async |element: &WebElement| {
            element.clear().await?;
            if !text.is_empty() {
                element.send_keys(text).await?;
            }
            Ok(Some(()))
        })
        .await
    }

    /// Presses keys in it; the codes are those of WebDriver.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not show.
    pub async fn press(&self, keys: impl AsRef<str>) -> Result<(), Trouble> {
        self.attempt("keys for", async |element: &WebElement| {
            element.send_keys(keys.as_ref()).await?;
            Ok(Some(()))
        })
        .await
    }

    /// Its words as they are seen.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not show.
    pub async fn text(&self) -> Result<String, Trouble> {
        self.attempt("the words of", async |element: &WebElement| {
            Ok(Some(element.text().await?))
        })
        .await
    }

    /// What stands in the field.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not show.
    pub async fn value(&self) -> Result<String, Trouble> {
        self.attempt("the value of", async |element: &WebElement| {
            Ok(Some(element.prop("value").await?.unwrap_or_default()))
        })
        .await
    }

    /// One of its attributes.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not show.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>, Trouble> {
        self.attempt("an attribute of", async |element: &WebElement| {
            Ok(Some(element.attr(name).await?))
        })
        .await
    }

    /// Whether it can be used now.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] when it does not show.
    pub async fn is_enabled(&self) -> Result<bool, Trouble> {
        self.attempt("the state of", async |element: &WebElement| {
            Ok(Some(element.is_enabled().await?))
        })
        .await
    }

    /// The one element, waited for.
    async fn element(&self) -> Result<WebElement, Trouble> {
        self.attempt("", async |element: &WebElement| Ok(Some(element.clone())))
            .await
    }

    /// Does something with the one element as soon as that is possible. The
    /// page may draw it anew in between; then it is looked for again.
    async fn attempt<T>(
        &self,
        what: &str,
        act: impl AsyncFn(&WebElement) -> Result<Option<T>, WebDriverError>,
    ) -> Result<T, Trouble> {
        self.window
            .until(format!("{what} {}", self.words()).trim(), async || {
                let found = self.all().await?;
                let [element] = found.as_slice() else {
                    return Ok(None);
                };
                match act(element).await {
                    Ok(done) => Ok(done),
                    Err(error) if passes(&error) => Ok(None),
                    Err(error) => Err(error.into()),
                }
            })
            .await
    }

    async fn all(&self) -> Result<Vec<WebElement>, Trouble> {
        let found = self
            .window
            .driver()
            .execute(FIND, vec![Value::Array(self.steps.clone())])
            .await?;
        Ok(found.elements()?)
    }

    /// The one thing in words: `button "Order" in dialog "Review"`.
    fn words(&self) -> String {
        self.steps
            .iter()
            .rev()
            .map(|step| {
                let role = step["role"].as_str().unwrap_or_default();
                match (step["name"].as_str(), step["part"].as_bool()) {
                    (None, _) => format!("the only {role}"),
                    (Some(name), Some(true)) => format!("the only {role} with {name:?}"),
                    (Some(name), _) => format!("the only {role} {name:?}"),
                }
            })
            .collect::<Vec<_>>()
            .join(" in ")
    }
}

/// Refusals that pass by themselves: drawn anew, covered, still moving.
fn passes(error: &WebDriverError) -> bool {
    matches!(
        error.as_inner(),
        WebDriverErrorInner::StaleElementReference(_)
            | WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
            | WebDriverErrorInner::NoSuchElement(_)
    )
}
