//! Looks at a webhook URL before it is sent: HTTPS only, no user name, and only
//! public addresses (contract 10). The provider looks again; here a slip is
//! told before it costs a call, and before an address of the own network is
//! told to anybody.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;
use url::{Host, Url};

use crate::setup::Resolver;

/// The longest URL that is taken, in bytes.
const LONGEST_URL: usize = 2_000;

/// How long the name service may take.
const RESOLVE_WITHIN: Duration = Duration::from_secs(3);

/// Why a webhook URL is not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum VetError {
    /// Longer than what is taken.
    #[error("the URL is too long")]
    TooLong,
    /// Not an absolute URL with a host.
    #[error("not an absolute URL with a host")]
    NotAUrl,
    /// Any scheme but https.
    #[error("only https is allowed")]
    NotHttps,
    /// A user name or a password stands in it.
    #[error("the URL has a user name or password")]
    UserInfo,
    /// Nobody listens on port 0.
    #[error("port 0 cannot be called")]
    PortZero,
    /// The name has no address, or the name service did not tell one in time.
    #[error("the host cannot be resolved")]
    Unresolved {
        /// The name.
        host: String,
    },
    /// At least one address is not public.
    #[error("the host has an address that is not public")]
    NotPublic {
        /// The name, or the address itself.
        host: String,
        /// The address.
        address: IpAddr,
    },
}

impl VetError {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "webhook.too_long",
            Self::NotAUrl => "webhook.not_a_url",
            Self::NotHttps => "webhook.not_https",
            Self::UserInfo => "webhook.user_info",
            Self::PortZero => "webhook.port_zero",
            Self::Unresolved { .. } => "webhook.unresolved",
            Self::NotPublic { .. } => "webhook.not_public",
        }
    }

    /// Facts for the words.
    pub(crate) fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLong => vec![("limit", LONGEST_URL.to_string())],
            Self::Unresolved { host } => vec![("host", host.clone())],
            Self::NotPublic { host, address } => {
                vec![("host", host.clone()), ("address", address.to_string())]
            }
            Self::NotAUrl | Self::NotHttps | Self::UserInfo | Self::PortZero => Vec::new(),
        }
    }
}

/// Vets a URL and gives it in its normal form, without a fragment.
///
/// # Errors
/// The first [`VetError`] that applies.
pub(crate) async fn vet(url: &str, resolver: &Arc<dyn Resolver>) -> Result<Url, VetError> {
    let url = read(url)?;
    let name = match url.host().ok_or(VetError::NotAUrl)? {
        // The parser has already turned forms such as 0x7f.1 or 2130706433 into
        // plain addresses, so no spelling of one reaches the name service.
        Host::Ipv4(address) => return public(&[address.into()], &address.to_string(), url),
        Host::Ipv6(address) => return public(&[address.into()], &address.to_string(), url),
        Host::Domain(name) => name.to_owned(),
    };
    let found = addresses(name.clone(), Arc::clone(resolver), RESOLVE_WITHIN).await;
    let found = found.ok_or_else(|| VetError::Unresolved { host: name.clone() })?;
    public(&found, &name, url)
}

/// The host of a URL, for the audit chain: paths and queries of webhooks often
/// hold a token.
pub(crate) fn host(url: &str) -> Option<String> {
    Url::parse(url.trim()).ok()?.host_str().map(str::to_owned)
}

/// What can be said without asking anybody.
fn read(url: &str) -> Result<Url, VetError> {
    let url = url.trim();
    if url.len() > LONGEST_URL {
        return Err(VetError::TooLong);
    }
    let mut url = Url::parse(url).map_err(|_| VetError::NotAUrl)?;
    if url.scheme() != "https" {
        return Err(VetError::NotHttps);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(VetError::UserInfo);
    }
    if url.port() == Some(0) {
        return Err(VetError::PortZero);
    }
    url.set_fragment(None);
    Ok(url)
}

fn public(addresses: &[IpAddr], host: &str, url: Url) -> Result<Url, VetError> {
    match addresses.iter().find(|address| !is_public(**address)) {
        Some(address) => Err(VetError::NotPublic {
            host: host.to_owned(),
            address: *address,
        }),
        None => Ok(url),
    }
}

/// The addresses of a name. The name service has a thread of its own, which is
/// left behind if it hangs, so that it holds up nothing.
async fn addresses(
    host: String,
    resolver: Arc<dyn Resolver>,
    limit: Duration,
) -> Option<Vec<IpAddr>> {
    let (tell, told) = oneshot::channel();
    let asked = std::thread::Builder::new()
        .name("name-service".to_owned())
        .spawn(move || {
            // Whoever asked may have given up.
            let _ = tell.send(resolver.addresses(&host));
        });
    if asked.is_err() {
        return None;
    }
    let found = timeout(limit, told).await.ok()?.ok()?.ok()?;
    (!found.is_empty()).then_some(found)
}

/// Whether an address lies in the public internet, by the registries of
/// special-purpose addresses (RFC 6890). An address that carries a v4 address
/// inside (mapped, 6to4, NAT64) is never public: nothing honest is there.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 31, 196, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [224..=255, ..]
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Teredo, benchmarks, ORCHID; documentation; 6to4; documentation.
        [0x2001, 0..=0x1FF | 0xDB8, ..] | [0x2002, ..] | [0x3FFF, 0..=0xFFF, ..] => false,
        // The only part that is handed out.
        [first, ..] => first & 0xE000 == 0x2000,
    }
}

#[cfg(test)]
#[path = "vet_tests.rs"]
mod tests;
