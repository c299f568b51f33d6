//! A hand that calls: one runtime, one client, plain words.

use std::future::Future;

use kh_api::answers::Order;
use kh_api::{ActionBody, Answer, Asker, CallError, Client, NoAttemptLog, OrderBody, PreparedPost};
use kh_model::{BillingCycle, IdempotencyKey, ProductId, ServiceId};
use kh_tests::World;
use tokio::runtime::{Builder, Runtime};

/// Somebody with a key.
pub(crate) struct Hand {
    pub(crate) client: Client,
    runtime: Runtime,
}

impl Hand {
    /// Holds this client.
    pub(crate) fn of(client: Client) -> Self {
        Self {
            client,
            runtime: Builder::new_current_thread().build().unwrap(),
        }
    }

    /// Holds the key that may do everything.
    pub(crate) fn owner(world: &World) -> Self {
        Self::with(world, kh_simulator::FULL_ACCESS)
    }

    /// Holds the key of this label.
    pub(crate) fn with(world: &World, label: &str) -> Self {
        Self::of(world.client(label))
    }

    /// Waits for a call.
    pub(crate) fn wait<T>(&self, call: impl Future<Output = T>) -> T {
        self.runtime.block_on(call)
    }

    /// Places the documented order under this key.
    pub(crate) fn order(&self, key: &str) -> Result<Answer<Order>, CallError> {
        self.order_of(42, "monthly", key)
    }

    /// Places an order.
    pub(crate) fn order_of(
        &self,
        product: u64,
        cycle: &str,
        key: &str,
    ) -> Result<Answer<Order>, CallError> {
        let body = OrderBody {
            product_id: ProductId::new(product.to_string()).unwrap(),
            cycle: BillingCycle::read(cycle),
            hostname: None,
            config_options: Vec::new(),
            extra: Vec::new(),
        };
        let post = PreparedPost::order(&body, IdempotencyKey::new(key).unwrap()).unwrap();
        self.wait(self.client.place_order(Asker::Person, &post, &NoAttemptLog))
    }

    /// Acts on a service.
    pub(crate) fn act(
        &self,
        service: &ServiceId,
        action: &str,
        key: &str,
    ) -> Result<Answer<kh_api::answers::ActionAccepted>, CallError> {
        let body = ActionBody {
            action: action.to_owned(),
            extra: Vec::new(),
        };
        let post = PreparedPost::action(service, &body, IdempotencyKey::new(key).unwrap()).unwrap();
        self.wait(self.client.act(Asker::Person, &post, &NoAttemptLog))
    }

    /// A service that runs.
    pub(crate) fn a_running_service(&self, world: &World) -> ServiceId {
        let order = self.order("a-running-service").unwrap();
        world.pass(std::time::Duration::from_secs(20));
        order.view.service_ids[0].clone()
    }
}

/// Status, code and reason of a refusal.
pub(crate) fn refusal<T>(result: Result<Answer<T>, CallError>) -> (u16, String, String) {
    let error = result.err().expect("it was not refused");
    let problem = error.problem().expect("the provider did not say why");
    (
        problem.http_status,
        problem.code().unwrap_or_default().to_owned(),
        problem.reason.clone().unwrap_or_default(),
    )
}

/// A refusal as the tests write it down.
pub(crate) fn said(status: u16, code: &str, reason: &str) -> (u16, String, String) {
    (status, code.to_owned(), reason.to_owned())
}
