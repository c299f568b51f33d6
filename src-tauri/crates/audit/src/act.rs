//! What was attempted, in words that stay.

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What was attempted. The words are in every chain that was ever
        /// written: one may be added, none may be renamed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Act {
            $($(#[$doc])* $name,)*
        }

        impl Act {
            /// Every act this program knows.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word in the chain.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }

            /// The act of this word, unless a newer program wrote it.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

acts! {
    /// A section of the chain begins; the entry names the one before it.
    ChainBegun = "chain.begun",
    /// The chain was written to a file.
    ChainExported = "chain.exported",
    /// An order was looked at before buying, and could not be placed.
    OrderReview = "order.review",
    /// An order was placed.
    Order = "order.place",
    /// An order was sent again, with the same bytes and the same key.
    OrderRepeat = "order.repeat",
    /// A person said what became of an order without an answer.
    OrderDecided = "order.decided",
    /// A cap was lifted for one order.
    CapLifted = "cap.lifted",
    /// A reviewed order was saved as a file that another key may send.
    OrderFileSaved = "order_file.saved",
    /// An order file was opened.
    OrderFileOpened = "order_file.opened",
    /// The guards of a profile changed.
    GuardsChanged = "guards.changed",
    /// A service was started.
    ServiceStart = "service.start",
    /// A service was stopped.
    ServiceStop = "service.stop",
    /// A service was rebooted.
    ServiceReboot = "service.reboot",
    /// A service was suspended.
    ServiceSuspend = "service.suspend",
    /// A suspended service was taken up again.
    ServiceUnsuspend = "service.unsuspend",
    /// A service was installed anew; its data is erased.
    ServiceReinstall = "service.reinstall",
    /// A service was ended for good.
    ServiceTerminate = "service.terminate",
    /// The reseller's own words on a service changed, here only.
    ServiceWords = "service.words",
    /// The list of services was written to a file.
    ServicesExported = "services.exported",
    /// The access data of a service was read from the provider.
    CredentialsRead = "credentials.read",
    /// One field of it was shown.
    CredentialsRevealed = "credentials.revealed",
    /// One field of it was put on the clipboard.
    CredentialsCopied = "credentials.copied",
    /// A key was connected as a profile.
    ProfileConnected = "profile.connected",
    /// Name, colour or form of signing of a profile changed.
    ProfileEdited = "profile.edited",
    /// Another profile became the active one.
    ProfileActivated = "profile.activated",
    /// A profile and its secret were removed.
    ProfileForgotten = "profile.forgotten",
    /// The secret of a profile was typed again.
    SecretEntered = "secret.entered",
    /// The secret of a profile was replaced by its successor.
    SecretRotated = "secret.rotated",
    /// Signing was allowed once more after refusals.
    SignAnyway = "sign.anyway",
    /// Settings of the console changed.
    SettingsChanged = "settings.changed",
    /// The built-in simulator was opened as a profile.
    SimulatorOpened = "simulator.opened",
    /// The world of the built-in simulator was made anew.
    SimulatorReset = "simulator.reset",
    /// The key's webhook address was set.
    WebhookSet = "webhook.set",
    /// The key's webhook address was removed.
    WebhookUnset = "webhook.unset",
    /// A signature of a pasted delivery was checked with a secret.
    WebhookInspected = "webhook.inspected",
    /// The PDF of an invoice was fetched and kept.
    InvoiceSaved = "invoice.saved",
    /// Invoices were written to a file.
    InvoicesExported = "invoices.exported",
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_act_has_a_word_of_its_own_and_comes_back_from_it() {
        let words: BTreeSet<&str> = Act::ALL.iter().map(|act| act.word()).collect();
        assert_eq!(words.len(), Act::ALL.len());
        for act in Act::ALL {
            assert_eq!(Act::parse(act.word()), Some(*act));
        }
        assert_eq!(Act::parse("order.place "), None);
    }
}
