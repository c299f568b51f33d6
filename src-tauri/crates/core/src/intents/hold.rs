//! Holding an intent: nobody else sends it meanwhile.

use kh_journal::IntentId;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::owner::Owner;

/// Holds an intent for one piece of work. Given back when dropped, also by a
/// task that is cut off.
pub(crate) struct Hold {
    owner: Owner,
    intent: IntentId,
}

impl Hold {
    /// Takes the intent. None if somebody else works on it.
    pub(crate) async fn take(desk: &Desk, intent: &IntentId) -> Result<Option<Self>, CoreError> {
        let asked = intent.clone();
        let taken = desk.owner.ask(move |state| state.take(&asked)).await?;
        Ok(taken.then(|| Self {
            owner: desk.owner.clone(),
            intent: intent.clone(),
        }))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let intent = self.intent.clone();
        self.owner.tell(move |state| {
            state.busy.remove(&intent);
        });
    }
}
