//! SHA-256 of a document on its way. Hashing costs as much as everything else
//! of a long document together, so that is done on a thread of its own.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use sha2::{Digest, Sha256};

/// Shorter documents are hashed where they come; nearly all of them.
const WORTH_A_THREAD: u64 = 1 << 20;
/// What is handed over at once.
const PIECE: usize = 256 << 10;
/// How many pieces there are: one is filled, one waits, one is hashed.
const PIECES: usize = 3;

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

    pub(super) fn update(&mut self, piece: &[u8]) {
        match self {
            Self::Here { hash, bytes } => {
                hash.update(piece);
                *bytes += piece.len() as u64;
                if *bytes > WORTH_A_THREAD
                    && let Some(worker) = Worker::start(hash.clone())
                {
                    *self = Self::There(worker);
                }
            }
            Self::There(worker) => worker.update(piece),
        }
    }

    /// The hash of everything so far; None if its thread died.
    pub(super) fn finish(self) -> Option<[u8; 32]> {
        let hash = match self {
            Self::Here { hash, .. } => hash,
            Self::There(worker) => worker.finish()?,
        };
        Some(hash.finalize().into())
    }
}

/// A thread that hashes what it is handed. Pieces go round: full ones there,
/// empty ones back.
pub(super) struct Worker {
    filling: Vec<u8>,
    full: SyncSender<Vec<u8>>,
    empty: Receiver<Vec<u8>>,
    thread: JoinHandle<Sha256>,
}

impl Worker {
    /// None where the system gives no thread.
    fn start(mut hash: Sha256) -> Option<Self> {
        let (full, to_hash) = sync_channel::<Vec<u8>>(PIECES);
        let (give_back, empty) = sync_channel(PIECES);
        for _ in 1..PIECES {
            give_back.send(Vec::with_capacity(PIECE)).ok()?;
        }
        let thread = std::thread::Builder::new()
            .name("document-hash".to_owned())
            .spawn(move || {
                while let Ok(mut piece) = to_hash.recv() {
                    hash.update(&piece);
                    piece.clear();
                    // Nobody waits for it at the end.
                    let _ = give_back.send(piece);
                }
                hash
            })
            .ok()?;
        Some(Self {
            filling: Vec::with_capacity(PIECE),
            full,
            empty,
            thread,
        })
    }

    fn update(&mut self, mut piece: &[u8]) {
        while !piece.is_empty() {
            let fits = piece.len().min(PIECE - self.filling.len());
            self.filling.extend_from_slice(&piece[..fits]);
            piece = &piece[fits..];
            if self.filling.len() == PIECE {
                // A thread that died is noticed at the end.
                let next = self.empty.recv().unwrap_or_default();
                let _ = self.full.send(std::mem::replace(&mut self.filling, next));
            }
        }
    }

    fn finish(self) -> Option<Sha256> {
        self.full.send(self.filling).ok()?;
        drop(self.full);
        self.thread.join().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_same_wherever_it_is_made_and_however_it_is_cut() {
        let bytes: Vec<u8> = (0..5_000_003_u32).map(|at| (at % 251) as u8).collect();
        for length in [
            0,
            1,
            PIECE,
            1 << 20,
            (1 << 20) + 1,
            3 * PIECE + 1,
            bytes.len(),
        ] {
            let text = &bytes[..length];
            let whole: [u8; 32] = Sha256::digest(text).into();
            for cut in [1 << 30, PIECE + 1, 70_001, 999] {
                let mut hash = Hash::new();
                for piece in text.chunks(cut) {
                    hash.update(piece);
                }
                assert_eq!(hash.finish(), Some(whole), "{length} cut by {cut}");
            }
        }
    }
}
