//! What can be chosen with a product. An id means the same in every product;
//! only whether a choice is required differs.

use super::catalogue::Terms;
use crate::world::{Choice, ConfigOption, OptionKind};

/// An option before it is priced for the cycles of its product.
pub(super) struct Draft {
    id: u64,
    name: &'static str,
    kind: OptionKind,
    required: bool,
    /// Id, name, and what it adds per month in cents.
    choices: &'static [(u64, &'static str, i64)],
}

impl Draft {
    pub(super) fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) fn into_option(self, terms: Terms) -> ConfigOption {
        let priced = |(id, name, month): &(u64, &str, i64)| Choice {
            id: *id,
            name: (*name).to_owned(),
            prices: terms.prices(*month),
        };
        ConfigOption {
            id: self.id,
            name: self.name.to_owned(),
            kind: self.kind,
            required: self.required,
            choices: self.choices.iter().map(priced).collect(),
        }
    }
}

const fn draft(
    id: u64,
    name: &'static str,
    kind: OptionKind,
    choices: &'static [(u64, &'static str, i64)],
) -> Draft {
    Draft {
        id,
        name,
        kind,
        required: false,
        choices,
    }
}

pub(super) fn operating_system() -> Draft {
    draft(
        7,
        "Operating system",
        OptionKind::Select,
        &[
            (71, "Debian 12", 0),
            (72, "Debian 13", 0),
            (73, "Ubuntu 22.04 LTS", 0),
            (74, "Ubuntu 24.04 LTS", 0),
            (75, "AlmaLinux 9", 0),
            (76, "Windows Server (simulated licence)", 1_290),
        ],
    )
}

pub(super) fn extra_ipv4() -> Draft {
    draft(
        8,
        "Additional IPv4 addresses",
        OptionKind::Quantity { min: 0, max: 8 },
        &[(81, "IPv4 address", 150)],
    )
}

pub(super) fn daily_backup() -> Draft {
    draft(
        9,
        "Daily backup, kept for 7 days",
        OptionKind::YesNo,
        &[(91, "Daily backup", 290)],
    )
}

pub(super) fn location() -> Draft {
    draft(
        10,
        "Location",
        OptionKind::Radio,
        &[
            (101, "Sandbox site north", 0),
            (102, "Sandbox site south", 100),
        ],
    )
}

pub(super) fn extra_disk() -> Draft {
    draft(
        11,
        "Additional disk",
        OptionKind::Select,
        &[
            (111, "None", 0),
            (112, "100 GB NVMe", 490),
            (113, "250 GB NVMe", 990),
            (114, "1 TB HDD", 790),
        ],
    )
}

pub(super) fn raid() -> Draft {
    draft(
        12,
        "RAID level",
        OptionKind::Radio,
        &[(121, "RAID 1", 0), (122, "RAID 0", 0), (123, "No RAID", 0)],
    )
}

pub(super) fn uplink() -> Draft {
    draft(
        13,
        "Uplink",
        OptionKind::Radio,
        &[(131, "1 Gbit/s", 0), (132, "10 Gbit/s", 1_990)],
    )
}

pub(super) fn database_count() -> Draft {
    draft(
        14,
        "Additional databases",
        OptionKind::Quantity { min: 0, max: 50 },
        &[(141, "Database", 20)],
    )
}

pub(super) fn mail_archive() -> Draft {
    draft(
        15,
        "Mail archive",
        OptionKind::YesNo,
        &[(151, "Mail archive", 190)],
    )
}

pub(super) fn game_edition() -> Draft {
    draft(
        16,
        "Server edition",
        OptionKind::Select,
        &[
            (161, "Vanilla", 0),
            (162, "Paper", 0),
            (163, "Fabric", 0),
            (164, "Forge", 0),
        ],
    )
}

pub(super) fn player_slots() -> Draft {
    draft(
        17,
        "Additional player slots, in tens",
        OptionKind::Quantity { min: 0, max: 20 },
        &[(171, "Ten player slots", 90)],
    )
}

pub(super) fn vpn_exit() -> Draft {
    draft(
        18,
        "Exit",
        OptionKind::Select,
        &[
            (181, "Sandbox exit 1", 0),
            (182, "Sandbox exit 2", 0),
            (183, "Own address", 200),
        ],
    )
}
