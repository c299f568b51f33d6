//! Webspace, game servers, private networks and traffic. Plans and prices are
//! invented.

use super::catalogue::{Row, Terms};
use super::options::{
    daily_backup, database_count, game_edition, location, mail_archive, player_slots, vpn_exit,
};
use crate::world::Family::{Minecraft, UnlimitedTraffic, Vpn, Webspace};

/// Products 71 to 76, 81 to 86, 91 to 93 and 95 to 97.
pub(super) fn rows() -> Vec<Row> {
    let mut rows = webspace();
    rows.extend(game_servers());
    rows.extend(networks());
    rows
}

fn webspace() -> Vec<Row> {
    let space = |id, name, description, month, terms| {
        let options = vec![database_count(), mail_archive()];
        Row::new(id, name, Webspace, description, month, terms, options)
    };
    vec![
        space(
            71,
            "Sandbox Webspace S",
            "10 GB SSD, 512 MB RAM per process, 1 CPU share, 2 databases, 10 mailboxes. One site and its mail.",
            390,
            Terms::UpToThreeYears,
        ),
        space(
            72,
            "Sandbox Webspace M",
            "50 GB SSD, 1 GB RAM per process, 2 CPU shares, 10 databases, 50 mailboxes. Several sites.",
            690,
            Terms::UpToThreeYears,
        ),
        space(
            73,
            "Sandbox Webspace L",
            "150 GB SSD, 2 GB RAM per process, 4 CPU shares, 50 databases, 200 mailboxes. A small agency.",
            1_290,
            Terms::UpToThreeYears,
        ),
        space(
            74,
            "Sandbox Webspace Reseller",
            "500 GB SSD, 2 GB RAM per process, 8 CPU shares, accounts for customers of your own.",
            2_490,
            Terms::UpToAYear,
        )
        .setup(490),
        space(
            75,
            "Sandbox Webspace Club",
            "25 GB SSD, 512 MB RAM per process, 1 CPU share, for clubs and schools. By the year only.",
            390,
            Terms::FromAYear,
        ),
        space(
            76,
            "Sandbox Webspace Archive",
            "100 GB HDD, 256 MB RAM per process, 1 CPU share, static pages only. By the year only.",
            450,
            Terms::FromAYear,
        ),
    ]
}

fn game_servers() -> Vec<Row> {
    let game = |id, name, description, month, terms| {
        let options = vec![
            game_edition().required(),
            player_slots(),
            daily_backup(),
            location(),
        ];
        Row::new(id, name, Minecraft, description, month, terms, options)
    };
    vec![
        game(
            81,
            "Sandbox Minecraft 10",
            "2 vCPU, 3 GB RAM, 15 GB NVMe, 10 player slots. For friends on an evening.",
            490,
            Terms::Short,
        ),
        game(
            82,
            "Sandbox Minecraft 25",
            "3 vCPU, 6 GB RAM, 30 GB NVMe, 25 player slots. For a class or a club.",
            890,
            Terms::Short,
        ),
        game(
            83,
            "Sandbox Minecraft 50",
            "4 vCPU, 10 GB RAM, 60 GB NVMe, 50 player slots. With room for plugins.",
            1_490,
            Terms::Short,
        ),
        game(
            84,
            "Sandbox Minecraft 100",
            "6 vCPU, 16 GB RAM, 100 GB NVMe, 100 player slots. For a public server.",
            2_490,
            Terms::UpToAYear,
        ),
        game(
            85,
            "Sandbox Minecraft Modded",
            "4 vCPU, 12 GB RAM, 80 GB NVMe, 30 player slots. Memory for large mod packs.",
            1_990,
            Terms::Short,
        ),
        game(
            86,
            "Sandbox Minecraft Network",
            "8 vCPU, 32 GB RAM, 200 GB NVMe, 300 player slots behind one proxy. For networks of worlds.",
            4_990,
            Terms::MonthOnly,
        )
        .setup(990),
    ]
}

fn networks() -> Vec<Row> {
    let private = |id, name, description, month, terms| {
        Row::new(id, name, Vpn, description, month, terms, vec![vpn_exit()])
    };
    let traffic = |id, name, description, month, terms| {
        Row::new(
            id,
            name,
            UnlimitedTraffic,
            description,
            month,
            terms,
            vec![],
        )
    };
    vec![
        private(
            91,
            "Sandbox VPN Solo",
            "1 user, 5 devices, shared CPU, 256 MB RAM and no disk at the exit. For one person on the road.",
            390,
            Terms::UpToThreeYears,
        ),
        private(
            92,
            "Sandbox VPN Team",
            "10 users, 50 devices, 1 vCPU and 1 GB RAM at the exit, 5 GB disk for settings and keys.",
            1_490,
            Terms::UpToAYear,
        ),
        private(
            93,
            "Sandbox VPN Office",
            "50 users, site-to-site tunnels, 2 vCPU and 4 GB RAM at the exit, 20 GB disk for logs.",
            3_490,
            Terms::UpToAYear,
        ),
        traffic(
            95,
            "Sandbox Unlimited Traffic 1G",
            "Traffic without a limit at 1 Gbit/s for one server; its CPU, RAM and disk stay as they are.",
            890,
            Terms::UpToAYear,
        ),
        traffic(
            96,
            "Sandbox Unlimited Traffic 10G",
            "Traffic without a limit at 10 Gbit/s for one server; its CPU, RAM and disk stay as they are.",
            4_990,
            Terms::MonthOnly,
        ),
        traffic(
            97,
            "Sandbox Traffic Pack 10 TB",
            "10 TB of traffic at full speed for one server, paid once; its CPU, RAM and disk stay as they are.",
            950,
            Terms::Once,
        ),
    ]
}
