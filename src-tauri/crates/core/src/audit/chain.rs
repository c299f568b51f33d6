//! The keeper of the chain while the program runs: puts together what the
//! keychain and the disk say at the start, arms the journal, and seals.

use std::sync::Arc;

use kh_audit::{
    Anchor, Begins, ChainId, ChainKey, Head, KeyOf, Keychain, Mac, OnDisk, Opening, Pen, Why,
};
use kh_journal::{AuditBell, Journal};
use kh_secrets::{Secret, SecretError};
use tokio::sync::{Mutex, Notify, watch};
use zeroize::Zeroizing;

use super::AuditTrouble;
use crate::desk::Desk;
use crate::error::CoreError;
use crate::view::{Notice, Topic};

/// The keeper. Sealing takes a tenth of a second or, with a keychain that does
/// not answer, five: it has a task of its own and nobody waits for it who does
/// not have to.
pub(crate) struct Chain {
    ready: watch::Sender<bool>,
    /// Told apart from the rest, so that whoever shows it never waits for the
    /// keychain.
    standing: watch::Sender<Standing>,
    bell: Arc<Notify>,
    kept: Mutex<Kept>,
    checks: super::check::Checks,
}

/// What is known of the chain.
#[derive(Default)]
struct Kept {
    /// The anchor as it is in the keychain.
    anchor: Option<Anchor>,
    /// The key of a section that lives in memory only.
    memory: Option<ChainKey>,
    standing: Standing,
}

/// How the chain stands to the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Standing {
    /// Not asked yet.
    #[default]
    Unknown,
    /// The head is sealed up to the last entry, or will be in a moment.
    Sealed,
    /// There is no keychain that lasts; the key is in memory.
    InMemory(SecretError),
    /// A break waits for a person.
    Broken,
    /// The keychain was there and did not take the last seal.
    NotTaken(SecretError),
}

impl Default for Chain {
    fn default() -> Self {
        Self {
            ready: watch::Sender::new(false),
            standing: watch::Sender::new(Standing::Unknown),
            bell: Arc::default(),
            kept: Mutex::default(),
            checks: super::check::Checks::default(),
        }
    }
}

impl Chain {
    /// Waits until entries can be written; at most as long as the keychain has
    /// to answer.
    pub(crate) async fn ready(&self) {
        // The sender lives as long as the desk.
        let _ = self.ready.subscribe().wait_for(|ready| *ready).await;
    }

    /// How the chain stands.
    pub(crate) fn standing(&self) -> Standing {
        self.standing.borrow().clone()
    }

    /// The checks of the chain.
    pub(crate) fn checks(&self) -> &super::check::Checks {
        &self.checks
    }

    /// The anchor and every key there is, for checking.
    pub(crate) async fn keys(&self) -> (Option<Anchor>, Vec<ChainKey>) {
        self.ready().await;
        let kept = self.kept.lock().await;
        let anchored = kept.anchor.iter().flat_map(Anchor::keys);
        let keys = anchored.chain(&kept.memory).cloned().collect();
        (kept.anchor.clone(), keys)
    }
}

/// Opens the chain and seals whenever an entry was written, for as long as the
/// desk is there.
pub(crate) async fn start(desk: &Arc<Desk>) {
    {
        let mut kept = desk.chain.kept.lock().await;
        if let Err(error) = open(desk, &mut kept).await {
            tracing::error!(error = %error, "the audit chain could not be opened");
        }
        tell(desk, &kept);
    }
    desk.chain.ready.send_replace(true);
    let (bell, desk) = (Arc::clone(&desk.chain.bell), Arc::downgrade(desk));
    tokio::spawn(async move {
        loop {
            bell.notified().await;
            let Some(desk) = desk.upgrade() else {
                return;
            };
            if let Err(error) = seal(&desk).await {
                tracing::warn!(error = %error, "the audit chain was not sealed");
            }
        }
    });
}

/// Puts the keychain and the disk together, and arms the journal.
async fn open(desk: &Desk, kept: &mut Kept) -> Result<(), CoreError> {
    let said = ask(desk).await;
    let anchor = said.as_ref().ok().cloned().flatten();
    let disk = on_disk(desk, anchor.clone()).await?;
    let keychain = match (&said, &anchor) {
        (Err(_), _) => Keychain::Silent,
        (Ok(_), None) => Keychain::HasNothing,
        (Ok(_), Some(anchor)) => Keychain::Has(anchor),
    };
    let opening = kh_audit::open(&keychain, &disk);
    let silent = said.err();
    settle(desk, kept, anchor, &disk, opening, silent).await
}

/// Takes the key the opening names, and goes on with it.
async fn settle(
    desk: &Desk,
    kept: &mut Kept,
    anchor: Option<Anchor>,
    disk: &OnDisk,
    opening: Opening,
    silent: Option<SecretError>,
) -> Result<(), CoreError> {
    let mut opening = opening;
    let mut trouble = silent;
    kept.anchor = anchor;
    if opening.key == KeyOf::New {
        // In the keychain before it is used: a key that seals entries and is
        // nowhere else would turn every one of them into a break.
        match keep_new_key(desk, disk.last, kept.memory.as_ref()).await? {
            Ok(anchor) => kept.anchor = Some(anchor),
            Err(error) => {
                opening = kh_audit::open(&Keychain::Silent, disk);
                trouble = Some(error);
            }
        }
    }
    let key = match (&kept.anchor, opening.key) {
        (Some(anchor), KeyOf::Anchor | KeyOf::New) => anchor.key.clone(),
        (None, KeyOf::Anchor | KeyOf::New) | (_, KeyOf::Memory) => {
            let key = kept.memory.clone().map_or_else(|| new_key(desk), Ok)?;
            kept.memory = Some(key.clone());
            key
        }
    };
    kept.standing = match (opening.may_seal, opening.begin, trouble) {
        (true, _, _) => Standing::Sealed,
        (false, Some(Why::Unsealed), Some(error)) => Standing::InMemory(error),
        (false, _, _) => Standing::Broken,
    };
    // A section in memory that this program began goes on; another begins anew.
    let ours = disk.last.is_some_and(|last| last.chain.is_of(&key));
    let pen = match opening.begin {
        None => Pen::going_on(key, chance(desk)?),
        Some(Why::Unsealed) if ours => Pen::going_on(key, chance(desk)?),
        Some(why) => {
            let begins = Begins {
                sealed: opening.sealed,
                ..Begins::because(why)
            };
            Pen::beginning(key, chance(desk)?, begins)
        }
    };
    arm(desk, pen).await
}

/// Seals the head of the chain in the keychain, if it is not sealed yet. When
/// this returns, no entry written before can be taken away unseen.
///
/// # Errors
/// [`AuditTrouble`]: a break waits for a person, or the keychain did not take it.
pub(crate) async fn seal(desk: &Desk) -> Result<(), CoreError> {
    desk.chain.ready().await;
    let mut kept = desk.chain.kept.lock().await;
    let sealed = seal_kept(desk, &mut kept).await;
    tell(desk, &kept);
    sealed
}

/// Tells how the chain stands, where that has changed.
fn tell(desk: &Desk, kept: &Kept) {
    let changed = desk.chain.standing.send_if_modified(|told| {
        let changed = *told != kept.standing;
        told.clone_from(&kept.standing);
        changed
    });
    if changed {
        desk.notify(Topic::Audit, None);
    }
}

async fn seal_kept(desk: &Desk, kept: &mut Kept) -> Result<(), CoreError> {
    if matches!(kept.standing, Standing::InMemory(_) | Standing::Unknown) {
        // Somebody may have unlocked it, or plugged it in.
        open(desk, kept).await?;
    }
    // Twice, because another program with this journal may have sealed.
    for _ in 0..2 {
        let anchor = match &kept.standing {
            Standing::Sealed | Standing::NotTaken(_) => kept.anchor.clone(),
            Standing::InMemory(error) => {
                return Err(AuditTrouble::NoKeychain(error.clone()).into());
            }
            Standing::Broken | Standing::Unknown => None,
        };
        let Some(mut anchor) = anchor else {
            return Err(AuditTrouble::Broken.into());
        };
        let (seen, checked) = (anchor.clone(), anchor.clone());
        let head = desk
            .store
            .run(move |journal| journal.audit_since(&checked))
            .await?;
        match head {
            Some(head) if head == anchor.head => {
                kept.standing = Standing::Sealed;
                return Ok(());
            }
            Some(head) => {
                anchor.head = head;
                return put(desk, kept, anchor).await;
            }
            None => {
                let now = ask(desk).await.map_err(|error| {
                    kept.standing = Standing::NotTaken(error.clone());
                    AuditTrouble::NotTaken(error)
                })?;
                if now.as_ref().map(|now| now.head) == Some(seen.head) || now.is_none() {
                    break;
                }
                kept.anchor = now;
            }
        }
    }
    // The sealed head is gone from under the running program.
    open(desk, kept).await?;
    match &kept.standing {
        Standing::Broken | Standing::Unknown => Err(AuditTrouble::Broken.into()),
        Standing::InMemory(error) | Standing::NotTaken(error) => {
            Err(AuditTrouble::NotTaken(error.clone()).into())
        }
        Standing::Sealed => Ok(()),
    }
}

async fn put(desk: &Desk, kept: &mut Kept, mut anchor: Anchor) -> Result<(), CoreError> {
    if let Some(memory) = &kept.memory {
        anchor.adopt(memory);
    }
    match keep(desk, &anchor).await {
        Ok(()) => {
            kept.anchor = Some(anchor);
            kept.standing = Standing::Sealed;
            Ok(())
        }
        Err(error) => {
            kept.standing = Standing::NotTaken(error.clone());
            Err(AuditTrouble::NotTaken(error).into())
        }
    }
}

/// A person begins a new section: with the old key where it is there, with
/// what is amiss in its first entry, and sealed before this returns.
pub(crate) async fn renew(
    desk: &Desk,
    reason: String,
    bad: Option<kh_audit::Fault>,
) -> Result<(), CoreError> {
    desk.chain.ready().await;
    let mut kept = desk.chain.kept.lock().await;
    let said = ask(desk).await.map_err(AuditTrouble::NoKeychain)?;
    let disk = on_disk(desk, said.clone()).await?;
    let missing = said
        .as_ref()
        .map(|anchor| anchor.head)
        .filter(|sealed| sealed.seq > 0 && disk.at_seal != Some(*sealed));
    let mut anchor = match said {
        Some(anchor) => anchor,
        None => keep_new_key(desk, disk.last, kept.memory.as_ref())
            .await?
            .map_err(AuditTrouble::NotTaken)?,
    };
    let begins = Begins {
        why: Why::Renewed,
        sealed: missing,
        bad,
        reason: Some(reason),
    };
    arm(
        desk,
        Pen::beginning(anchor.key.clone(), chance(desk)?, begins),
    )
    .await?;
    let at = desk.clock.now();
    let begun = desk
        .store
        .run(move |journal| journal.begin_audit_section(at))
        .await?;
    if let Some(head) = begun {
        anchor.head = head;
    }
    let sealed = put(desk, &mut kept, anchor).await;
    tell(desk, &kept);
    sealed
}

/// The anchor in the keychain. None where it has none, or one that is none.
async fn ask(desk: &Desk) -> Result<Option<Anchor>, SecretError> {
    match desk.homes.load_anchor().await {
        Ok(item) => match Anchor::from_bytes(item.expose()) {
            Ok(anchor) => Ok(Some(anchor)),
            Err(error) => {
                tracing::error!(error = %error, "the anchor is not readable");
                Ok(None)
            }
        },
        Err(SecretError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn keep(desk: &Desk, anchor: &Anchor) -> Result<(), SecretError> {
    let item = Secret::new(anchor.to_bytes().to_vec())?;
    desk.homes.keep_anchor(Arc::new(item)).await
}

/// A new key, kept. Its anchor stands at what is on the disk now.
async fn keep_new_key(
    desk: &Desk,
    last: Option<Head>,
    memory: Option<&ChainKey>,
) -> Result<Result<Anchor, SecretError>, CoreError> {
    let key = new_key(desk)?;
    let nothing = Head {
        seq: 0,
        chain: ChainId::new(&key, chance(desk)?),
        mac: Mac::ZERO,
    };
    let mut anchor = Anchor {
        head: last.unwrap_or(nothing),
        key,
        earlier: Vec::new(),
    };
    if let Some(memory) = memory {
        anchor.adopt(memory);
    }
    Ok(keep(desk, &anchor).await.map(|()| anchor))
}

async fn on_disk(desk: &Desk, anchor: Option<Anchor>) -> Result<OnDisk, CoreError> {
    desk.store
        .run(move |journal| journal.audit_on_disk(anchor.as_ref()))
        .await
}

async fn arm(desk: &Desk, pen: Pen) -> Result<(), CoreError> {
    let (bell, notices) = (Arc::clone(&desk.chain.bell), desk.notices.clone());
    let ring: AuditBell = Arc::new(move |_| {
        bell.notify_one();
        // Fails only when nobody listens.
        let _ = notices.send(Notice::of(Topic::Audit, None));
    });
    let journal = desk.store.journal().await?;
    Journal::arm_audit(&journal, pen, ring);
    Ok(())
}

fn new_key(desk: &Desk) -> Result<ChainKey, CoreError> {
    let mut bytes = Zeroizing::new([0; 32]);
    let filled = desk.chance.fill(bytes.as_mut_slice());
    filled.map_err(|_| kh_api::CallError::NoRandom)?;
    Ok(ChainKey::from_bytes(bytes))
}

fn chance(desk: &Desk) -> Result<[u8; 8], CoreError> {
    crate::chance::bytes(&*desk.chance)
}
