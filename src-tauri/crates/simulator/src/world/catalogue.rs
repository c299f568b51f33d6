//! Products, their prices and their options, as they are stored.

use kh_model::BillingCycle;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Something that can be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Product {
    /// Number in the catalogue.
    pub(crate) id: u64,
    /// Name, which says that it belongs to the simulator.
    pub(crate) name: String,
    /// The family it is listed under.
    pub(crate) family: Family,
    /// One or two sentences.
    pub(crate) description: String,
    /// Three letters.
    pub(crate) currency: String,
    /// Whether it can be ordered now.
    pub(crate) in_stock: bool,
    /// Paid once with the first invoice.
    pub(crate) setup_fee: Decimal,
    /// One entry per listed cycle.
    pub(crate) prices: Vec<Price>,
    /// What can be chosen.
    pub(crate) options: Vec<ConfigOption>,
}

/// The six families of contract 14.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Family {
    /// Virtual machines.
    KvmRootserver,
    /// Whole machines.
    DedicatedServer,
    /// Shared web hosting.
    Webspace,
    /// Game servers.
    Minecraft,
    /// Private networks.
    Vpn,
    /// An addition to a server.
    UnlimitedTraffic,
}

impl Family {
    /// The name of the group a product is answered with.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::KvmRootserver => "KVM rootserver",
            Self::DedicatedServer => "Dedicated server",
            Self::Webspace => "Webspace",
            Self::Minecraft => "Minecraft",
            Self::Vpn => "VPN",
            Self::UnlimitedTraffic => "Unlimited traffic",
        }
    }

    /// Whether there is something to start, stop, reboot and reinstall.
    pub(crate) fn is_machine(self) -> bool {
        match self {
            Self::KvmRootserver | Self::DedicatedServer | Self::Minecraft => true,
            Self::Webspace | Self::Vpn | Self::UnlimitedTraffic => false,
        }
    }
}

/// The price of one cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Price {
    /// The cycle.
    pub(crate) cycle: BillingCycle,
    /// The price; none where the cycle is listed but not offered.
    pub(crate) amount: Option<Decimal>,
}

/// Something that can be chosen with a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConfigOption {
    /// Number of the option; may recur in other products.
    pub(crate) id: u64,
    /// What it is called.
    pub(crate) name: String,
    /// How it is chosen.
    pub(crate) kind: OptionKind,
    /// Whether an order without it is refused.
    pub(crate) required: bool,
    /// What there is to choose.
    pub(crate) choices: Vec<Choice>,
}

/// How an option is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OptionKind {
    /// One of a list.
    Select,
    /// One of a short list.
    Radio,
    /// On or off; the only choice carries the price of "on".
    YesNo,
    /// A count; the only choice carries the price of one unit.
    Quantity {
        /// The smallest count.
        min: u32,
        /// The largest count.
        max: u32,
    },
}

/// One entry of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choice {
    /// Number of the choice.
    pub(crate) id: u64,
    /// What it is called.
    pub(crate) name: String,
    /// What it adds to the price of each cycle.
    pub(crate) prices: Vec<Price>,
}

impl Product {
    /// The price of a cycle; none if it is not offered.
    pub(crate) fn price(&self, cycle: &BillingCycle) -> Option<Decimal> {
        price_of(&self.prices, cycle)
    }
}

impl Choice {
    /// What the choice adds in this cycle; a cycle that is not listed adds
    /// nothing.
    pub(crate) fn price(&self, cycle: &BillingCycle) -> Decimal {
        price_of(&self.prices, cycle).unwrap_or_default()
    }
}

fn price_of(prices: &[Price], cycle: &BillingCycle) -> Option<Decimal> {
    prices
        .iter()
        .find(|price| price.cycle == *cycle)
        .and_then(|price| price.amount)
}
