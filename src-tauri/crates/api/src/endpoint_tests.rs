//! Where signed calls can go, and where they cannot.

use super::*;

fn simulator() -> Endpoint {
    Endpoint::simulator("http://127.0.0.1:4010/v1").unwrap()
}

#[test]
fn the_provider_is_reached_under_its_documented_address() {
    let target = Endpoint::live().target("/services?page=2").unwrap();
    assert_eq!(
        target.url(),
        "https://www.kernelhost.com/cp/kh_reseller_api/v1/services?page=2"
    );
    assert_eq!(target.signed(SignPath::Short), "/v1/services?page=2");
    assert_eq!(
        target.signed(SignPath::Full),
        "/cp/kh_reseller_api/v1/services?page=2"
    );
}

#[test]
fn a_simulator_signs_the_same_short_path() {
    let target = simulator().target("/me").unwrap();
    assert_eq!(target.url(), "http://127.0.0.1:4010/v1/me");
    assert_eq!(target.signed(SignPath::Short), "/v1/me");
    assert_eq!(target.signed(SignPath::Full), "/v1/me");
    let deep = Endpoint::simulator("http://[::1]:4010/cp/kh_reseller_api/v1/").unwrap();
    let target = deep.target("/me").unwrap();
    assert_eq!(target.signed(SignPath::Short), "/v1/me");
    assert_eq!(target.signed(SignPath::Full), "/cp/kh_reseller_api/v1/me");
}

#[test]
fn localhost_is_pinned_to_its_address() {
    let named = Endpoint::simulator("http://localhost:4010/v1").unwrap();
    assert_eq!(named.base(), "http://127.0.0.1:4010/v1");
}

#[test]
fn keys_stay_where_they_belong() {
    let simulated = KeyId::new(format!("kh_live_SIM{}", "A".repeat(29))).unwrap();
    let live = KeyId::new(format!("kh_live_{}", "A".repeat(32))).unwrap();
    assert_eq!(
        Endpoint::live().accepts(&simulated),
        Err(BadEndpoint::SimulatedKey)
    );
    assert_eq!(simulator().accepts(&live), Err(BadEndpoint::LiveKey));
    assert_eq!(Endpoint::live().accepts(&live), Ok(()));
    assert_eq!(simulator().accepts(&simulated), Ok(()));
}

#[test]
fn an_id_is_one_segment_whatever_it_says() {
    assert_eq!(segment("42").unwrap(), "42");
    assert_eq!(segment("a/b?c#d e%").unwrap(), "a%2Fb%3Fc%23d%20e%25");
    assert_eq!(segment("Größe").unwrap(), "Gr%C3%B6%C3%9Fe");
    for id in [".", "..", ""] {
        assert_eq!(segment(id), Err(BadPath::Id));
    }
}

#[test]
fn a_url_that_a_parser_would_change_is_not_built() {
    for rest in [
        "/services/../me",
        "/services/%2e%2e/me",
        "/services?q=ü",
        "/services\\me",
        "/a b",
        "/services?q='x'",
    ] {
        assert_eq!(
            Endpoint::live().target(rest),
            Err(BadPath::NotExact),
            "{rest}"
        );
    }
}

#[test]
fn a_next_link_is_followed_only_within_its_list() {
    let live = Endpoint::live();
    let list = "https://www.kernelhost.com/cp/kh_reseller_api/v1/services";
    for link in [
        "?page=2",
        "/cp/kh_reseller_api/v1/services?page=2",
        "https://www.kernelhost.com/cp/kh_reseller_api/v1/services?page=2",
        "https://WWW.kernelhost.com:443/cp/kh_reseller_api/v1/services?page=2#here",
    ] {
        let target = live.follow("/services", link).unwrap();
        assert_eq!(target.url(), format!("{list}?page=2"), "{link}");
        assert_eq!(target.signed(SignPath::Short), "/v1/services?page=2");
    }
}

#[test]
fn a_link_to_a_document_stays_under_the_base_path_and_away_from_services() {
    let endpoint = Endpoint::live();
    let here = format!("{LIVE}/billing/invoices/9001/pdf");
    let go = |link: &str| endpoint.follow_document(&here, link);
    for (link, there) in [
        ("/cp/kh_reseller_api/v1/files/9.pdf", "/files/9.pdf"),
        (
            "9001.pdf?token=a%2Fb",
            "/billing/invoices/9001/9001.pdf?token=a%2Fb",
        ),
        (
            "https://www.kernelhost.com/cp/kh_reseller_api/v1/dl?i=1#x",
            "/dl?i=1",
        ),
    ] {
        assert_eq!(go(link).unwrap().url(), format!("{LIVE}{there}"), "{link}");
    }
    for link in [
        "https://evil.test/cp/kh_reseller_api/v1/files/9.pdf",
        "//evil.test/cp/kh_reseller_api/v1/files/9.pdf",
        "http://www.kernelhost.com/cp/kh_reseller_api/v1/files/9.pdf",
        "https://www.kernelhost.com:444/cp/kh_reseller_api/v1/files/9.pdf",
        "https://a@www.kernelhost.com/cp/kh_reseller_api/v1/files/9.pdf",
        "/cp/dl.php?type=i&id=9001",
        "/cp/kh_reseller_api/v2/files/9.pdf",
        "/cp/kh_reseller_api/v1x/files/9.pdf",
        "/cp/kh_reseller_api/v1/../../admin",
        "/cp/kh_reseller_api/v1/%2e%2e/%2e%2e/admin",
        "/cp/kh_reseller_api/v1/services/1001/credentials",
        "/cp/kh_reseller_api/v1/./services/1001/credentials",
        "/cp/kh_reseller_api/v1//services/1001/credentials",
        "/cp/kh_reseller_api/v1/%73ervices/1001/credentials",
        "/cp/kh_reseller_api/v1",
        "/cp/kh_reseller_api/v1/",
        "x\r\nKH-Key: y",
        "\\\\evil.test\\x",
        "file:///etc/passwd",
        "data:application/pdf;base64,JVBERi0=",
    ] {
        assert_eq!(go(link), Err(BadPath::Link), "{link:?}");
    }
}
