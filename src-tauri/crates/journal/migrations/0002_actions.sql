-- What an action on a service has beside its intent. `shown` is what stood
-- before the click; `open` is 1 while nobody knows what became of it.
CREATE TABLE actions (
    intent_id    TEXT PRIMARY KEY NOT NULL REFERENCES intents (id),
    profile_id   TEXT NOT NULL REFERENCES profiles (id),
    service_id   TEXT NOT NULL,
    action       TEXT NOT NULL,
    state        TEXT NOT NULL,
    open         INTEGER NOT NULL CHECK (open IN (0, 1)),
    service_name TEXT NOT NULL,
    customer     TEXT,
    shown        TEXT NOT NULL CHECK (json_valid(shown)),
    reason       TEXT,
    problem      TEXT CHECK (json_valid(problem)),
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX actions_by_service ON actions (profile_id, service_id, created_at);
CREATE INDEX actions_by_state ON actions (profile_id, state);
-- Whatever windows and programs do: no second action begins on a service while
-- the fate of the first is open.
CREATE UNIQUE INDEX one_action_at_a_time ON actions (profile_id, service_id) WHERE open = 1;
CREATE TRIGGER actions_keep_what_was_clicked
BEFORE UPDATE OF intent_id, profile_id, service_id, action, service_name, customer, shown, reason,
    created_at ON actions
BEGIN SELECT RAISE(ABORT, 'what was clicked never changes'); END;
CREATE TRIGGER actions_stay
BEFORE DELETE ON actions
BEGIN SELECT RAISE(ABORT, 'an action is never deleted'); END;

CREATE TABLE action_evidence (
    intent_id  TEXT NOT NULL REFERENCES actions (intent_id),
    seq        INTEGER NOT NULL,
    at_from    INTEGER NOT NULL,
    at_to      INTEGER,
    kind       TEXT NOT NULL,
    params     TEXT NOT NULL CHECK (json_valid(params)),
    source     TEXT NOT NULL,
    request_id TEXT,
    PRIMARY KEY (intent_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER action_evidence_is_not_rewritten
BEFORE UPDATE ON action_evidence
BEGIN SELECT RAISE(ABORT, 'evidence never changes'); END;
CREATE TRIGGER action_evidence_stays
BEFORE DELETE ON action_evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;

-- The webhook of a key as last read, and the URLs that were replaced from here,
-- so that each can be put back. A NULL url: none was set.
CREATE TABLE webhooks (
    profile_id TEXT PRIMARY KEY NOT NULL REFERENCES profiles (id),
    url        TEXT,
    read_at    INTEGER NOT NULL,
    request_id TEXT
) STRICT;
CREATE TABLE webhooks_before (
    profile_id  TEXT NOT NULL REFERENCES profiles (id),
    seq         INTEGER NOT NULL,
    url         TEXT,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (profile_id, seq)
) STRICT, WITHOUT ROWID;
