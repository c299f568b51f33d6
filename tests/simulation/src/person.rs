//! The person at the console. Wants one or two servers, clicks, sometimes
//! twice, reads what the screen says, and goes by that: nobody orders again
//! what is shown as ordered, unless on purpose.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::SignedDuration;
use kh_core::Console;
use kh_core::view::{
    ErrorView, OrderDraft, OrderProgress, OrderRow, OrderView, OrdersFilter, OrdersQuery,
};
use kh_simulator::{Call, Card, Simulator};

use crate::draw::Draw;
use crate::line::Line;
use crate::record::{Click, Repeat, Told};
use crate::time::Time;

/// Most clicks for one wish.
const MOST_CLICKS: usize = 3;

/// The account of the key.
const ACCOUNT: u64 = 1;

/// The person.
pub(crate) struct Person {
    draw: Draw,
    time: Time,
    line: Line,
    simulator: Arc<Simulator>,
    wishes: Vec<Wish>,
    /// What was clicked, and what came back.
    pub(crate) clicks: Vec<Click>,
    /// What was asked to be repeated, and what came back.
    pub(crate) repeats: Vec<Repeat>,
    /// Orders that were ever on the screen.
    pub(crate) seen: Vec<i64>,
}

/// One server that is wanted.
#[derive(Debug, Clone)]
struct Wish {
    hostname: String,
    product: &'static str,
    clicks: usize,
}

/// How a wish stands on the screen.
enum Standing {
    /// Nothing of it is there, or nothing came of it.
    Open,
    /// It was bought.
    Bought,
    /// Nobody knows what became of it.
    Unknown(i64),
    /// It waits for its payment.
    Unpaid(i64, Option<String>),
    /// It cannot be settled by itself any more.
    NeedsPerson,
}

impl Person {
    /// A person of this row of draws.
    #[must_use]
    pub(crate) fn new(draw: Draw, time: Time, line: Line, simulator: Arc<Simulator>) -> Self {
        let many = 1 + usize::from(draw.once_in(3));
        let wish = |n| Wish {
            hostname: format!("wish-{n}.example.net"),
            product: draw.one_of(&["42", "42", "41"]),
            clicks: 0,
        };
        Self {
            wishes: (1..=many).map(wish).collect(),
            draw,
            time,
            line,
            simulator,
            clicks: Vec::new(),
            repeats: Vec::new(),
            seen: Vec::new(),
        }
    }

    /// The wishes, by their host names.
    #[must_use]
    pub(crate) fn wishes(&self) -> Vec<String> {
        self.wishes
            .iter()
            .map(|wish| wish.hostname.clone())
            .collect()
    }

    /// Some minutes, or days, at the console.
    pub(crate) async fn visit(&mut self, console: &Console) {
        for _ in 0..self.draw.between(1, 3) {
            for wish in 0..self.wishes.len() {
                self.attend(console, wish).await;
            }
            self.wait().await;
        }
    }

    /// Time passes between two visits; the computer is off.
    #[must_use]
    pub(crate) fn time_away(&self) -> Duration {
        if self.draw.once_in(2) {
            self.draw.ms(500, 20_000)
        } else {
            self.some_time()
        }
    }

    /// Looks how a wish stands and does something about it.
    async fn attend(&mut self, console: &Console, wish: usize) {
        let Some(standing) = self.look(console, wish).await else {
            return;
        };
        match standing {
            Standing::Bought => {}
            Standing::Open => self.click(console, wish, false).await,
            Standing::Unknown(no) => match self.draw.below(3) {
                0 => {}
                _ => self.repeat(console, no).await,
            },
            Standing::Unpaid(no, order) => match self.draw.below(5) {
                0 => self.pay(order),
                1 => {
                    let _ = console.check_order(no).await;
                }
                // Says "another one", or sees the old one and leaves it.
                2 => self.click(console, wish, true).await,
                3 => {
                    let _ = console.review_order(self.draft(wish), None).await;
                }
                _ => {}
            },
            Standing::NeedsPerson => {
                if self.draw.once_in(3) {
                    self.click(console, wish, true).await;
                }
            }
        }
    }

    /// How a wish stands on the list of orders.
    async fn look(&mut self, console: &Console, wish: usize) -> Option<Standing> {
        use OrderProgress as P;
        let rows = rows(console).await?;
        for row in &rows {
            if !self.seen.contains(&row.no) {
                self.seen.push(row.no);
            }
        }
        let hostname = &self.wishes[wish].hostname;
        let own = rows
            .iter()
            .filter(|row| row.hostname.as_ref() == Some(hostname));
        let mut standing = Standing::Open;
        for row in own {
            standing = match row.progress {
                P::Accepted | P::Paid | P::Provisioned => return Some(Standing::Bought),
                P::Written | P::Sending | P::Unknown => Standing::Unknown(row.no),
                P::Unpaid => {
                    let order = console.order(row.no).await.ok()?;
                    Standing::Unpaid(row.no, order.order_id)
                }
                P::NeedsPerson => Standing::NeedsPerson,
                P::Refused | P::Cancelled | P::CancelledPaid => standing,
                P::NotSent | P::Closed => standing,
            };
        }
        Some(standing)
    }

    fn draft(&self, wish: usize) -> OrderDraft {
        let wish = &self.wishes[wish];
        OrderDraft {
            product_id: wish.product.to_owned(),
            cycle: "monthly".to_owned(),
            hostname: Some(wish.hostname.clone()),
            options: Vec::new(),
            customer: None,
        }
    }

    /// Reviews and presses the button, once or impatiently twice.
    async fn click(&mut self, console: &Console, wish: usize, another: bool) {
        if self.wishes[wish].clicks >= MOST_CLICKS {
            return;
        }
        let Ok(review) = console.review_order(self.draft(wish), None).await else {
            return;
        };
        if !review.can_order || self.line.has_ended() {
            return;
        }
        self.wishes[wish].clicks += 1;
        let place = self.clicks.len();
        self.clicks.push(Click {
            wish,
            key: review.idempotency_key,
            another,
            at: self.time.passed(),
            told: Told::Nothing,
        });
        self.line
            .tell(|| format!("click for wish {wish}, another: {another}"));
        self.line.click();
        // Those of the same wish only on purpose: else there would be no click.
        let others: Vec<i64> = review.twins.iter().map(|twin| twin.no).collect();
        // Who has heard an answer and presses again goes by the new one.
        let heard = AtomicBool::new(false);
        let pressed = async {
            let order = console.place_order(review.review_id.clone(), others.clone());
            let result = order.await;
            heard.store(true, Ordering::Relaxed);
            result
        };
        let result = if self.draw.once_in(3) {
            let pause = self.draw.ms(0, 400);
            let impatient = async {
                self.time.wait(pause).await;
                let late = heard.load(Ordering::Relaxed);
                let order = console.place_order(review.review_id.clone(), others.clone());
                (late, order.await)
            };
            let (first, (late, second)) = tokio::join!(pressed, impatient);
            if self.draw.once_in(2) && !late {
                first
            } else {
                second
            }
        } else {
            pressed.await
        };
        if self.line.has_ended() {
            return;
        }
        self.clicks[place].told = told(&result);
        let told = &self.clicks[place].told;
        self.line.tell(|| format!("told: {told:?}"));
        if let Told::Order(no, _) = told {
            self.seen.push(*no);
        }
    }

    async fn repeat(&mut self, console: &Console, no: i64) {
        self.line.tell(|| format!("repeats No. {no}"));
        let place = self.repeats.len();
        self.repeats.push(Repeat {
            no,
            at: self.time.passed(),
            told: Told::Nothing,
        });
        let told = told(&console.repeat_order(no).await);
        if self.line.has_ended() {
            return;
        }
        self.line.tell(|| format!("told: {told:?}"));
        self.repeats[place].told = told;
    }

    /// Tops up, and pays an order in the portal.
    fn pay(&self, order: Option<String>) {
        // Fails only for an account that is not there.
        let _ = self.simulator.set_credit(ACCOUNT, 500.into());
        let _ = self.simulator.set_card(ACCOUNT, Card::Ok);
        if let Some(order) = order {
            self.line
                .tell(|| format!("pays order {order} in the portal"));
            let pay = Call::new("POST", &format!("/_sim/orders/{order}/pay"));
            // A cancelled order cannot be paid any more.
            let _ = self.simulator.handle(pay);
        }
    }

    /// Waits at the console; the computer may sleep, and its clock may be set.
    async fn wait(&self) {
        let time = self.some_time();
        match self.draw.below(6) {
            0 => {
                self.time.sleep_through(time);
                self.time.wait(Duration::from_secs(1)).await;
            }
            1 => {
                let hours = i64::try_from(self.draw.below(97)).unwrap_or_default() - 48;
                self.line
                    .tell(|| format!("sets the clock {hours} hours off"));
                self.time.set_wrong_by(SignedDuration::from_hours(hours));
                self.time.wait(time).await;
            }
            _ => self.time.wait(time).await,
        }
    }

    fn some_time(&self) -> Duration {
        let hours = |least: u64, most: u64| self.draw.secs(least * 3_600, most * 3_600);
        match self.draw.below(16) {
            0..=4 => self.draw.secs(1, 10),
            5..=8 => self.draw.secs(20, 300),
            9..=11 => self.draw.secs(660, 7_200),
            12 => hours(3, 21),
            13 => self.draw.secs(22 * 3_600 + 3_000, 23 * 3_600 + 600),
            14 => hours(23, 30),
            _ => hours(30, 72),
        }
    }
}

pub(crate) fn told(result: &Result<OrderView, ErrorView>) -> Told {
    match result {
        Ok(view) => Told::Order(view.row.no, view.row.progress),
        Err(error) => Told::Refused(error.code.clone(), error.money),
    }
}

/// The whole list of orders.
pub(crate) async fn rows(console: &Console) -> Option<Vec<OrderRow>> {
    let query = OrdersQuery {
        filter: OrdersFilter::All,
        search: String::new(),
        offset: 0,
        limit: 100,
    };
    Some(console.orders(query).await.ok()?.rows)
}
