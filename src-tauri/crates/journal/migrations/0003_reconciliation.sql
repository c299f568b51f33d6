-- Where orders, services, invoices and credit did not agree. A finding is never
-- deleted: one that agrees by now is settled with a word.
CREATE TABLE findings (
    profile_id TEXT NOT NULL REFERENCES profiles (id),
    id         TEXT NOT NULL,
    -- What was found, in the words of the core.
    said       TEXT NOT NULL CHECK (json_valid(said)),
    found_at   INTEGER NOT NULL,
    settled_at INTEGER,
    note       TEXT,
    -- 1 if a person settled it; then only a person opens it again.
    by_person  INTEGER NOT NULL DEFAULT 0 CHECK (by_person IN (0, 1)),
    PRIMARY KEY (profile_id, id),
    CHECK (settled_at IS NOT NULL OR by_person = 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER findings_stay
BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'a finding is never deleted'); END;

-- From when on an account is compared: what was there at its first whole
-- reading is taken as it was.
CREATE TABLE reconciliations (
    profile_id        TEXT PRIMARY KEY NOT NULL REFERENCES profiles (id),
    made_at           INTEGER NOT NULL,
    services_taken_at INTEGER,
    invoices_taken_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX services_by_first_sight ON services (profile_id, first_seen_at);
CREATE INDEX invoices_by_first_sight ON invoices (profile_id, first_seen_at);
