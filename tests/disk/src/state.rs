//! The files of a disk by name, and the judgement over each call.

use std::collections::HashMap;
use std::sync::Arc;

use crate::chance::Chance;
use crate::cut;
use crate::image::Image;
use crate::node::Node;
use crate::plan::{FileKind, Op, Plan, Step, Times, Trouble};

/// What a call wants; a step changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Step(Op),
    Read,
    Size,
    Access,
    Lock,
    /// A lock of the shared memory: held alone, or with others.
    SharedLock {
        alone: bool,
    },
    SharedMap,
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Do,
    /// Do it, and then the program ends.
    DoAndStop,
    /// The program ends instead.
    Stop,
    /// It has ended before.
    Dead,
    Fail(Trouble),
}

/// A name that was made or removed and is not safe yet.
struct Renamed {
    name: Vec<u8>,
    to: Option<usize>,
}

/// Everything of a disk.
pub(crate) struct State {
    /// All files ever, those without a name too.
    pub(crate) nodes: Vec<Node>,
    names: HashMap<Vec<u8>, usize>,
    /// The folder as it is on the disk, and what was done to it since.
    safe_names: HashMap<Vec<u8>, usize>,
    renamed: Vec<Renamed>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) at_stop: Option<Box<dyn FnMut() + Send>>,
    pub(crate) dead: bool,
    pub(crate) steps: u64,
    pub(crate) calls: u64,
    pub(crate) log: Vec<Step>,
}

impl State {
    pub(crate) fn holding(image: &Image) -> Self {
        let files = image.files.iter();
        let nodes = files.map(|(_, bytes)| Node::holding(Arc::clone(bytes)));
        let nodes: Vec<Node> = nodes.collect();
        let names = image.files.iter().enumerate();
        let names: HashMap<_, _> = names.map(|(at, (name, _))| (name.clone(), at)).collect();
        Self {
            nodes,
            safe_names: names.clone(),
            names,
            renamed: Vec::new(),
            plans: Vec::new(),
            at_stop: None,
            dead: false,
            steps: 0,
            calls: 0,
            log: Vec::new(),
        }
    }

    /// Counts a call and says what becomes of it.
    pub(crate) fn judge(&mut self, call: Call, file: FileKind, offset: u64, len: usize) -> Verdict {
        if self.dead {
            return Verdict::Dead;
        }
        self.calls += 1;
        if let Call::Step(op) = call {
            self.steps += 1;
            self.log.push(Step {
                n: self.steps,
                file,
                op,
                offset,
                len,
            });
        }
        if self.plans.is_empty() {
            return Verdict::Do;
        }
        let verdict = self.judge_by_plans(call, file);
        if matches!(verdict, Verdict::Stop | Verdict::DoAndStop) {
            self.dead = true;
        }
        verdict
    }

    fn judge_by_plans(&mut self, call: Call, file: FileKind) -> Verdict {
        let is_step = matches!(call, Call::Step(_));
        let is_flush = call == Call::Step(Op::Sync) && file == FileKind::Wal;
        // A lock stands before the step it is taken for.
        let step = self.steps + u64::from(!is_step);
        let mut verdict = Verdict::Do;
        let mut over = None;
        for (n, plan) in self.plans.iter().enumerate() {
            let (due, trouble, times) = match *plan {
                Plan::StopBefore(at) if is_step && step >= at => return Verdict::Stop,
                Plan::StopAfter(at) if is_step && step >= at => return Verdict::DoAndStop,
                Plan::StopAtSync { before: true } if is_flush => return Verdict::Stop,
                Plan::StopAtSync { before: false } if is_flush => return Verdict::DoAndStop,
                Plan::StopBefore(_) | Plan::StopAfter(_) | Plan::StopAtSync { .. } => continue,
                Plan::FailStep { at, trouble, times } => {
                    let counts = is_step || trouble == Trouble::Busy;
                    (counts && step >= at, trouble, times)
                }
                Plan::FailCall { at, trouble, times } => (self.calls >= at, trouble, times),
            };
            if due && verdict == Verdict::Do && strikes(trouble, call) {
                verdict = Verdict::Fail(trouble);
                over = (times == Times::Once).then_some(n);
            }
        }
        if let Some(n) = over {
            self.plans.remove(n);
        }
        verdict
    }

    pub(crate) fn find(&self, name: &[u8]) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// A new file of this name.
    pub(crate) fn make(&mut self, name: &[u8], bytes: Vec<u8>) -> usize {
        let n = self.nodes.len();
        self.nodes.push(Node::holding(Arc::new(bytes)));
        self.names.insert(name.to_vec(), n);
        self.renamed.push(Renamed {
            name: name.to_vec(),
            to: Some(n),
        });
        n
    }

    /// Removes a name. Whoever has the file open keeps it.
    pub(crate) fn remove(&mut self, name: &[u8], sync_folder: bool) -> bool {
        let was_there = self.names.remove(name).is_some();
        if was_there {
            self.renamed.push(Renamed {
                name: name.to_vec(),
                to: None,
            });
        }
        if sync_folder {
            self.sync_folder();
        }
        was_there
    }

    /// Flushes a file. Where its name is new, the folder is flushed too, as
    /// SQLite's layer for Unix does.
    pub(crate) fn sync(&mut self, n: usize) {
        self.nodes[n].sync();
        if self.renamed.iter().any(|one| one.to == Some(n)) {
            self.sync_folder();
        }
    }

    fn sync_folder(&mut self) {
        self.safe_names.clone_from(&self.names);
        self.renamed.clear();
    }

    /// What the programs see.
    pub(crate) fn image(&self) -> Image {
        let files = self.names.iter();
        let mut files: Vec<_> = files
            .map(|(name, n)| (name.clone(), Arc::clone(&self.nodes[*n].now)))
            .collect();
        files.sort();
        Image { files }
    }

    /// What no power cut takes.
    pub(crate) fn safe(&self) -> Image {
        let files = self.safe_names.iter();
        let mut files: Vec<_> = files
            .map(|(name, n)| (name.clone(), self.nodes[*n].safe()))
            .collect();
        files.sort();
        Image { files }
    }

    /// What is left when the power goes.
    pub(crate) fn left(&self, seed: u64) -> Image {
        let mut chance = Chance::new(seed);
        let mut files = Vec::new();
        for (name, n) in self.names_left(&mut chance) {
            let node = &self.nodes[n];
            let bytes = if node.done.is_empty() {
                Arc::clone(&node.durable)
            } else {
                Arc::new(cut::left_of(node, &mut chance))
            };
            files.push((name, bytes));
        }
        Image { files }
    }

    /// The folder after a power cut, sorted: of what was done to a name, a
    /// beginning has reached the disk.
    fn names_left(&self, chance: &mut Chance) -> Vec<(Vec<u8>, usize)> {
        let mut left = self.safe_names.clone();
        let mut seen: Vec<&[u8]> = Vec::new();
        for one in &self.renamed {
            if seen.contains(&one.name.as_slice()) {
                continue;
            }
            seen.push(&one.name);
            let own: Vec<&Renamed> = self
                .renamed
                .iter()
                .filter(|other| other.name == one.name)
                .collect();
            let kept = chance.below(own.len() + 1);
            for change in &own[..kept] {
                match change.to {
                    Some(n) => left.insert(change.name.clone(), n),
                    None => left.remove(&change.name),
                };
            }
        }
        let mut left: Vec<_> = left.into_iter().collect();
        left.sort();
        left
    }
}

/// Whether a trouble can show itself in such a call.
fn strikes(trouble: Trouble, call: Call) -> bool {
    match trouble {
        Trouble::IoErr => true,
        Trouble::Full => matches!(call, Call::Step(Op::Write | Op::Sync)),
        Trouble::ReadOnly => matches!(call, Call::Step(_)),
        Trouble::Busy => matches!(call, Call::Lock | Call::SharedLock { alone: true }),
    }
}
