//! One click on one disk, and what is left of it.

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use kh_core::view::{ErrorView, OrderProgress, OrderView, OrdersFilter, OrdersQuery};
use kh_disk::{Disk, Image, Plan};
use kh_journal::{Intent, Journal, Order, OrderFilter};
use kh_tests::{Ledger, Life, MemoryKeychain, World};

/// The bodies of orders that left, each with what was safe at that time.
type SafeThen = Arc<Mutex<Vec<(Vec<u8>, Image)>>>;

/// A person in front of a review, about to click.
pub(crate) struct Click {
    pub(crate) world: World,
    pub(crate) life: Life,
    review: String,
    /// What was safe on the disk when an order left.
    safe_then: SafeThen,
}

/// What the click gave: none if the program ended in it.
pub(crate) type Placed = Option<Result<OrderView, ErrorView>>;

/// A data folder with a connected profile, and the keychain that belongs to it.
struct Prepared {
    image: Image,
    keychain: Arc<MemoryKeychain>,
    anchor: Option<Vec<u8>>,
}

fn prepared() -> &'static Prepared {
    static PREPARED: OnceLock<Prepared> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let world = World::new();
        world.put_on_disk(&Image::default());
        world.live_connected().crash();
        Prepared {
            image: world.disk().kill(),
            anchor: world.keychain.anchor(),
            keychain: world.keychain,
        }
    })
}

/// A world whose console was connected once and closed. One at a time: the
/// keychain is always the same.
pub(crate) fn connected_once() -> World {
    let Prepared {
        image,
        keychain,
        anchor,
    } = prepared();
    keychain.set_anchor(anchor.clone());
    let mut world = World::new();
    world.keychain = Arc::clone(keychain);
    world.put_on_disk(image);
    world
}

impl Click {
    pub(crate) fn ready() -> Self {
        let world = connected_once();
        let life = world.live();
        let review = life.review().review_id;
        let safe_then = Arc::default();
        watch_what_leaves(&world, &safe_then);
        Self {
            world,
            life,
            review,
            safe_then,
        }
    }

    /// Plans something, counted from the click on.
    pub(crate) fn plan(&self, plan: impl Fn(u64, u64) -> Plan) {
        let disk = self.world.disk();
        disk.plan(plan(disk.steps(), disk.calls()));
    }

    pub(crate) fn press(&self) -> Placed {
        self.life.place_until_the_end(&self.world, &self.review)
    }

    /// Clicks and goes on.
    pub(crate) fn begin(&self) {
        self.life.begin_placing(&self.review);
    }

    /// How many steps and calls a click takes.
    pub(crate) fn measure() -> (u64, u64) {
        let click = Self::ready();
        let disk = click.world.disk();
        let before = (disk.steps(), disk.calls());
        assert!(click.press().unwrap().is_ok());
        (disk.steps() - before.0, disk.calls() - before.1)
    }

    /// Every order that left had its intent safe on the disk, byte for byte.
    pub(crate) fn assert_nothing_left_unwritten(&self, told: &str) {
        for (body, image) in self.safe_then.lock().unwrap().iter() {
            let kept = intents(image);
            assert!(
                kept.iter().any(|(_, intent)| intent.body == *body),
                "{told}: an order left without its intent"
            );
        }
    }
}

/// From now on, what is safe on the disk is kept whenever an order leaves.
fn watch_what_leaves(world: &World, safe_then: &SafeThen) {
    let (disk, safe_then) = (world.disk(), Arc::clone(safe_then));
    world.wire.alter(move |seen| {
        if seen.is_order() {
            let mut safe_then = safe_then.lock().unwrap();
            safe_then.push((seen.body.clone(), disk.safe()));
        }
    });
}

/// Opens the journal of an image, which is checked whole, and closes it again.
pub(crate) fn look_into<T>(image: &Image, look: impl FnOnce(&Journal) -> T) -> T {
    kh_disk::install_as_default();
    let folder = tempfile::tempdir().unwrap();
    let _disk = Disk::of(image, folder.path());
    let journal = Journal::open(&folder.path().join(kh_core::JOURNAL_FILE)).unwrap();
    look(&journal)
}

/// The orders of a journal with their intents.
pub(crate) fn orders_in(journal: &Journal) -> Vec<(Order, Intent)> {
    let page = journal.list_orders(None, &OrderFilter::default(), 0, 100);
    let orders = page.unwrap().orders.into_iter();
    orders
        .map(|order| {
            let intent = journal.intent(&order.intent_id).unwrap();
            (order, intent.unwrap())
        })
        .collect()
}

/// The orders of an image with their intents.
pub(crate) fn intents(image: &Image) -> Vec<(Order, Intent)> {
    look_into(image, orders_in)
}

/// The orders of the journal as the window shows them.
pub(crate) fn shown(life: &Life) -> Vec<OrderView> {
    let query = OrdersQuery {
        filter: OrdersFilter::All,
        search: String::new(),
        offset: 0,
        limit: 100,
    };
    let orders = life.run(life.console.orders(query)).unwrap();
    let numbers = orders.rows.iter().map(|row| row.no);
    numbers.map(|no| life.see(no)).collect()
}

/// The next start, on what is left: the program settles what it may, a person
/// presses "repeat" where it asks for one. Gives how often that was.
pub(crate) fn start_again(world: &World, image: &Image, told: &str) -> usize {
    world.put_on_disk(image);
    // A key whose calls went unanswered rests for a while.
    world.pass(Duration::from_secs(700));
    let life = world.live();
    let mut pressed = 0;
    for order in shown(&life) {
        if order.row.progress == OrderProgress::Unknown {
            assert!(order.can_repeat, "{told}");
            life.repeat(order.row.no).unwrap();
            pressed += 1;
        }
    }
    for order in shown(&life) {
        let open = matches!(
            order.row.progress,
            OrderProgress::Written | OrderProgress::Sending | OrderProgress::Unknown
        );
        assert!(!open, "{told}: {:?}", order.row.progress);
    }
    assert_eq!(Ledger::compare(world, 1), Ledger::CLEAN, "{told}");
    life.crash();
    pressed
}
