//! State and power of a service in one word, as a list shows and sorts it.

use kh_model::{PowerState, ServiceState};

/// State and power in one word. The order is that of the list: what works
/// first, what needs a look in the middle, what is over last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ServiceCondition {
    /// Active and running.
    Running,
    /// Active; power is not stated, not applicable or a word that is not known.
    Active,
    /// Active, between two power states.
    Changing,
    /// Active and stopped.
    Stopped,
    /// Ordered, not set up.
    SettingUp,
    /// Held back; data is kept.
    Suspended,
    /// Held back by the provider as suspicious.
    Fraud,
    /// A word that is not known, or none.
    Unknown,
    /// Cancelled.
    Cancelled,
    /// Ended.
    Terminated,
}

impl ServiceCondition {
    /// Every condition, in order.
    pub const ALL: [Self; 10] = [
        Self::Running,
        Self::Active,
        Self::Changing,
        Self::Stopped,
        Self::SettingUp,
        Self::Suspended,
        Self::Fraud,
        Self::Unknown,
        Self::Cancelled,
        Self::Terminated,
    ];

    /// What is known of state and power, together.
    #[must_use]
    pub fn of(status: Option<ServiceState>, power: Option<PowerState>) -> Self {
        match status {
            Some(ServiceState::Active) => match power {
                Some(PowerState::Running) => Self::Running,
                Some(PowerState::Stopped) => Self::Stopped,
                Some(PowerState::Changing) => Self::Changing,
                Some(PowerState::Unknown) | None => Self::Active,
            },
            Some(ServiceState::Pending) => Self::SettingUp,
            Some(ServiceState::Suspended) => Self::Suspended,
            Some(ServiceState::Terminated) => Self::Terminated,
            Some(ServiceState::Cancelled) => Self::Cancelled,
            Some(ServiceState::Fraud) => Self::Fraud,
            Some(ServiceState::Unknown) | None => Self::Unknown,
        }
    }

    /// Whether the contract is over.
    #[must_use]
    pub fn is_ended(self) -> bool {
        match self {
            Self::Cancelled | Self::Terminated => true,
            Self::Running
            | Self::Active
            | Self::Changing
            | Self::Stopped
            | Self::SettingUp
            | Self::Suspended
            | Self::Fraud
            | Self::Unknown => false,
        }
    }

    /// Whether a person should look at it even if nothing else is wrong.
    #[must_use]
    pub fn needs_look(self) -> bool {
        match self {
            Self::Suspended | Self::Fraud | Self::Unknown => true,
            Self::Running
            | Self::Active
            | Self::Changing
            | Self::Stopped
            | Self::SettingUp
            | Self::Cancelled
            | Self::Terminated => false,
        }
    }

    /// Its place in the order, which is also how it is stored.
    pub(crate) fn place(self) -> u8 {
        self as u8
    }

    pub(crate) fn at_place(place: u8) -> Self {
        // What a newer program stored is not known here.
        *Self::ALL.get(usize::from(place)).unwrap_or(&Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_condition_leads_back_to_it() {
        for (place, condition) in (0_u8..).zip(ServiceCondition::ALL) {
            assert_eq!(condition.place(), place);
            assert_eq!(ServiceCondition::at_place(place), condition);
        }
        assert_eq!(ServiceCondition::at_place(200), ServiceCondition::Unknown);
    }

    #[test]
    fn power_says_something_only_about_an_active_service() {
        let of = ServiceCondition::of;
        assert_eq!(
            of(Some(ServiceState::Active), Some(PowerState::Stopped)),
            ServiceCondition::Stopped
        );
        assert_eq!(
            of(Some(ServiceState::Suspended), Some(PowerState::Running)),
            ServiceCondition::Suspended
        );
        assert_eq!(
            of(Some(ServiceState::Active), None),
            ServiceCondition::Active
        );
        assert_eq!(
            of(None, Some(PowerState::Running)),
            ServiceCondition::Unknown
        );
    }
}
