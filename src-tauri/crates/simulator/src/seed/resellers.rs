//! The two customers of the simulated provider. Neither exists; their mail
//! addresses end in a name that is reserved for examples.

use rust_decimal::Decimal;

/// A customer before the world is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reseller {
    /// Number of the account.
    pub(crate) id: u64,
    /// Name on invoices.
    pub(crate) name: &'static str,
    /// Where mails go.
    pub(crate) email: &'static str,
    /// Street and number.
    pub(crate) street: &'static str,
    /// Postal code and town.
    pub(crate) town: &'static str,
    /// Country, written out.
    pub(crate) country: &'static str,
    /// Prepaid credit in euro.
    pub(crate) credit: Decimal,
}

/// Both customers, by id.
pub(crate) fn resellers() -> [Reseller; 2] {
    [
        Reseller {
            id: 1,
            name: "Sandbox Hosting Müller & Söhne",
            email: "orders@mueller-hosting.example",
            street: "Beispielstraße 12",
            town: "00000 Musterstadt",
            country: "Germany",
            credit: Decimal::new(12_050, 2),
        },
        Reseller {
            id: 2,
            name: "Sandbox Reseller Norðvik",
            email: "billing@nordvik-cloud.example",
            street: "Prøvegata 7",
            town: "0000 Eksempelby",
            country: "Norway",
            credit: Decimal::new(4_000, 2),
        },
    ]
}

/// Street, town and country of an account that was seeded.
pub(crate) fn postal_address(account_id: u64) -> Option<[&'static str; 3]> {
    resellers()
        .into_iter()
        .find(|reseller| reseller.id == account_id)
        .map(|reseller| [reseller.street, reseller.town, reseller.country])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_customers_are_recognisably_invented() {
        let [one, two] = resellers();
        assert_ne!(one.id, two.id);
        for reseller in [one, two] {
            assert!(reseller.name.starts_with("Sandbox "));
            assert!(reseller.email.ends_with(".example"));
            assert!(reseller.credit > Decimal::ZERO);
        }
    }

    #[test]
    fn an_account_that_was_not_seeded_has_no_postal_address() {
        assert_eq!(postal_address(1).unwrap()[1], "00000 Musterstadt");
        assert_eq!(postal_address(77), None);
    }
}
