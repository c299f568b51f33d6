//! How to go on from page to page, and when to stop (contract 13, rule 3).

use std::collections::HashSet;

/// How to ask for the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// By its number, from 1.
    Page(u64),
    /// By an opaque word of the provider.
    Cursor(String),
    /// By the number of entries before it.
    Offset(u64),
    /// By an address, absolute or not. Whoever follows it must check that it
    /// stays on the same origin and under the base path, and sign it anew.
    Link(String),
}

/// Whether there is a next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum More {
    /// The answer says that this is the last page.
    Last,
    /// The answer says how to go on.
    Next(NextPage),
    /// The answer says neither. Asking for the next number is the only way to
    /// know; [`PageWalk`] says when to stop.
    Unstated,
}

/// Walks a list page by page. Pure: it is shown each page and says what to ask
/// next.
#[derive(Debug)]
pub struct PageWalk {
    seen: HashSet<String>,
    pages: u64,
    most: u64,
}

/// What to do after a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Ask for this page.
    Ask(NextPage),
    /// Stop.
    Done(WalkEnd),
}

/// Why a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkEnd {
    /// The provider said that this was the last page.
    DeclaredLast,
    /// The page was empty.
    Empty,
    /// The page held only what was seen before: the provider ignores the
    /// parameter, so it is unknown whether there is more.
    NothingNew,
    /// The hard cap; there is more.
    Cap,
}

impl PageWalk {
    /// A walk over at most `most` pages.
    #[must_use]
    pub fn new(most: u64) -> Self {
        Self {
            seen: HashSet::new(),
            pages: 0,
            most,
        }
    }

    /// A walk that goes on after a restart: so many pages were taken, and these
    /// entries were seen on them.
    #[must_use]
    pub fn resumed(most: u64, pages: u64, seen: impl IntoIterator<Item = String>) -> Self {
        Self {
            seen: seen.into_iter().collect(),
            pages,
            most,
        }
    }

    /// How many different entries were seen.
    #[must_use]
    pub fn seen(&self) -> usize {
        self.seen.len()
    }

    /// Looks at one page: the ids on it, in order, and what it says of the next.
    ///
    /// A page that repeats some entries and adds others does not end the walk:
    /// an entry that came in front between two calls pushes one over the edge.
    pub fn step<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>, more: &More) -> Step {
        self.pages = self.pages.saturating_add(1);
        let (mut any, mut any_new) = (false, false);
        for id in ids {
            any = true;
            any_new |= self.seen.insert(id.to_owned());
        }
        if *more == More::Last {
            return Step::Done(WalkEnd::DeclaredLast);
        }
        if !any {
            return Step::Done(WalkEnd::Empty);
        }
        if !any_new {
            return Step::Done(WalkEnd::NothingNew);
        }
        if self.pages >= self.most {
            return Step::Done(WalkEnd::Cap);
        }
        match more {
            More::Next(next) => Step::Ask(next.clone()),
            More::Unstated | More::Last => Step::Ask(NextPage::Page(self.pages.saturating_add(1))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_that_says_nothing_is_asked_by_number_until_a_page_is_empty() {
        let mut walk = PageWalk::new(10);
        let ask = |number| Step::Ask(NextPage::Page(number));
        assert_eq!(walk.step(["1", "2"], &More::Unstated), ask(2));
        assert_eq!(walk.step(["3"], &More::Unstated), ask(3));
        assert_eq!(walk.step([], &More::Unstated), Step::Done(WalkEnd::Empty));
    }

    #[test]
    fn a_provider_that_ignores_the_parameter_is_noticed_by_the_second_page() {
        let mut walk = PageWalk::new(10);
        walk.step(["1", "2"], &More::Unstated);
        assert_eq!(
            walk.step(["1", "2"], &More::Unstated),
            Step::Done(WalkEnd::NothingNew)
        );
    }

    #[test]
    fn a_walk_that_goes_on_counts_and_remembers_what_was_before() {
        let mut walk = PageWalk::resumed(10, 2, ["1", "2"].map(str::to_owned));
        assert_eq!(
            walk.step(["3"], &More::Unstated),
            Step::Ask(NextPage::Page(4))
        );
        assert_eq!(
            walk.step(["1", "2"], &More::Unstated),
            Step::Done(WalkEnd::NothingNew)
        );
    }

    #[test]
    fn an_entry_pushed_over_the_edge_of_a_page_does_not_end_the_walk() {
        let mut walk = PageWalk::new(10);
        walk.step(["1", "2"], &More::Unstated);
        assert_eq!(
            walk.step(["2", "3"], &More::Unstated),
            Step::Ask(NextPage::Page(3))
        );
    }

    #[test]
    fn the_declared_last_page_and_the_cap_end_it() {
        let mut walk = PageWalk::new(2);
        let cursor = NextPage::Cursor("c".to_owned());
        let next = More::Next(cursor.clone());
        assert_eq!(walk.step(["1"], &next), Step::Ask(cursor));
        assert_eq!(walk.step(["2"], &next), Step::Done(WalkEnd::Cap));
        let mut walk = PageWalk::new(2);
        assert_eq!(
            walk.step(["1"], &More::Last),
            Step::Done(WalkEnd::DeclaredLast)
        );
    }
}
