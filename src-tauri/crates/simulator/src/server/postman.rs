//! Does what time brings while nobody calls, and delivers webhooks.

use std::sync::Arc;
use std::time::Duration;

use crate::SimulatorError;
use crate::simulator::Simulator;
use crate::webhooks::deliver::Courier;

/// How many deliveries are taken out at once.
const BAG: usize = 16;

/// Works until it is aborted.
pub(super) async fn work(simulator: Arc<Simulator>, courier: Courier, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        if let Err(error) = round(&simulator, &courier).await {
            tracing::error!(%error, "the simulator's own work failed");
        }
    }
}

async fn round(simulator: &Simulator, courier: &Courier) -> Result<(), SimulatorError> {
    simulator.tick()?;
    for delivery in simulator.due_deliveries(BAG)? {
        let at = simulator.now().as_second();
        let outcome = courier.deliver(&delivery, at).await;
        simulator.settle_delivery(delivery.id, &outcome)?;
    }
    Ok(())
}
