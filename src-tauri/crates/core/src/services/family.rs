//! What kind of thing a service is, read from the group and the name of its
//! product. The API has no field for it (contract 14.1), so it is a reading:
//! it chooses columns and words, and decides nothing.

use crate::view::Family;

/// Words that tell, most telling first: a "KVM game server" is a game server.
const WORDS: [(Family, &[&str]); 5] = [
    (Family::Vpn, &["vpn", "wireguard", "openvpn"]),
    (
        Family::Game,
        &["minecraft", "game", "gameserver", "teamspeak", "ts3"],
    ),
    (
        Family::Webspace,
        &["webspace", "webhosting", "webhost", "plesk", "cpanel"],
    ),
    (Family::Dedicated, &["dedicated", "dedi", "baremetal"]),
    (
        Family::Kvm,
        &["kvm", "vps", "vserver", "rootserver", "virtual", "cloud"],
    ),
];

/// The family by the group, else by the name.
pub(crate) fn of(group: Option<&str>, name: Option<&str>) -> Family {
    let read = |text: Option<&str>| text.and_then(by_words);
    read(group).or_else(|| read(name)).unwrap_or(Family::Other)
}

fn by_words(text: &str) -> Option<Family> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .take(40)
        .map(str::to_lowercase)
        .collect();
    let family = WORDS.iter().find(|(_, known)| {
        words.iter().any(|word| {
            known
                .iter()
                .any(|one| word == one || word.strip_suffix('s') == Some(one))
        })
    });
    family.map(|(family, _)| *family)
}

/// The word it is kept by. Never changes.
pub(crate) fn word(family: Family) -> &'static str {
    match family {
        Family::Kvm => "kvm",
        Family::Dedicated => "dedicated",
        Family::Webspace => "webspace",
        Family::Game => "game",
        Family::Vpn => "vpn",
        Family::Other => "other",
    }
}

/// Reads the word of [`word`].
pub(crate) fn read(kept: &str) -> Family {
    [
        Family::Kvm,
        Family::Dedicated,
        Family::Webspace,
        Family::Game,
        Family::Vpn,
    ]
    .into_iter()
    .find(|family| word(*family) == kept)
    .unwrap_or(Family::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_families_are_told_apart_by_their_group() {
        for (group, family) in [
            ("KVM rootserver", Family::Kvm),
            ("KVM Rootservers", Family::Kvm),
            ("Dedicated server", Family::Dedicated),
            ("Webspace", Family::Webspace),
            ("Minecraft", Family::Game),
            ("VPN", Family::Vpn),
            ("Unlimited traffic", Family::Other),
        ] {
            assert_eq!(
                of(Some(group), Some("Whatever KVM")),
                family_or(group, family)
            );
        }
    }

    /// A group that says nothing leaves it to the name.
    fn family_or(group: &str, family: Family) -> Family {
        if group == "Unlimited traffic" {
            Family::Kvm
        } else {
            family
        }
    }

    #[test]
    fn the_name_tells_where_there_is_no_group() {
        for (name, family) in [
            ("Sandbox KVM M", Family::Kvm),
            ("vServer 4 GB", Family::Kvm),
            ("Sandbox Dedicated 16", Family::Dedicated),
            ("Webspace Plus", Family::Webspace),
            ("Minecraft 4 GB", Family::Game),
            ("Game KVM 8", Family::Game),
            ("VPN personal", Family::Vpn),
            ("Thing", Family::Other),
        ] {
            assert_eq!(of(None, Some(name)), family, "{name}");
        }
        assert_eq!(of(None, None), Family::Other);
    }

    #[test]
    fn a_kept_word_leads_back() {
        for family in [
            Family::Kvm,
            Family::Dedicated,
            Family::Webspace,
            Family::Game,
            Family::Vpn,
            Family::Other,
        ] {
            assert_eq!(read(word(family)), family);
        }
        assert_eq!(read("what a newer program wrote"), Family::Other);
    }
}
