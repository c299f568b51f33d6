//! Tests of the vetting of webhook URLs.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;

use super::{VetError, addresses, host, is_public, vet};
use crate::setup::Resolver;

struct Names(HashMap<&'static str, Vec<IpAddr>>);

impl Resolver for Names {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let known = self.0.get(host).cloned();
        known.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn verdict(url: &str) -> Result<String, VetError> {
    let names: Arc<dyn Resolver> = Arc::new(Names(
        [
            ("hooks.example", vec!["93.184.215.14", "2606:2800:21f::1"]),
            ("half.example", vec!["93.184.215.14", "10.0.0.1"]),
            ("empty.example", vec![]),
        ]
        .into_iter()
        .map(|(name, all)| (name, all.iter().map(|one| one.parse().unwrap()).collect()))
        .collect(),
    ));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime
        .block_on(vet(url, &names))
        .map(|url| url.as_str().to_owned())
}

fn refused(url: &str) -> &'static str {
    verdict(url).unwrap_err().code()
}

#[test]
fn a_public_https_receiver_is_taken_and_keeps_query_and_port() {
    assert_eq!(
        verdict(" https://Hooks.Example:8443/kh?shop=1#top ").unwrap(),
        "https://hooks.example:8443/kh?shop=1"
    );
    assert!(verdict("https://93.184.215.14/").is_ok());
    assert!(verdict("https://[2606:2800:21f::1]/").is_ok());
}

#[test]
fn what_is_wrong_is_named() {
    for (url, code) in [
        ("http://hooks.example/", "webhook.not_https"),
        ("ftp://hooks.example/", "webhook.not_https"),
        ("file:///etc/passwd", "webhook.not_https"),
        ("https://ann@hooks.example/", "webhook.user_info"),
        ("https://:pw@hooks.example/", "webhook.user_info"),
        ("https://hooks.example:0/", "webhook.port_zero"),
        ("hooks.example/kh", "webhook.not_a_url"),
        ("https://", "webhook.not_a_url"),
        ("", "webhook.not_a_url"),
        ("https://absent.example/", "webhook.unresolved"),
        ("https://empty.example/", "webhook.unresolved"),
        ("https://half.example/", "webhook.not_public"),
        ("https://10.0.0.1/", "webhook.not_public"),
    ] {
        assert_eq!(refused(url), code, "{url}");
    }
    let long = format!("https://hooks.example/{}", "x".repeat(2_000));
    assert_eq!(refused(&long), "webhook.too_long");
}

#[test]
fn every_spelling_of_an_address_is_seen_through() {
    for spelling in [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://１２７.0.0.1/",
    ] {
        assert_eq!(refused(spelling), "webhook.not_public", "{spelling}");
    }
}

#[test]
fn addresses_that_are_not_public_are_told_from_their_neighbours() {
    for closed in [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.10",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:93.184.215.14",
        "::93.184.215.14",
        "64:ff9b::a00:1",
        "2001::1",
        "2001:1ff::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "ff02::1",
    ] {
        assert!(!is_public(closed.parse().unwrap()), "{closed}");
    }
    for open in [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:db9::1",
        "2a00:1450:4001::1",
        "3fff:1000::1",
    ] {
        assert!(is_public(open.parse().unwrap()), "{open}");
    }
}

struct Hangs;

impl Resolver for Hangs {
    fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        std::thread::park();
        Ok(Vec::new())
    }
}

#[test]
fn a_name_service_that_hangs_holds_up_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let hangs: Arc<dyn Resolver> = Arc::new(Hangs);
    let limit = std::time::Duration::from_millis(1);
    let found = runtime.block_on(addresses("hooks.example".to_owned(), hangs, limit));
    assert_eq!(found, None);
}

#[test]
fn only_the_host_of_a_url_goes_on_record() {
    assert_eq!(
        host("https://hooks.example/kh?token=secret").as_deref(),
        Some("hooks.example")
    );
    assert_eq!(host("no url"), None);
}
