//! Bytes and seals against vectors that openssl made.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use kh_audit::{ChainId, ChainKey, EntryRef, Mac, Sealer, canonical};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    key: String,
    chain: String,
    entries: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    seq: u64,
    at: i64,
    /// Profile, key, act, target, name, reason, money, request, intent, outcome, code.
    texts: [Option<String>; 11],
    canonical: String,
    mac: String,
}

impl Vector {
    fn entry(&self, chain: ChainId) -> EntryRef<'_> {
        let text = |at: usize| self.texts[at].as_deref();
        EntryRef {
            seq: self.seq,
            chain,
            at: self.at,
            profile: text(0),
            key: text(1),
            act: text(2).unwrap(),
            target: text(3),
            target_name: text(4),
            reason: text(5),
            money: text(6),
            request_id: text(7),
            idempotency_key: text(8),
            outcome: text(9).unwrap(),
            code: text(10),
            mac: Mac::parse(&self.mac).unwrap(),
        }
    }
}

#[test]
fn the_bytes_and_seals_of_another_tool_are_ours() {
    let file = include_str!("../../../../tests/vectors/audit.json");
    let vectors: Vectors = serde_json::from_str(file).unwrap();
    let mut bytes = [0; 32];
    hex::decode_to_slice(&vectors.key, &mut bytes).unwrap();
    let key = ChainKey::from_bytes(bytes.into());
    let chain = ChainId::parse(&vectors.chain).unwrap();
    assert_eq!(ChainId::new(&key, [7; 8]), chain);
    let mut sealer = Sealer::new(&key, &chain);
    let mut before = Mac::ZERO;
    for vector in &vectors.entries {
        let entry = vector.entry(chain);
        let mut made = Vec::new();
        canonical::write(&entry, &mut made);
        assert_eq!(hex::encode(&made), vector.canonical, "{}", vector.seq);
        assert_eq!(sealer.seal(&before, &entry), entry.mac, "{}", vector.seq);
        before = entry.mac;
    }
    assert_eq!(vectors.entries.len(), 3);
}
