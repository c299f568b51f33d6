//! Tests of searching, filtering, sorting and paging.

use kh_api::answers::{Price, Product};
use kh_model::{Amount, BillingCycle, Currency, ProductId};

use super::query::find;
use crate::error::FormError;
use crate::view::{CatalogueQuery, CatalogueSort};

fn product(id: &str, name: &str, family: &str, text: &str, monthly: Option<&str>) -> Product {
    let euro = Currency::new("EUR").ok();
    Product {
        id: ProductId::new(id).unwrap(),
        name: Some(name.to_owned()),
        group: Some(family.to_owned()),
        description: Some(text.to_owned()),
        currency: euro.clone(),
        prices: vec![Price {
            cycle: BillingCycle::Monthly,
            currency: euro.clone(),
            amount: monthly.map(|text| Amount::parse(text, euro.clone()).unwrap()),
            setup_fee: None,
            unread: None,
        }],
        in_stock: Some(id != "3"),
        options: Vec::new(),
    }
}

fn products() -> Vec<Product> {
    vec![
        product(
            "1",
            "KVM M",
            "KVM",
            "4 vCPU, 8 GB RAM, 80 GB NVMe",
            Some("12.00"),
        ),
        product(
            "2",
            "KVM S",
            "KVM",
            "2 vCPU, 4 GB RAM, 40 GB NVMe",
            Some("5.00"),
        ),
        product(
            "3",
            "Big Iron",
            "Dedicated",
            "16 cores, 64 GB RAM",
            Some("80.00"),
        ),
        product("4", "Web", "Webspace", "10 GB webspace", None),
    ]
}

fn query() -> CatalogueQuery {
    CatalogueQuery {
        search: String::new(),
        family: None,
        cycle: "monthly".to_owned(),
        max_price: None,
        available_only: false,
        sort: CatalogueSort::Family,
        descending: false,
        offset: 0,
        limit: 100,
    }
}

fn ids(query: &CatalogueQuery) -> Vec<String> {
    find(&products(), query)
        .unwrap()
        .rows
        .into_iter()
        .map(|row| row.id)
        .collect()
}

#[test]
fn families_stay_together_and_begin_with_the_cheapest() {
    assert_eq!(ids(&query()), ["2", "1", "3", "4"]);
}

#[test]
fn what_is_not_known_comes_last_in_both_directions() {
    for sort in [
        CatalogueSort::Price,
        CatalogueSort::PerCore,
        CatalogueSort::Cores,
    ] {
        for descending in [false, true] {
            let found = ids(&CatalogueQuery {
                sort,
                descending,
                ..query()
            });
            assert_eq!(found.last().unwrap(), "4", "{sort:?} {descending}");
        }
    }
    let by_price = CatalogueQuery {
        sort: CatalogueSort::Price,
        descending: true,
        ..query()
    };
    assert_eq!(ids(&by_price), ["3", "1", "2", "4"]);
}

#[test]
fn every_word_must_occur_somewhere() {
    let search = |text: &str| {
        ids(&CatalogueQuery {
            search: text.to_owned(),
            ..query()
        })
    };
    assert_eq!(search("nvme KVM"), ["2", "1"]);
    assert_eq!(search("kvm 80"), ["1"]);
    assert!(search("kvm webspace").is_empty());
}

#[test]
fn families_are_counted_by_the_rest_of_the_query() {
    let query = CatalogueQuery {
        family: Some("KVM".to_owned()),
        available_only: true,
        ..query()
    };
    let found = find(&products(), &query).unwrap();
    let counts: Vec<_> = found
        .families
        .iter()
        .map(|family| (family.name.as_str(), family.count))
        .collect();
    assert_eq!(counts, [("KVM", 2), ("Dedicated", 0), ("Webspace", 1)]);
    assert_eq!(found.total, 2);
}

#[test]
fn a_highest_price_leaves_out_what_costs_more_or_nothing_known() {
    let most = |text: &str| CatalogueQuery {
        max_price: Some(text.to_owned()),
        ..query()
    };
    assert_eq!(ids(&most("12.00")), ["2", "1"]);
    assert_eq!(
        find(&products(), &most("12,00")).unwrap_err(),
        FormError::Amount
    );
}

#[test]
fn pages_are_cut_after_sorting() {
    let page = CatalogueQuery {
        offset: 1,
        limit: 2,
        ..query()
    };
    let found = find(&products(), &page).unwrap();
    assert_eq!(found.total, 4);
    assert_eq!(ids(&page), ["1", "3"]);
    assert!(
        ids(&CatalogueQuery {
            offset: u32::MAX,
            ..query()
        })
        .is_empty()
    );
}
