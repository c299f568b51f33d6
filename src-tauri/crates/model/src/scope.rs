//! What a key may do.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A scope of an API key (contract 2 lists all nine).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Scope {
    /// `read:products`
    ReadProducts,
    /// `read:orders`
    ReadOrders,
    /// `read:services`
    ReadServices,
    /// `read:credentials`
    ReadCredentials,
    /// `read:billing`
    ReadBilling,
    /// `read:webhooks`
    ReadWebhooks,
    /// `write:orders`
    WriteOrders,
    /// `write:services`
    WriteServices,
    /// `write:webhooks`
    WriteWebhooks,
    /// A scope that is not in the documented list, as it came.
    Other(String),
}

impl Scope {
    /// The nine documented scopes.
    pub const DOCUMENTED: [Self; 9] = [
        Self::ReadProducts,
        Self::ReadOrders,
        Self::ReadServices,
        Self::ReadCredentials,
        Self::ReadBilling,
        Self::ReadWebhooks,
        Self::WriteOrders,
        Self::WriteServices,
        Self::WriteWebhooks,
    ];

    /// Reads the provider's word.
    #[must_use]
    pub fn read(word: &str) -> Self {
        Self::DOCUMENTED
            .into_iter()
            .find(|scope| scope.as_str() == word.trim())
            .unwrap_or_else(|| Self::Other(word.trim().to_owned()))
    }

    /// The provider's word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::ReadProducts => "read:products",
            Self::ReadOrders => "read:orders",
            Self::ReadServices => "read:services",
            Self::ReadCredentials => "read:credentials",
            Self::ReadBilling => "read:billing",
            Self::ReadWebhooks => "read:webhooks",
            Self::WriteOrders => "write:orders",
            Self::WriteServices => "write:services",
            Self::WriteWebhooks => "write:webhooks",
            Self::Other(word) => word,
        }
    }

    /// Whether the provider names it dangerous (contract 2): reading access
    /// data, and everything that writes.
    #[must_use]
    pub fn is_dangerous(&self) -> bool {
        match self {
            Self::ReadCredentials
            | Self::WriteOrders
            | Self::WriteServices
            | Self::WriteWebhooks => true,
            Self::ReadProducts
            | Self::ReadOrders
            | Self::ReadServices
            | Self::ReadBilling
            | Self::ReadWebhooks => false,
            Self::Other(word) => !word.starts_with("read:"),
        }
    }
}

impl From<String> for Scope {
    fn from(word: String) -> Self {
        Self::read(&word)
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> String {
        scope.as_str().to_owned()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_scope_reads_back_from_its_word() {
        for scope in Scope::DOCUMENTED {
            assert_eq!(Scope::read(scope.as_str()), scope);
        }
        assert_eq!(
            Scope::read("read:tickets"),
            Scope::Other("read:tickets".to_owned())
        );
    }

    #[test]
    fn writing_and_access_data_are_dangerous_and_so_is_the_unknown() {
        assert!(Scope::WriteOrders.is_dangerous());
        assert!(Scope::ReadCredentials.is_dangerous());
        assert!(Scope::read("admin").is_dangerous());
        assert!(!Scope::ReadBilling.is_dangerous());
    }
}
