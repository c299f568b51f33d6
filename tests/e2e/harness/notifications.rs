//! What shows notifications on a desk: a real service on its bus that keeps
//! what it was given, and a person who clicks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;
use zbus::{Connection, connection, interface};

use super::desk::Desk;
use super::trouble::Trouble;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// A notification that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its number on this desk: that of the one whose place it takes, if it
    /// takes one.
    pub id: u32,
    /// First line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// Whether a click on it means something.
    pub clickable: bool,
}

/// The service that shows notifications on a desk.
pub struct Notifications {
    bus: Connection,
    shown: Arc<Mutex<Vec<Shown>>>,
}

impl Notifications {
    /// Comes to the bus of this desk.
    ///
    /// # Errors
    /// Where the bus does not let it.
    pub async fn on(desk: &Desk) -> Result<Self, Trouble> {
        let shown = Arc::<Mutex<Vec<Shown>>>::default();
        let service = Service {
            shown: Arc::clone(&shown),
        };
        let bus = connection::Builder::address(desk.bus_address())
            .and_then(|builder| builder.name(NAME))
            .and_then(|builder| builder.serve_at(PATH, service))
            .map_err(|error| no_service(&error))?
            .build()
            .await
            .map_err(|error| no_service(&error))?;
        Ok(Self { bus, shown })
    }

    /// What was shown so far.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.clone()
    }

    /// A person clicks it.
    ///
    /// # Errors
    /// Where the bus is gone.
    pub async fn click(&self, shown: &Shown) -> Result<(), Trouble> {
        let service = self
            .bus
            .object_server()
            .interface::<_, Service>(PATH)
            .await
            .map_err(|error| no_service(&error))?;
        let emitter = service.signal_emitter();
        Service::action_invoked(emitter, shown.id, "default")
            .await
            .map_err(|error| no_service(&error))
    }
}

fn no_service(error: &zbus::Error) -> Trouble {
    Trouble::start(format!("the notification service: {error}"))
}

struct Service {
    shown: Arc<Mutex<Vec<Shown>>>,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Service {
    fn get_capabilities(&self) -> Vec<String> {
        ["body", "actions", "persistence"].map(str::to_owned).into()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ["A desk", "kernelhost-console", "1", "1.2"]
            .map(str::to_owned)
            .into()
    }

    #[allow(clippy::too_many_arguments, clippy::needless_pass_by_value)] // the specification's
    fn notify(
        &self,
        _program: String,
        replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _milliseconds: i32,
    ) -> u32 {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let next = u32::try_from(shown.len()).unwrap_or_default() + 1;
        let id = if replaces == 0 { next } else { replaces };
        shown.push(Shown {
            id,
            title,
            body,
            clickable: actions.iter().any(|action| action == "default"),
        });
        id
    }

    fn close_notification(&self, _id: u32) {}

    #[zbus(signal)]
    async fn action_invoked(
        emitter: &SignalEmitter<'_>,
        id: u32,
        action_key: &str,
    ) -> zbus::Result<()>;
}
