//! Looks at a webhook URL before it is stored and again before it is used: HTTPS
//! only, and only to public addresses, so that nobody can make the provider
//! call into its own network (contract 10).

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, ToSocketAddrs};
use std::sync::mpsc;
use std::time::Duration;

use ipnet::{Ipv4Net, Ipv6Net};
use url::{Host, Url};

/// The longest URL that is taken.
pub(crate) const LONGEST_URL: usize = 2_000;

const RESOLVE_WITHIN: Duration = Duration::from_secs(3);

/// Finds the addresses of a host name.
pub trait Resolve: Send + Sync {
    /// All addresses of `host`, v4 and v6.
    ///
    /// # Errors
    /// Whatever the name service says, or a time-out. May block.
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// Asks the resolver of this computer and gives up after 3 seconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let (answer, answered) = mpsc::channel();
        let host = host.to_owned();
        // The system call cannot be interrupted; it gets a thread of its own
        // that is left behind when it hangs.
        std::thread::spawn(move || {
            let found = (host.as_str(), 0).to_socket_addrs();
            let _ = answer.send(found.map(|all| all.map(|one| one.ip()).collect()));
        });
        answered
            .recv_timeout(RESOLVE_WITHIN)
            .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }
}

/// Knows only the names it was given. For tests and for the demonstration,
/// which must not ask the internet.
#[derive(Debug, Clone, Default)]
pub struct ManualResolver(pub HashMap<String, Vec<IpAddr>>);

impl Resolve for ManualResolver {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let known = self.0.get(host).cloned();
        known.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such host"))
    }
}

/// Who may receive events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Receivers {
    /// Only what customers may set: HTTPS to public addresses.
    PublicOnly,
    /// This computer too, also over plain HTTP. Only the operator of the
    /// simulator can ask for this; private networks stay closed.
    LoopbackToo,
}

/// A URL that may be called, and the addresses that were looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vetted {
    /// The URL in its normal form, without a fragment.
    pub(crate) url: String,
    /// Where it may connect to; never empty.
    pub(crate) addresses: Vec<IpAddr>,
}

/// Why a webhook URL is refused. The text is made for `errors[].message`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum VetError {
    /// More than [`LONGEST_URL`] bytes.
    #[error("the URL is longer than {LONGEST_URL} characters")]
    TooLong,
    /// Not an absolute URL with a host.
    #[error("this is not an absolute URL with a host")]
    NotAUrl,
    /// Any scheme but https.
    #[error("only https is allowed")]
    NotHttps,
    /// A user name or a password stands in the URL.
    #[error("the URL must not contain a user name or password")]
    UserInfo,
    /// Port 0 cannot be called.
    #[error("port 0 cannot be called")]
    PortZero,
    /// The name has no address.
    #[error("the host {0} cannot be resolved")]
    Unresolved(String),
    /// At least one address is not public.
    #[error("the host resolves to {0}, which is not a public address")]
    NotPublic(IpAddr),
}

/// Vets a URL that a customer sets. May block while the name is resolved.
///
/// # Errors
/// The first [`VetError`] that applies.
pub(crate) fn vet(url: &str, resolver: &dyn Resolve) -> Result<Vetted, VetError> {
    vet_with(url, resolver, Receivers::PublicOnly)
}

/// As [`vet`], with the choice of receivers.
///
/// # Errors
/// The first [`VetError`] that applies.
pub(crate) fn vet_with(
    url: &str,
    resolver: &dyn Resolve,
    receivers: Receivers,
) -> Result<Vetted, VetError> {
    if url.len() > LONGEST_URL {
        return Err(VetError::TooLong);
    }
    let mut url = Url::parse(url).map_err(|_| VetError::NotAUrl)?;
    let plain_http = url.scheme() == "http" && receivers == Receivers::LoopbackToo;
    if url.scheme() != "https" && !plain_http {
        return Err(VetError::NotHttps);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(VetError::UserInfo);
    }
    if url.port() == Some(0) {
        return Err(VetError::PortZero);
    }
    url.set_fragment(None);

    let addresses = addresses_of(&url, resolver)?;
    for address in &addresses {
        let allowed = match receivers {
            Receivers::PublicOnly => is_public(*address),
            Receivers::LoopbackToo if plain_http => address.is_loopback(),
            Receivers::LoopbackToo => is_public(*address) || address.is_loopback(),
        };
        if !allowed {
            return Err(VetError::NotPublic(*address));
        }
    }
    Ok(Vetted {
        url: url.into(),
        addresses,
    })
}

fn addresses_of(url: &Url, resolver: &dyn Resolve) -> Result<Vec<IpAddr>, VetError> {
    // The URL parser has already turned forms such as 0x7f.1 or 2130706433 into
    // plain addresses, so no spelling of an address reaches the name service.
    let name = match url.host().ok_or(VetError::NotAUrl)? {
        Host::Ipv4(address) => return Ok(vec![address.into()]),
        Host::Ipv6(address) => return Ok(vec![address.into()]),
        Host::Domain(name) => name,
    };
    match resolver.resolve(name) {
        Ok(addresses) if !addresses.is_empty() => Ok(addresses),
        Ok(_) | Err(_) => Err(VetError::Unresolved(name.to_owned())),
    }
}

/// Whether an address lies in the public internet, by the IANA registries of
/// special-purpose addresses. An address that carries a v4 address inside
/// (mapped, 6to4, NAT64) is never public: nothing honest is published so.
#[must_use]
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !SPECIAL_V4.iter().any(|net| net.contains(&address)),
        IpAddr::V6(address) => {
            GLOBAL_V6.contains(&address) && !SPECIAL_V6.iter().any(|net| net.contains(&address))
        }
    }
}

const SPECIAL_V4: [Ipv4Net; 16] = [
    v4([0, 0, 0, 0], 8),       // this network
    v4([10, 0, 0, 0], 8),      // private
    v4([100, 64, 0, 0], 10),   // carrier-grade NAT
    v4([127, 0, 0, 0], 8),     // loopback
    v4([169, 254, 0, 0], 16),  // link-local, with the metadata services of clouds
    v4([172, 16, 0, 0], 12),   // private
    v4([192, 0, 0, 0], 24),    // protocol assignments
    v4([192, 0, 2, 0], 24),    // documentation
    v4([192, 31, 196, 0], 24), // AS112
    v4([192, 88, 99, 0], 24),  // 6to4 relays
    v4([192, 168, 0, 0], 16),  // private
    v4([198, 18, 0, 0], 15),   // benchmarks
    v4([198, 51, 100, 0], 24), // documentation
    v4([203, 0, 113, 0], 24),  // documentation
    v4([224, 0, 0, 0], 4),     // multicast
    v4([240, 0, 0, 0], 4),     // reserved, with broadcast
];

/// The only part of v6 that is handed out; loopback, mapped, unique-local,
/// link-local, NAT64 and multicast addresses lie outside.
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

const SPECIAL_V6: [Ipv6Net; 4] = [
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23), // Teredo, benchmarks, ORCHID
    v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), // documentation
    v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16), // 6to4
    v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20), // documentation
];

const fn v4(parts: [u8; 4], prefix: u8) -> Ipv4Net {
    let [a, b, c, d] = parts;
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6(parts: [u16; 8], prefix: u8) -> Ipv6Net {
    let [a, b, c, d, e, f, g, h] = parts;
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, e, f, g, h), prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(known: &[(&str, &[&str])]) -> ManualResolver {
        let parse = |all: &[&str]| all.iter().map(|one| one.parse().unwrap()).collect();
        ManualResolver(
            known
                .iter()
                .map(|(name, all)| ((*name).to_owned(), parse(all)))
                .collect(),
        )
    }

    fn verdict_on_address(address: &str) -> Result<Vetted, VetError> {
        vet(
            "https://hooks.example/kh",
            &names(&[("hooks.example", &[address])]),
        )
    }

    #[test]
    fn a_public_https_receiver_is_taken_and_keeps_its_query_and_port() {
        let resolver = names(&[("hooks.example", &["93.184.215.14", "2606:2800:21f::1"])]);
        let vetted = vet("https://Hooks.Example:8443/kh?shop=1#top", &resolver).unwrap();
        assert_eq!(vetted.url, "https://hooks.example:8443/kh?shop=1");
        assert_eq!(vetted.addresses.len(), 2);
    }

    #[test]
    fn addresses_that_are_not_public_are_refused() {
        for address in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.10",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:93.184.215.14",
            "::ffff:10.0.0.1",
            "::93.184.215.14",
            "64:ff9b::a00:1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::1",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            let expected = VetError::NotPublic(address.parse().unwrap());
            assert_eq!(verdict_on_address(address), Err(expected), "{address}");
        }
    }

    #[test]
    fn neighbours_of_the_closed_ranges_are_public() {
        for address in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "223.255.255.255",
            "2001:200::1",
            "2a00:1450:4001::1",
        ] {
            assert!(verdict_on_address(address).is_ok(), "{address}");
        }
    }

    #[test]
    fn one_private_address_among_public_ones_is_enough_to_refuse() {
        let resolver = names(&[("hooks.example", &["93.184.215.14", "10.0.0.1"])]);
        assert_eq!(
            vet("https://hooks.example/", &resolver),
            Err(VetError::NotPublic("10.0.0.1".parse().unwrap()))
        );
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
            let verdict = vet(spelling, &ManualResolver::default());
            assert!(
                matches!(verdict, Err(VetError::NotPublic(_))),
                "{spelling}: {verdict:?}"
            );
        }
    }

    #[test]
    fn only_https_without_user_and_password_is_taken() {
        let resolver = names(&[("hooks.example", &["93.184.215.14"])]);
        let verdict = |url: &str| vet(url, &resolver).unwrap_err();
        assert_eq!(verdict("http://hooks.example/"), VetError::NotHttps);
        assert_eq!(verdict("ftp://hooks.example/"), VetError::NotHttps);
        assert_eq!(verdict("file:///etc/passwd"), VetError::NotHttps);
        assert_eq!(verdict("https://ann@hooks.example/"), VetError::UserInfo);
        assert_eq!(verdict("https://:pw@hooks.example/"), VetError::UserInfo);
        assert_eq!(verdict("https://hooks.example:0/"), VetError::PortZero);
        assert_eq!(verdict("hooks.example/kh"), VetError::NotAUrl);
        assert_eq!(verdict("https://"), VetError::NotAUrl);
        assert_eq!(verdict(""), VetError::NotAUrl);
        let long = format!("https://hooks.example/{}", "x".repeat(LONGEST_URL));
        assert_eq!(verdict(&long), VetError::TooLong);
    }

    #[test]
    fn a_name_without_an_address_is_refused_by_name() {
        let resolver = names(&[("empty.example", &[])]);
        for host in ["empty.example", "absent.example"] {
            assert_eq!(
                vet(&format!("https://{host}/"), &resolver),
                Err(VetError::Unresolved(host.to_owned()))
            );
        }
    }

    #[test]
    fn the_operator_may_open_loopback_but_not_the_private_network() {
        let resolver = names(&[
            ("localhost", &["127.0.0.1", "::1"]),
            ("lan.example", &["192.168.1.1"]),
            ("hooks.example", &["93.184.215.14"]),
        ]);
        let verdict = |url: &str| vet_with(url, &resolver, Receivers::LoopbackToo);
        assert!(verdict("http://127.0.0.1:9000/kh").is_ok());
        assert!(verdict("http://localhost:9000/kh").is_ok());
        assert!(verdict("https://localhost/kh").is_ok());
        assert!(verdict("https://hooks.example/kh").is_ok());
        assert!(verdict("http://hooks.example/kh").is_err());
        assert!(verdict("http://lan.example/kh").is_err());
        assert!(verdict("https://lan.example/kh").is_err());
    }
}
