//! The simulator inside this program, for the console: started when it is first
//! asked for, on a port of this computer that nobody else has.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use kh_core::view::PracticeScene;
use kh_core::{BuiltInSimulator, Secret, SimulatorAccess, SimulatorError, SimulatorFuture};
use kh_model::KeyId;
use kh_simulator::{
    Card, Data, FULL_ACCESS, Fault, FaultKind, IssuedKey, Options, Running, ServeOptions, serve,
};
use rust_decimal::Decimal;

/// Credit of the practice account where a scene wants it well filled.
const AMPLE_CREDIT: Decimal = Decimal::from_parts(500, 0, 0, false, 0);
/// As often as the client tries an order by itself: when none of them is
/// answered, the person gets to see the unknown outcome, and their own repeat
/// is the one that is answered. More would make the breaker hold the key back.
const ANSWERS_LOST: u32 = 3;
const SIX_HOURS_S: i64 = 6 * 60 * 60;

/// Starts and keeps the simulator. Its work blocks, so each call has a thread
/// of the runtime for blocking work.
pub(crate) struct BuiltIn {
    folder: PathBuf,
    running: Arc<Mutex<Option<Running>>>,
}

impl BuiltIn {
    /// A simulator whose world is kept in `folder`. Nothing is started yet.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            running: Arc::default(),
        }
    }

    fn with_running<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Path, &mut Option<Running>) -> Result<T, SimulatorError> + Send + 'static,
    ) -> SimulatorFuture<'_, T> {
        let running = Arc::clone(&self.running);
        let folder = self.folder.clone();
        Box::pin(async move {
            tokio::task::spawn_blocking(move || {
                act(
                    &folder,
                    &mut running.lock().unwrap_or_else(PoisonError::into_inner),
                )
            })
            .await
            .map_err(failed)?
        })
    }
}

impl BuiltInSimulator for BuiltIn {
    fn open(&self) -> SimulatorFuture<'_, SimulatorAccess> {
        self.with_running(|folder, running| access(started(folder, running)?))
    }

    fn reset(&self) -> SimulatorFuture<'_, SimulatorAccess> {
        self.with_running(|folder, running| {
            if let Some(old) = running.take() {
                old.stop();
            }
            if folder.exists() {
                fs::remove_dir_all(folder).map_err(failed)?;
            }
            access(started(folder, running)?)
        })
    }

    fn play(&self, scene: PracticeScene) -> SimulatorFuture<'_, ()> {
        self.with_running(move |folder, running| play(started(folder, running)?, scene))
    }
}

fn started<'a>(
    folder: &Path,
    running: &'a mut Option<Running>,
) -> Result<&'a Running, SimulatorError> {
    if running.is_none() {
        fs::create_dir_all(folder).map_err(failed)?;
        let simulator = Options {
            data: Data::File(folder.join("world.sqlite")),
            ..Options::default()
        };
        let listen = "127.0.0.1:0".to_owned();
        *running = Some(serve(ServeOptions { listen, simulator }).map_err(failed)?);
    }
    running.as_ref().ok_or_else(|| failed("it did not start"))
}

fn practice_key(running: &Running) -> Result<&IssuedKey, SimulatorError> {
    running
        .key(FULL_ACCESS)
        .ok_or_else(|| failed("its world has no key with full access"))
}

fn access(running: &Running) -> Result<SimulatorAccess, SimulatorError> {
    let key = practice_key(running)?;
    Ok(SimulatorAccess {
        base_url: running.base_url.clone(),
        key_id: KeyId::new(&key.key).map_err(failed)?,
        secret: Secret::new(key.secret.clone().into_bytes()).map_err(failed)?,
    })
}

fn play(running: &Running, scene: PracticeScene) -> Result<(), SimulatorError> {
    let account = practice_key(running)?.account;
    let simulator = running.simulator();
    let purse = |credit, card| {
        simulator
            .set_credit(account, credit)
            .and_then(|()| simulator.set_card(account, card))
            .map_err(failed)
    };
    match scene {
        PracticeScene::AmpleCredit => purse(AMPLE_CREDIT, Card::Ok),
        PracticeScene::NoCreditNoCard => purse(Decimal::ZERO, Card::None),
        PracticeScene::CardDeclined => purse(Decimal::ZERO, Card::Declined),
        PracticeScene::CardExpired => purse(Decimal::ZERO, Card::Expired),
        PracticeScene::LoseNextAnswer => {
            simulator.set_faults(vec![Fault {
                on: "POST /v1/orders".to_owned(),
                kind: FaultKind::DropAfterCommit,
                skip: 0,
                times: ANSWERS_LOST,
            }]);
            Ok(())
        }
        PracticeScene::SixHoursLater => simulator
            .advance(SIX_HOURS_S)
            .map(|_now| ())
            .map_err(failed),
        PracticeScene::PayInPortal => simulator.pay_oldest(account).map(|_no| ()).map_err(failed),
        PracticeScene::BoughtElsewhere => {
            simulator.buy_elsewhere(account, None, None).map_err(failed)
        }
        PracticeScene::ConflictNextOrder => {
            let on_order = |kind, times| Fault {
                on: "POST /v1/orders".to_owned(),
                kind,
                skip: 0,
                times,
            };
            simulator.set_faults(vec![
                on_order(FaultKind::DropAfterCommit, ANSWERS_LOST),
                on_order(contradiction(), 1),
            ]);
            Ok(())
        }
    }
}

/// The provider says that it knows the key with another body.
fn contradiction() -> FaultKind {
    FaultKind::Replace {
        status: 409,
        content_type: "application/problem+json".to_owned(),
        body: concat!(
            r#"{"type":"https://www.kernelhost.com/en/reseller-api/errors/idempotency_conflict","#,
            r#""title":"The idempotency key is taken","status":409,"#,
            r#""detail":"This Idempotency-Key was used with another request."}"#,
        )
        .to_owned(),
        after_commit: false,
    }
}

#[allow(clippy::needless_pass_by_value)] // `map_err` hands the cause over
fn failed(cause: impl ToString) -> SimulatorError {
    SimulatorError {
        detail: cause.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_world_is_found_again_and_a_reset_makes_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let built_in = BuiltIn::new(folder.path().join("simulator"));
        let first = built_in.open().await.unwrap();
        let again = built_in.open().await.unwrap();
        assert!(first.key_id.is_simulated());
        assert_eq!(
            (&first.base_url, &first.key_id),
            (&again.base_url, &again.key_id)
        );

        let renewed = built_in.reset().await.unwrap();
        assert_ne!(renewed.key_id, first.key_id);
    }

    #[tokio::test]
    async fn every_scene_plays() {
        let folder = tempfile::tempdir().unwrap();
        let built_in = BuiltIn::new(folder.path().join("simulator"));
        for scene in [
            PracticeScene::AmpleCredit,
            PracticeScene::NoCreditNoCard,
            PracticeScene::CardDeclined,
            PracticeScene::CardExpired,
            PracticeScene::LoseNextAnswer,
            PracticeScene::SixHoursLater,
            PracticeScene::BoughtElsewhere,
            PracticeScene::ConflictNextOrder,
        ] {
            built_in.play(scene).await.unwrap();
        }
        // Nothing waits to be paid.
        let pay = built_in.play(PracticeScene::PayInPortal).await;
        assert!(pay.is_err());
    }
}
