//! A fleet of services for worlds that must be large: believable, different
//! from each other, and the same again for the same seed.

use std::net::{Ipv4Addr, Ipv6Addr};

use kh_model::BillingCycle;
use rust_decimal::Decimal;

use super::catalogue::catalogue;
use crate::world::{Power, Product, ServiceStatus};

/// One service of a fleet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FleetMember {
    /// A product of the catalogue.
    pub(crate) product_id: u64,
    /// The name of that product.
    pub(crate) product_name: String,
    /// A cycle the product is sold in.
    pub(crate) cycle: BillingCycle,
    /// The price of that cycle.
    pub(crate) recurring: Decimal,
    /// Unlike every other one of the fleet; under `.example`.
    pub(crate) hostname: String,
    /// From 203.0.113.0/24; recurs in fleets of more than 254.
    pub(crate) ipv4: Ipv4Addr,
    /// From 2001:db8::/32; unlike every other one of the fleet.
    pub(crate) ipv6: Ipv6Addr,
    /// How long ago it was ordered, 1 to 900 days.
    pub(crate) age_days: u16,
    /// Most are active; a few are suspended, set up or ended.
    pub(crate) status: ServiceStatus,
    /// None where there is no machine.
    pub(crate) power: Option<Power>,
}

/// `count` services. The same seed gives the same fleet, and a smaller count
/// gives its beginning.
pub(crate) fn fleet(count: u32, seed: u64) -> impl Iterator<Item = FleetMember> {
    // What is paid once is an addition, not a service of its own.
    let mut products = catalogue();
    products.retain(|product| product.price(&BillingCycle::OneTime).is_none());
    let mut chance = Chance(seed);
    (0..count).filter_map(move |number| member(number, &products, &mut chance))
}

fn member(number: u32, products: &[Product], chance: &mut Chance) -> Option<FleetMember> {
    let product = chance.pick(products)?;
    let offered: Vec<(&BillingCycle, Decimal)> = product
        .prices
        .iter()
        .filter_map(|price| Some((&price.cycle, price.amount?)))
        .collect();
    let (cycle, recurring) = *chance.pick(&offered)?;
    let status = match chance.below(100) {
        0..88 => ServiceStatus::Active,
        88..94 => ServiceStatus::Suspended,
        94..96 => ServiceStatus::Pending,
        _ => ServiceStatus::Terminated,
    };
    let power = product.family.is_machine().then(|| match status {
        ServiceStatus::Active if chance.below(12) > 0 => Power::Running,
        ServiceStatus::Active
        | ServiceStatus::Pending
        | ServiceStatus::Suspended
        | ServiceStatus::Terminated => Power::Stopped,
    });
    let role = chance.pick(&ROLES)?;
    let customer = chance.pick(&CUSTOMERS)?;
    let host = u8::try_from(number % 254 + 1).ok()?;
    let [_, _, high, low] = number.to_be_bytes();
    Some(FleetMember {
        product_id: product.id,
        product_name: product.name.clone(),
        cycle: cycle.clone(),
        recurring,
        hostname: format!("{role}-{number:05}.{customer}.example"),
        ipv4: Ipv4Addr::new(203, 0, 113, host),
        ipv6: Ipv6Addr::new(
            0x2001,
            0xdb8,
            u16::try_from(number >> 16).ok()?,
            u16::from_be_bytes([high, low]),
            0,
            0,
            0,
            1,
        ),
        age_days: u16::try_from(chance.below(900) + 1).ok()?,
        status,
        power,
    })
}

const ROLES: [&str; 16] = [
    "web", "mail", "db", "app", "shop", "cache", "build", "git", "proxy", "backup", "game",
    "files", "wiki", "monitor", "stage", "dns",
];

const CUSTOMERS: [&str; 16] = [
    "baeckerei-krumme",
    "alpenblick",
    "nordlicht-it",
    "kaffeewerk",
    "radhaus",
    "zahnarzt-lindner",
    "elbe-logistik",
    "pixelschmiede",
    "gruenwald",
    "hafenkontor",
    "tonstudio-west",
    "velo-verein",
    "maschinenbau-oder",
    "buchladen-am-ring",
    "fjord-games",
    "observatorium",
];

/// A small generator (SplitMix64). It decides how a fleet looks and nothing
/// that has to be secret; hashing would be slow for a hundred thousand.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let bound = u64::try_from(from.len()).ok().filter(|bound| *bound > 0)?;
        from.get(usize::try_from(self.below(bound)).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_fleet_and_a_smaller_one_is_its_beginning() {
        let long: Vec<_> = fleet(50, 7).collect();
        assert_eq!(long.len(), 50);
        let short: Vec<_> = fleet(20, 7).collect();
        assert_eq!(short, long[..20]);
        assert_ne!(short, fleet(20, 8).collect::<Vec<_>>());
    }

    #[test]
    fn a_hundred_thousand_services_have_a_hundred_thousand_names_and_v6_addresses() {
        let mut names = HashSet::new();
        let mut addresses = HashSet::new();
        for service in fleet(100_000, 1) {
            assert!(service.hostname.ends_with(".example"));
            assert_eq!(service.ipv4.octets()[..3], [203, 0, 113]);
            assert!((1..=254).contains(&service.ipv4.octets()[3]));
            assert_eq!(service.ipv6.segments()[..2], [0x2001, 0xdb8]);
            names.insert(service.hostname);
            addresses.insert(service.ipv6);
        }
        assert_eq!(names.len(), 100_000);
        assert_eq!(addresses.len(), 100_000);
    }

    #[test]
    fn a_service_is_of_a_product_and_a_cycle_that_are_sold() {
        let products = catalogue();
        for service in fleet(2_000, 3) {
            let product = products
                .iter()
                .find(|product| product.id == service.product_id)
                .unwrap();
            assert_eq!(product.price(&service.cycle), Some(service.recurring));
            assert_eq!(service.power.is_some(), product.family.is_machine());
            assert!((1..=900).contains(&service.age_days));
        }
    }

    #[test]
    fn every_state_occurs_and_most_services_are_active() {
        let states: Vec<ServiceStatus> = fleet(2_000, 3).map(|service| service.status).collect();
        let count = |state| states.iter().filter(|one| **one == state).count();
        assert!(count(ServiceStatus::Active) > 1_600);
        for state in [
            ServiceStatus::Pending,
            ServiceStatus::Suspended,
            ServiceStatus::Terminated,
        ] {
            assert!(count(state) > 0);
        }
    }
}
