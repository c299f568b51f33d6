//! What a power cut leaves of a file: each change that was not flushed is lost,
//! kept or torn, in its order or another.

use crate::chance::Chance;
use crate::node::{Change, Fate, Node, What, overwrite};

/// The unit in which a disk writes.
const SECTOR: usize = 512;

/// What happens to all changes of one file; most cuts are one of the plain
/// ways, because they are the likely ones.
#[derive(Debug, Clone, Copy)]
enum Way {
    Lost,
    Kept,
    /// Kept up to one of them, which is torn.
    UpTo,
    /// Each for itself, in their order.
    Each,
    /// Each for itself, in any order.
    Reordered,
}

const WAYS: [Way; 8] = [
    Way::Lost,
    Way::Kept,
    Way::UpTo,
    Way::UpTo,
    Way::Each,
    Way::Each,
    Way::Reordered,
    Way::Reordered,
];

/// The file as it is found when the power is back.
pub(crate) fn left_of(node: &Node, chance: &mut Chance) -> Vec<u8> {
    let mut file = node.durable.as_ref().clone();
    let way = WAYS[chance.below(WAYS.len())];
    let last = chance.below(node.done.len());
    let mut order: Vec<usize> = (0..node.done.len()).collect();
    let may_move = node.done.iter().all(|one| one.fate == Fate::Waiting);
    if may_move && matches!(way, Way::Reordered) {
        chance.shuffle(&mut order);
    }
    for at in order {
        let change = &node.done[at];
        if change.fate == Fate::Safe {
            node.redo(&mut file, change);
            continue;
        }
        match way {
            Way::Lost => {}
            Way::Kept => node.redo(&mut file, change),
            Way::UpTo if at < last => node.redo(&mut file, change),
            Way::UpTo if at == last => tear(&mut file, node, change, chance),
            Way::UpTo => {}
            Way::Each | Way::Reordered => match chance.below(3) {
                0 => grow_only(&mut file, change, chance),
                1 => node.redo(&mut file, change),
                _ => tear(&mut file, node, change, chance),
            },
        }
    }
    file
}

/// A write is lost; the new length of the file may have been noted all the
/// same, with anything in the place.
fn grow_only(file: &mut Vec<u8>, change: &Change, chance: &mut Chance) {
    let What::Write { at, len, .. } = change.what else {
        return;
    };
    let before = file.len();
    if before >= at + len || chance.yes() {
        return;
    }
    file.resize(at + len, 0);
    if chance.yes() {
        chance.garbage(&mut file[before..]);
    }
}

fn tear(file: &mut Vec<u8>, node: &Node, change: &Change, chance: &mut Chance) {
    let What::Write { at, from, len } = change.what else {
        return;
    };
    let bytes = &node.bytes[from..from + len];
    if chance.yes() {
        let end = chance.below(len);
        overwrite(file, at, &bytes[..end]);
        spoil(file, at + end, chance);
    } else {
        each_sector(at, len, &mut |start, end| {
            if chance.yes() {
                overwrite(file, start, &bytes[start - at..end - at]);
            }
        });
    }
}

/// What the torn sector holds behind the tear: as before, or anything.
fn spoil(file: &mut [u8], tear: usize, chance: &mut Chance) {
    let end = tear.next_multiple_of(SECTOR).min(file.len());
    if tear < end && chance.yes() {
        chance.garbage(&mut file[tear..end]);
    }
}

fn each_sector(at: usize, len: usize, work: &mut dyn FnMut(usize, usize)) {
    let end = at + len;
    let mut start = at;
    while start < end {
        let next = (start + 1).next_multiple_of(SECTOR).min(end);
        work(start, next);
        start = next;
    }
}
