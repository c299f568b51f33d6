-- What changed, found by comparing, and what was read and shown of it. An
-- event has no instant: it happened after at_from, the last look that did not
-- show it, and not after at_to, the first look that did.
CREATE TABLE events (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    profile_id   TEXT NOT NULL REFERENCES profiles (id),
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL CHECK (subject IN
                     ('order', 'service', 'invoice', 'credit', 'key', 'webhook', 'line')),
    subject_id   TEXT NOT NULL,
    at_from      INTEGER NOT NULL,
    at_to        INTEGER NOT NULL CHECK (at_to >= at_from),
    facts        TEXT NOT NULL CHECK (json_valid(facts)),
    source       TEXT NOT NULL,
    request_id   TEXT,
    -- 1 while a person is still needed; 0 again when a later event settles it.
    needs_you    INTEGER NOT NULL CHECK (needs_you IN (0, 1)),
    read_at      INTEGER,
    -- When it was decided whether the system is told of it. Once, whatever the decision.
    announced_at INTEGER
) STRICT;
CREATE INDEX events_by_time ON events (profile_id, at_to, id);
CREATE INDEX events_by_subject ON events (profile_id, subject, subject_id, kind);
CREATE INDEX events_unread ON events (profile_id) WHERE read_at IS NULL;
CREATE INDEX events_needing_you ON events (profile_id) WHERE needs_you = 1;
CREATE INDEX events_not_announced ON events (profile_id) WHERE announced_at IS NULL;
CREATE TRIGGER events_keep_what_they_say
BEFORE UPDATE OF id, profile_id, kind, subject, subject_id, at_from, at_to, facts, source,
    request_id ON events
BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;

-- Up to which line the evidence of an order was turned into events.
CREATE TABLE evidence_told (
    order_no INTEGER PRIMARY KEY NOT NULL REFERENCES orders (no),
    seq      INTEGER NOT NULL
) STRICT;
