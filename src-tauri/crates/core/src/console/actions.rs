//! Actions on services.

use super::{Console, plain};
use crate::actions;
use crate::view::{ActionKind, ActionPlanView, ActionRequest, ActionView, ErrorView};

impl Console {
    /// Plans an action with fresh facts. Nothing is done.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn prepare_action(
        &self,
        service: String,
        kind: ActionKind,
    ) -> Result<ActionPlanView, ErrorView> {
        plain(actions::prepare(&self.desk, &service, kind).await)
    }

    /// Gives a plan up; that is kept in the audit chain.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn cancel_action(&self, plan: String) -> Result<(), ErrorView> {
        plain(actions::cancel(&self.desk, &plan).await)
    }

    /// Runs a plan. Pressed twice it gives the same action.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn run_action(&self, request: ActionRequest) -> Result<ActionView, ErrorView> {
        plain(actions::run(&self.desk, request).await)
    }

    /// Sends the identical request of an action without an outcome again.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn repeat_action(&self, id: String) -> Result<ActionView, ErrorView> {
        plain(actions::repeat(&self.desk, &id).await)
    }

    /// One action with its evidence.
    ///
    /// # Errors
    /// As the codes of `edge` say; `profile.none_active`, `store.*` among them.
    pub async fn action(&self, id: String) -> Result<ActionView, ErrorView> {
        plain(actions::detail(&self.desk, &id).await)
    }
}
