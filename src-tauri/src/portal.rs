//! The provider's customer portal, in the person's own browser. The window can
//! only name a page; the address is made here.

use serde::Deserialize;
use ts_rs::TS;

/// A page of the portal that the console may send a person to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PortalPage {
    /// Start page of the customer area.
    Home,
    /// Adding credit.
    AddCredit,
    /// Stored cards.
    Cards,
    /// Keys of the Reseller API.
    ApiKeys,
    /// Open invoices.
    Invoices,
}

impl PortalPage {
    /// Address of the page. Only the host and `/cp/` are documented (contract
    /// 1.1); the pages behind it follow the billing system that is probably
    /// used (contract 14.3). A wrong guess ends on the portal's own start page.
    #[must_use]
    pub(crate) fn address(self) -> &'static str {
        match self {
            Self::Home => "https://www.kernelhost.com/cp/clientarea.php",
            Self::AddCredit => "https://www.kernelhost.com/cp/clientarea.php?action=addfunds",
            Self::Cards => "https://www.kernelhost.com/cp/account/paymentmethods",
            Self::ApiKeys => "https://www.kernelhost.com/cp/clientarea.php",
            Self::Invoices => "https://www.kernelhost.com/cp/clientarea.php?action=invoices",
        }
    }

    /// Opens the page with the system's browser.
    ///
    /// # Errors
    /// What the system says when it has no browser to open.
    pub(crate) fn open(self) -> std::io::Result<()> {
        open::that_detached(self.address())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_on_the_provider_s_host_over_https() {
        for page in [
            PortalPage::Home,
            PortalPage::AddCredit,
            PortalPage::Cards,
            PortalPage::ApiKeys,
            PortalPage::Invoices,
        ] {
            assert!(page.address().starts_with("https://www.kernelhost.com/cp/"));
        }
    }
}
