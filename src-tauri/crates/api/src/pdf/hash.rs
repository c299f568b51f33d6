//! SHA-256 of a document on its way. Hashing costs as much as everything else
//! of a long document together, so that is done on a thread of its own.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// Shorter documents are hashed where they come; nearly all of them.
const WORTH_A_THREAD: u64 = 1 << 20;
/// Pieces that may wait to be hashed. They are as long as the line makes them,
/// at most some hundred kilobytes.
const WAITING: usize = 2;

/// A hash in the making.
pub(super) enum Hash {
    Here { hash: Sha256, bytes: u64 },
    There(Worker),
}

impl Hash {
    pub(super) fn new() -> Self {
        Self::Here {
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    pub(super) fn update(&mut self, piece: Bytes) {
        match self {
            Self::Here { hash, bytes } => {
                hash.update(&piece);
                *bytes += piece.len() as u64;
                if *bytes > WORTH_A_THREAD
                    && let Some(worker) = Worker::start(hash.clone())
                {
                    *self = Self::There(worker);
                }
            }
            // A thread that died is noticed at the end.
            Self::There(worker) => drop(worker.pieces.send(piece)),
        }
    }

    /// The hash of everything so far; None if its thread died.
    pub(super) fn finish(self) -> Option<[u8; 32]> {
        let hash = match self {
            Self::Here { hash, .. } => hash,
            Self::There(Worker { pieces, thread }) => {
                drop(pieces);
                thread.join().ok()?
            }
        };
        Some(hash.finalize().into())
    }
}

/// A thread that hashes what it is handed, until nothing more can come.
pub(super) struct Worker {
    pieces: SyncSender<Bytes>,
    thread: JoinHandle<Sha256>,
}

impl Worker {
    /// None where the system gives no thread.
    fn start(mut hash: Sha256) -> Option<Self> {
        let (pieces, to_hash) = sync_channel::<Bytes>(WAITING);
        let thread = std::thread::Builder::new()
            .name("document-hash".to_owned())
            .spawn(move || {
                for piece in to_hash {
                    hash.update(&piece);
                }
                hash
            })
            .ok()?;
        Some(Self { pieces, thread })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_same_wherever_it_is_made_and_however_it_is_cut() {
        let bytes: Vec<u8> = (0..5_000_003_u32).map(|at| (at % 251) as u8).collect();
        for length in [0, 1, 1 << 20, (1 << 20) + 1, bytes.len()] {
            let text = &bytes[..length];
            let whole: [u8; 32] = Sha256::digest(text).into();
            for cut in [1 << 30, 70_001, 999] {
                let mut hash = Hash::new();
                for piece in text.chunks(cut) {
                    hash.update(Bytes::copy_from_slice(piece));
                }
                assert_eq!(hash.finish(), Some(whole), "{length} cut by {cut}");
            }
        }
    }
}
