//! Looks whether a text of the provider did anything but stand there, and
//! whether it stood there at all.

use std::collections::BTreeSet;

use kh_e2e::{Provider, Trouble, Window};
use serde::Deserialize;
use serde_json::{Value, json};

/// Markup, other directions of writing, control characters, and ten thousand letters.
const TEXTS: &str = include_str!("../../../vectors/hostile_texts.json");
/// What most of them would set if they ran.
const HIT: &str = "__hit";

/// The texts of a round carry its number, so that nothing that was on the screen
/// before passes for them.
pub(super) struct Judge<'w> {
    window: &'w Window,
    texts: Vec<String>,
    round: usize,
    seen: BTreeSet<usize>,
    views: usize,
}

#[derive(Debug, Deserialize)]
struct Found {
    ran: Vec<String>,
    built: Vec<String>,
    wide: bool,
}

impl<'w> Judge<'w> {
    /// Nothing was looked at yet.
    pub(super) fn new(window: &'w Window) -> Result<Self, Trouble> {
        let texts: Vec<String> =
            serde_json::from_str(TEXTS).map_err(|error| Trouble::wrong(error.to_string()))?;
        if texts.len() != 200 {
            return Err(Trouble::wrong(format!("{} texts", texts.len())));
        }
        Ok(Self {
            window,
            texts,
            round: 0,
            seen: BTreeSet::new(),
            views: 0,
        })
    }

    /// From now on the provider's words are the texts of a new round, of those
    /// that can be told from the texts of another.
    pub(super) fn begin(&mut self, provider: &Provider) -> Result<(), Trouble> {
        self.round += 1;
        self.tell(provider, self.marked(), false)
    }

    /// The same with all two hundred.
    pub(super) fn begin_with_all(&mut self, provider: &Provider) -> Result<(), Trouble> {
        self.round += 1;
        self.tell(provider, self.of_this_round(), false)
    }

    /// The same, and its words for states are, too.
    pub(super) fn begin_with_states(&mut self, provider: &Provider) -> Result<(), Trouble> {
        self.round += 1;
        self.tell(provider, self.marked(), true)
    }

    /// The same with one text for all: nothing changes from look to look.
    pub(super) fn begin_with_one(&mut self, provider: &Provider) -> Result<(), Trouble> {
        self.round += 1;
        let mut texts = self.marked();
        texts.truncate(1);
        self.tell(provider, texts, false)
    }

    fn tell(
        &self,
        provider: &Provider,
        mut texts: Vec<String>,
        states: bool,
    ) -> Result<(), Trouble> {
        // Every round begins elsewhere, so that it is not always the same few.
        let by = self.round * 37 % texts.len();
        texts.rotate_left(by);
        provider.tell("texts", &json!({ "texts": texts, "states": states }))?;
        Ok(())
    }

    fn marked(&self) -> Vec<String> {
        let mut texts = self.of_this_round();
        texts.retain(|text| text.contains(HIT));
        texts
    }

    /// The texts as they are sent now.
    pub(super) fn of_this_round(&self) -> Vec<String> {
        let own = self.mark();
        let texts = self.texts.iter();
        texts.map(|text| text.replace(HIT, &own)).collect()
    }

    fn mark(&self) -> String {
        format!("{HIT}{}_", self.round)
    }

    /// Waits for a text of this round on the screen, and looks.
    pub(super) async fn fresh(&mut self, place: &str) -> Result<(), Trouble> {
        self.holds(&self.mark()).await?;
        self.look(place).await
    }

    /// Waits for a text of any round, where one is shown that was kept, and looks.
    pub(super) async fn kept(&mut self, place: &str) -> Result<(), Trouble> {
        self.holds(HIT).await?;
        self.look(place).await
    }

    async fn holds(&self, mark: &str) -> Result<(), Trouble> {
        self.window
            .until(
                &format!("a text of the provider with {mark:?}"),
                async || Ok(self.window.words().await?.contains(mark).then_some(())),
            )
            .await
    }

    async fn look(&mut self, place: &str) -> Result<(), Trouble> {
        let name = place.to_lowercase().replace(' ', "-");
        self.window.picture(&format!("hostile-{name}")).await?;
        let found = self.found().await?;
        if !found.ran.is_empty() || !found.built.is_empty() {
            return Err(Trouble::wrong(format!("{place}: {found:?}")));
        }
        if found.wide {
            return Err(Trouble::wrong(format!("{place} runs over the edge")));
        }
        let texts = json!(self.of_this_round());
        let seen: Vec<usize> = self
            .window
            .run_with(include_str!("seen.js"), vec![texts])
            .await?;
        self.seen.extend(seen);
        self.views += 1;
        Ok(())
    }

    async fn found(&self) -> Result<Found, Trouble> {
        self.window.run(include_str!("judge.js")).await
    }

    /// Those that were on no screen yet, but for the one that is blank.
    pub(super) fn unseen(&self) -> Vec<&str> {
        let texts = self.texts.iter().enumerate();
        texts
            .filter(|(index, text)| !self.seen.contains(index) && !text.trim().is_empty())
            .map(|(_, text)| text.as_str())
            .collect()
    }

    /// Puts in the page what markup would have built, and finds it.
    pub(super) async fn finds_what_is_built(&self) -> Result<(), Trouble> {
        for built in ["<marquee>x</marquee>", "<form action=x></form>", "<x>y</x>"] {
            let put = "const it = document.createElement('div'); it.id = 'planted';\
                it.innerHTML = arguments[0]; document.querySelector('main').append(it);";
            let _: Value = self.window.run_with(put, vec![json!(built)]).await?;
            let found = self.found().await?;
            let _: Value = self
                .window
                .run("document.getElementById('planted').remove();")
                .await?;
            if found.built.len() != 1 {
                return Err(Trouble::wrong(format!("{built} is not found: {found:?}")));
            }
        }
        Ok(())
    }

    /// The line that tells of it.
    pub(super) fn figure(&self) -> String {
        format!(
            "R20: {} of {} texts seen in {} views: 0 executed, 0 elements built of them",
            self.seen.len(),
            self.texts.len(),
            self.views
        )
    }
}
