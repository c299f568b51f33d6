//! Secrets in a world that is kept in a file (contract 11), and the world
//! itself when it is opened again.

use std::path::Path;

use kh_simulator::{Data, Options, Rules, Scale, Simulator, SimulatorError};

fn open(path: &Path) -> Result<Simulator, SimulatorError> {
    Simulator::open(Options {
        data: Data::File(path.to_owned()),
        scale: Scale::Bare,
        ..Options::default()
    })
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

#[test]
fn no_secret_is_in_the_file_and_the_master_key_is_not_either() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.db");
    let sim = open(&path).unwrap();
    let keys = sim.keys().unwrap();
    drop(sim);
    let stored = std::fs::read(&path).unwrap();
    let master = std::fs::read_to_string(folder.path().join("world.db.master-key")).unwrap();
    assert!(holds(&stored, &keys[0].key));
    for key in &keys {
        assert!(!holds(&stored, &key.secret));
        assert!(!holds(&stored, &key.webhook_secret));
    }
    assert!(!holds(&stored, &master));
    assert!(!holds(
        &stored,
        &String::from_utf8_lossy(&hex::decode(master.trim()).unwrap())
    ));
}

#[test]
fn a_world_opened_again_has_the_same_keys_rules_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.db");
    let sim = open(&path).unwrap();
    let before = sim.key("full access").unwrap();
    let renewed = sim.rotate(&before.key).unwrap();
    let rules = Rules {
        provisioning: std::time::Duration::from_secs(7),
        ..Rules::default()
    };
    sim.set_rules(rules).unwrap();
    let moved = sim.advance(100_000).unwrap();
    drop(sim);
    let sim = open(&path).unwrap();
    let after = sim.key("full access").unwrap();
    assert_eq!(after.key, before.key);
    assert_eq!(after.secret, renewed);
    assert!(sim.now() >= moved);
    let state = sim.handle(kh_simulator::Call::new("GET", "/_sim/state"));
    assert!(holds(&state.body, r#""provisioning_s":7"#));
}

#[test]
fn one_world_has_one_provider() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.db");
    let _first = open(&path).unwrap();
    let second = open(&path).err().unwrap();
    assert!(matches!(second, SimulatorError::Busy { .. }), "{second}");
}

#[test]
fn a_world_without_its_master_key_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.db");
    drop(open(&path).unwrap());
    std::fs::remove_file(folder.path().join("world.db.master-key")).unwrap();
    let error = open(&path).err().unwrap();
    assert_eq!(error.code(), "simulator_master_key");
}

#[test]
fn a_file_that_is_no_world_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    std::fs::write(
        &path,
        "Dear reader, this is no database at all, but a letter.",
    )
    .unwrap();
    let error = open(&path).err().unwrap();
    assert_eq!(error.code(), "simulator_world_unusable");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("Dear"));
}

#[test]
fn the_same_seed_gives_the_same_keys() {
    let keys = |seed| {
        let sim = Simulator::open(Options {
            seed,
            scale: Scale::Bare,
            ..Options::default()
        })
        .unwrap();
        let key = sim.key("full access").unwrap();
        (key.key, key.secret)
    };
    assert_eq!(keys(Some(1)), keys(Some(1)));
    assert_ne!(keys(Some(1)), keys(Some(2)));
    assert_ne!(keys(None), keys(None));
    assert!(keys(None).0.starts_with("kh_live_SIM"));
}
