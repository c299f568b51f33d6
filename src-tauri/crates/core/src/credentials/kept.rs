//! The open looks and what the clipboard holds of them: in memory only, wiped
//! when they end.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use kh_api::answers::Credentials;
use kh_journal::Profile;
use kh_model::ServiceId;
use zeroize::Zeroizing;

/// A value that must not be seen; wiped when dropped.
pub(crate) type Value = Zeroizing<String>;

/// One field of the access data.
pub(crate) struct Field {
    /// Its name as the provider gave it.
    pub(crate) name: String,
    /// Whether it is a secret; what we do not know is one.
    pub(crate) secret: bool,
    /// Its value.
    pub(crate) value: Value,
}

/// An open look.
pub(crate) struct Look {
    /// Its name.
    pub(crate) id: String,
    /// In which profile.
    pub(crate) profile: Profile,
    /// Of which service.
    pub(crate) service: ServiceId,
    /// What that is called here.
    pub(crate) service_name: String,
    /// When it ends by itself.
    pub(crate) ends_at: Timestamp,
    /// What was read.
    pub(crate) fields: Vec<Field>,
}

impl fmt::Debug for Look {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Look({}, {} fields)", self.id, self.fields.len())
    }
}

/// The open looks of this run of the program.
#[derive(Default)]
pub(crate) struct Looks {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    open: Vec<Look>,
    /// What was copied last, and which copy it was.
    copied: Option<(u64, Value)>,
    copies: u64,
}

impl Looks {
    /// Keeps a look.
    pub(crate) fn open(&self, look: Look) {
        self.lock().open.push(look);
    }

    /// Reads something of a look that is open at this time.
    pub(crate) fn with<R>(
        &self,
        id: &str,
        now: Timestamp,
        read: impl FnOnce(&Look) -> R,
    ) -> Option<R> {
        let mut inner = self.lock();
        // Past its end it is gone, whether or not its task came to wipe it.
        inner.open.retain(|look| now < look.ends_at);
        inner.open.iter().find(|look| look.id == id).map(read)
    }

    /// Ends a look. True if it was open.
    pub(crate) fn end(&self, id: &str) -> bool {
        let mut inner = self.lock();
        let before = inner.open.len();
        inner.open.retain(|look| look.id != id);
        inner.open.len() < before
    }

    /// Ends all of them and gives their names.
    pub(crate) fn end_all(&self) -> Vec<String> {
        let ended = std::mem::take(&mut self.lock().open);
        ended.into_iter().map(|look| look.id).collect()
    }

    /// Remembers what is on the clipboard now, and gives this copy a number.
    pub(crate) fn copied(&self, value: Value) -> u64 {
        let mut inner = self.lock();
        inner.copies += 1;
        let number = inner.copies;
        inner.copied = Some((number, value));
        number
    }

    /// The copy of this number, or the last one, as long as it may be on the
    /// clipboard.
    pub(crate) fn on_clipboard(&self, number: Option<u64>) -> Option<(u64, Value)> {
        let inner = self.lock();
        let kept = inner.copied.as_ref();
        let kept = kept.filter(|kept| number.is_none_or(|number| number == kept.0));
        kept.cloned()
    }

    /// That copy is not on the clipboard any more.
    pub(crate) fn forget_copied(&self, number: u64) {
        self.lock().copied.take_if(|kept| kept.0 == number);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The fields of an answer, the harmless ones first.
pub(crate) fn fields(mut credentials: Credentials) -> Vec<Field> {
    let known = [
        ("hostname", credentials.hostname.take()),
        ("ip", credentials.ip.take()),
        ("port", credentials.port.take()),
        ("username", credentials.username.take()),
    ];
    let harmless = known.into_iter().filter_map(|(name, value)| {
        value.map(|value| Field {
            name: name.to_owned(),
            secret: false,
            value: Value::new(value),
        })
    });
    let secrets = credentials.secrets.iter().map(|field| Field {
        name: field.name().to_owned(),
        secret: true,
        value: Value::new(field.expose().to_owned()),
    });
    harmless.chain(secrets).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clipboard_is_cleared_only_of_the_copy_it_was_asked_for() {
        let looks = Looks::default();
        let first = looks.copied(Value::new("a".to_owned()));
        let second = looks.copied(Value::new("b".to_owned()));
        assert!(looks.on_clipboard(Some(first)).is_none());
        let (number, value) = looks.on_clipboard(None).unwrap();
        assert_eq!((number, value.as_str()), (second, "b"));
        looks.forget_copied(first);
        assert!(looks.on_clipboard(Some(second)).is_some());
        looks.forget_copied(second);
        assert!(looks.on_clipboard(None).is_none());
    }
}
