//! What a person does about money that is in doubt, one deed each: an order
//! nobody answered for, orders that wait for payment, and what does not agree.

use serde_json::{Value, json};

use crate::{Provider, Target, Trouble, Window, part};

/// How long the console lets a request be repeated, and a little more.
const SAFE_TIME_IS_OVER_S: i64 = 23 * 3600 + 120;

impl Provider {
    /// Every order is carried out from now on, and no answer to one arrives.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn lose_answers(&self) -> Result<Value, Trouble> {
        self.set_faults(&json!([
            { "on": "POST /v1/orders", "do": "drop_after_commit", "times": 1000 }
        ]))
    }

    /// No order arrives from now on, and nobody is told.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn lose_orders(&self) -> Result<Value, Trouble> {
        self.set_faults(&json!([
            { "on": "POST /v1/orders", "do": "drop_before_commit", "times": 1000 }
        ]))
    }

    /// The next orders are answered with a 409 of this reason.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn contradict(&self, reason: &str, detail: &str) -> Result<Value, Trouble> {
        let body =
            json!({ "title": "Conflict", "status": 409, "reason": reason, "detail": detail });
        self.set_faults(&json!([{
            "on": "POST /v1/orders", "do": "replace", "status": 409, "times": 1000,
            "content_type": "application/problem+json", "body": body.to_string()
        }]))
    }

    /// Everything works again.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn be_well(&self) -> Result<Value, Trouble> {
        self.set_faults(&json!([]))
    }

    /// The time in which a request may be repeated passes.
    ///
    /// # Errors
    /// Where it refuses.
    pub fn let_safe_time_pass(&self) -> Result<Value, Trouble> {
        self.advance(SAFE_TIME_IS_OVER_S)
    }

    /// The owner pays what has waited longest, in the portal.
    ///
    /// # Errors
    /// Where nothing waits.
    pub fn pay_in_portal(&self, account: u64) -> Result<Value, Trouble> {
        self.tell("portal", &json!({ "account": account }))
    }

    /// The owner buys something past this console.
    ///
    /// # Errors
    /// Where it cannot be had or paid.
    pub fn buy_elsewhere(&self, account: u64, hostname: &str) -> Result<Value, Trouble> {
        self.tell("shop", &json!({ "account": account, "hostname": hostname }))
    }

    /// How often somebody tried to place an order.
    ///
    /// # Errors
    /// Where it does not answer.
    pub fn order_attempts(&self) -> Result<usize, Trouble> {
        let requests = self.requests()?;
        let those = requests.iter().filter(|row| {
            row["method"] == "POST"
                && row["path"]
                    .as_str()
                    .is_some_and(|it| it.ends_with("/orders"))
        });
        Ok(those.count())
    }
}

impl Window {
    /// What the open order shows of itself since it was sent.
    #[must_use]
    pub fn clues(&self) -> Target<'_> {
        self.find("region", "What is seen since then")
    }

    /// Reads services, invoices and credit again for the open order.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where the way is not there.
    pub async fn read_clues(&self) -> Result<(), Trouble> {
        self.clues()
            .find("button", part("Read again"))
            .click()
            .await?;
        // It says "Reading…" until it was read.
        self.clues()
            .find("button", part("Read again"))
            .shows()
            .await
    }

    /// Opens the question what became of the open order.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it is not asked.
    pub async fn ask_what_became(&self) -> Result<Target<'_>, Trouble> {
        self.button("Say what became of it…").click().await?;
        let asks = self.find("dialog", part("What became of order No. "));
        asks.shows().await?;
        Ok(asks)
    }

    /// The desk where unpaid orders are rescued.
    #[must_use]
    pub fn rescue_desk(&self) -> Target<'_> {
        self.find("region", "Payment rescue")
    }

    /// Goes to the reconciliation.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it does not show.
    pub async fn open_reconciliation(&self) -> Result<(), Trouble> {
        self.go_to("Orders").await?;
        self.find("tab", part("Reconciliation")).click().await?;
        self.button(part(", 3 calls or more")).shows().await
    }

    /// Reads everything anew and compares.
    ///
    /// # Errors
    /// [`Trouble::NotSeen`] where it does not end.
    pub async fn reconcile(&self) -> Result<(), Trouble> {
        self.button(part(", 3 calls or more")).click().await?;
        self.button(part(", 3 calls or more")).shows().await
    }
}
