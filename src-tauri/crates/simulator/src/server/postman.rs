//! Does what time brings while nobody calls, and delivers webhooks.

use std::sync::Arc;
use std::time::Duration;

use crate::SimulatorError;
use crate::simulator::Simulator;
use crate::webhooks::deliver::Courier;

/// How many deliveries are taken out at once.
const BAG: usize = 16;

/// Does the world's own work until it is aborted.
pub(super) async fn keep_time(simulator: Arc<Simulator>, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        if let Err(error) = simulator.tick() {
            tracing::error!(%error, "the simulator's own work failed");
        }
    }
}

/// Delivers until it is aborted. Apart from the world's own work, because a
/// receiver may take its time.
pub(super) async fn deliver(simulator: Arc<Simulator>, courier: Courier, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        if let Err(error) = empty_the_bag(&simulator, &courier).await {
            tracing::error!(%error, "webhooks could not be delivered");
        }
    }
}

async fn empty_the_bag(simulator: &Simulator, courier: &Courier) -> Result<(), SimulatorError> {
    for delivery in simulator.due_deliveries(BAG)? {
        let at = simulator.now().as_second();
        let outcome = courier.deliver(&delivery, at).await;
        simulator.settle_delivery(delivery.id, &outcome)?;
    }
    Ok(())
}
