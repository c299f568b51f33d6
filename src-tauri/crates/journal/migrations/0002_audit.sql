-- The chain of what was done, refused and cancelled. Each row is sealed with a
-- key that is not in this file, over itself and the seal of the row before it.
CREATE TABLE audit (
    seq             INTEGER PRIMARY KEY NOT NULL CHECK (seq >= 1),
    chain           BLOB NOT NULL CHECK (length(chain) = 16),
    at              INTEGER NOT NULL,
    profile_id      TEXT,
    key_id          TEXT,
    act             TEXT NOT NULL,
    target          TEXT,
    target_name     TEXT,
    reason          TEXT,
    money           TEXT,
    request_id      TEXT,
    idempotency_key TEXT,
    outcome         TEXT NOT NULL,
    code            TEXT,
    mac             BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;
CREATE INDEX audit_beginnings ON audit (seq) WHERE act = 'chain.begun';
CREATE INDEX audit_by_target ON audit (target, act);
CREATE INDEX audit_by_outcome ON audit (outcome);

-- The seals find a change; these keep honest code from making one.
CREATE TRIGGER audit_never_changes
BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry never changes'); END;
CREATE TRIGGER audit_stays
BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;
-- Also against REPLACE, which deletes without asking the trigger above.
CREATE TRIGGER audit_only_grows
BEFORE INSERT ON audit
WHEN NEW.seq <= (SELECT max(seq) FROM audit)
BEGIN SELECT RAISE(ABORT, 'an audit entry has its place after all others'); END;
