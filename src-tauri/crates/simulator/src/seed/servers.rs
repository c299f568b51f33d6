//! Virtual and whole machines. Plans, sizes and prices are invented.

use super::catalogue::{Row, Terms};
use super::options::{
    Draft, daily_backup, extra_disk, extra_ipv4, location, operating_system, raid, uplink,
};
use crate::world::Family::{DedicatedServer, KvmRootserver};

/// Products 41 to 54 and 61 to 68.
pub(super) fn rows() -> Vec<Row> {
    let mut rows = virtual_machines();
    rows.extend(whole_machines());
    rows
}

fn virtual_machines() -> Vec<Row> {
    let kvm = |id, name, description, month, terms| {
        Row::new(
            id,
            name,
            KvmRootserver,
            description,
            month,
            terms,
            kvm_options(),
        )
    };
    vec![
        kvm(
            41,
            "Sandbox KVM S",
            "1 vCPU, 2 GB RAM, 20 GB NVMe, 1 IPv4 and a /64 of IPv6. A first step for a small site or a bot.",
            390,
            Terms::UpToThreeYears,
        ),
        Row::new(
            42,
            "Sandbox KVM M",
            KvmRootserver,
            "2 vCPU, 4 GB RAM, 60 GB NVMe, 1 IPv4 and a /64 of IPv6. Room for a shop or a handful of sites.",
            990,
            Terms::Short,
            vec![operating_system(), extra_ipv4(), daily_backup(), location()],
        ),
        kvm(
            43,
            "Sandbox KVM L",
            "4 vCPU, 8 GB RAM, 120 GB NVMe, 1 IPv4 and a /64 of IPv6. For applications with a database beside them.",
            1_690,
            Terms::UpToThreeYears,
        ),
        kvm(
            44,
            "Sandbox KVM L Plus",
            "6 vCPU, 16 GB RAM, 200 GB NVMe, 1 IPv4 and a /64 of IPv6. Room for several containers at once.",
            2_690,
            Terms::UpToAYear,
        ),
        kvm(
            45,
            "Sandbox KVM XL",
            "8 vCPU, 32 GB RAM, 400 GB NVMe, 1 IPv4 and a /64 of IPv6. For busy shops and large databases.",
            4_490,
            Terms::UpToAYear,
        )
        .setup(990),
        kvm(
            46,
            "Sandbox KVM Storage S",
            "2 vCPU, 4 GB RAM, 500 GB HDD with an NVMe cache, 1 IPv4. For backups and archives.",
            790,
            Terms::UpToThreeYears,
        ),
        kvm(
            47,
            "Sandbox KVM Storage M",
            "2 vCPU, 8 GB RAM, 2 TB HDD with an NVMe cache, 1 IPv4. For backups of a whole team.",
            1_890,
            Terms::UpToThreeYears,
        ),
        kvm(
            48,
            "Sandbox KVM Storage L",
            "4 vCPU, 16 GB RAM, 6 TB HDD with an NVMe cache, 1 IPv4. For media libraries and long archives.",
            4_290,
            Terms::UpToAYear,
        )
        .setup(1_490),
        kvm(
            49,
            "Sandbox KVM Core 4",
            "4 dedicated cores, 8 GB DDR5 RAM, 80 GB NVMe, 1 IPv4. Computing power that nobody else shares.",
            2_190,
            Terms::UpToAYear,
        ),
        kvm(
            50,
            "Sandbox KVM Core 8",
            "8 dedicated cores, 16 GB DDR5 RAM, 160 GB NVMe, 1 IPv4. For build machines and steady load.",
            3_990,
            Terms::UpToAYear,
        ),
        kvm(
            51,
            "Sandbox KVM Core 16",
            "16 dedicated cores, 64 GB DDR5 RAM, 480 GB NVMe, 1 IPv4. For simulations and video work.",
            7_990,
            Terms::MonthOnly,
        )
        .setup(1_990),
        kvm(
            52,
            "Sandbox KVM Memory 32",
            "4 vCPU, 32 GB RAM, 80 GB NVMe, 1 IPv4. For caches and databases that live in memory.",
            2_990,
            Terms::UpToAYear,
        ),
        kvm(
            53,
            "Sandbox KVM Memory 96",
            "8 vCPU, 96 GB RAM, 160 GB NVMe, 1 IPv4. For search indexes and large caches.",
            6_990,
            Terms::UpToAYear,
        ),
        kvm(
            54,
            "Sandbox KVM Lab",
            "1 vCPU, 1 GB RAM, 10 GB SSD, IPv6 only. For trying things out, by the month.",
            450,
            Terms::MonthOnly,
        ),
    ]
}

fn whole_machines() -> Vec<Row> {
    let whole = |id, name, description, month, setup| {
        Row::new(
            id,
            name,
            DedicatedServer,
            description,
            month,
            Terms::UpToAYear,
            dedicated_options(),
        )
        .setup(setup)
    };
    vec![
        whole(
            61,
            "Sandbox Dedicated 4",
            "4 cores at 3.6 GHz, 32 GB RAM, 2 x 480 GB SSD, 1 Gbit/s. A whole machine for small projects.",
            3_990,
            2_900,
        ),
        whole(
            62,
            "Sandbox Dedicated 6",
            "6 cores at 3.8 GHz, 64 GB RAM, 2 x 960 GB NVMe, 1 Gbit/s. The favourite, and gone for now.",
            5_490,
            2_900,
        )
        .sold_out(),
        whole(
            63,
            "Sandbox Dedicated 8",
            "8 cores at 4.2 GHz, 64 GB DDR5 RAM, 2 x 1 TB NVMe, 1 Gbit/s. For hosts of many sites.",
            6_990,
            3_900,
        ),
        whole(
            64,
            "Sandbox Dedicated 12",
            "12 cores at 3.7 GHz, 128 GB DDR5 RAM, 2 x 2 TB NVMe, 1 Gbit/s. For virtual machines of your own.",
            8_990,
            4_900,
        ),
        whole(
            65,
            "Sandbox Dedicated 16",
            "16 cores at 4.5 GHz, 128 GB DDR5 RAM, 2 x 2 TB NVMe, 1 Gbit/s. For clusters and heavy builds.",
            10_490,
            4_900,
        ),
        whole(
            66,
            "Sandbox Dedicated 24",
            "24 cores at 2.9 GHz, 256 GB ECC RAM, 2 x 3.8 TB NVMe, 10 Gbit/s. For large databases.",
            11_990,
            9_900,
        ),
        whole(
            67,
            "Sandbox Dedicated Storage",
            "6 cores at 3.4 GHz, 32 GB ECC RAM, 4 x 12 TB HDD, 1 Gbit/s. For archives and mirrors.",
            7_990,
            3_900,
        ),
        whole(
            68,
            "Sandbox Dedicated Outlet",
            "4 older cores at 3.3 GHz, 16 GB RAM, 2 x 1 TB HDD, 1 Gbit/s. Plain and without a setup fee.",
            2_490,
            0,
        ),
    ]
}

fn kvm_options() -> Vec<Draft> {
    vec![
        operating_system().required(),
        extra_ipv4(),
        daily_backup(),
        location(),
        extra_disk(),
    ]
}

fn dedicated_options() -> Vec<Draft> {
    vec![
        operating_system().required(),
        raid().required(),
        extra_ipv4(),
        uplink(),
    ]
}
