-- The first schema. Times are integer microseconds since 1970 in UTC: they sort
-- and compare as numbers and have one spelling only. Money is text such as
-- '9.90 EUR' (or '9.90' where the currency was not stated): no floating point.
-- No column holds a secret, and none may be added that does.

CREATE TABLE upkeep (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    opens       INTEGER NOT NULL,
    checkpoints INTEGER NOT NULL
) STRICT;
INSERT INTO upkeep VALUES (1, 0, 0);

CREATE TABLE profiles (
    id            TEXT PRIMARY KEY NOT NULL,
    label         TEXT NOT NULL,
    accent_hue    INTEGER NOT NULL CHECK (accent_hue BETWEEN 0 AND 359),
    kind          TEXT NOT NULL CHECK (kind IN ('live', 'simulator')),
    base_url      TEXT NOT NULL,
    key_id        TEXT NOT NULL,
    sign_path     TEXT NOT NULL CHECK (sign_path IN ('short', 'full')),
    secret_home   TEXT NOT NULL CHECK (secret_home IN ('keychain', 'session', 'simulator')),
    created_at    INTEGER NOT NULL,
    removed_at    INTEGER,
    me_read_at    INTEGER,
    me_account_id TEXT,
    me_email      TEXT,
    me_currency   TEXT,
    me_key_label  TEXT,
    me_scopes     TEXT CHECK (json_valid(me_scopes)),
    me_original   BLOB
) STRICT;

CREATE TABLE intents (
    id              TEXT PRIMARY KEY NOT NULL,
    profile_id      TEXT NOT NULL REFERENCES profiles (id),
    kind            TEXT NOT NULL CHECK (kind IN ('order', 'action')),
    idempotency_key TEXT NOT NULL UNIQUE,
    method          TEXT NOT NULL,
    path            TEXT NOT NULL,
    body            BLOB NOT NULL,
    service_id      TEXT,
    created_at      INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('open', 'settled', 'needs_person')),
    outcome         TEXT,
    settled_at      INTEGER
) STRICT;
CREATE INDEX intents_by_state ON intents (state, created_at);

-- What was written before the deed stays as it was written.
CREATE TRIGGER intents_keep_their_bytes
BEFORE UPDATE OF id, profile_id, kind, idempotency_key, method, path, body, created_at ON intents
BEGIN SELECT RAISE(ABORT, 'an intent never changes'); END;
CREATE TRIGGER intents_stay
BEFORE DELETE ON intents
BEGIN SELECT RAISE(ABORT, 'an intent is never deleted'); END;

CREATE TABLE attempts (
    intent_id   TEXT NOT NULL REFERENCES intents (id),
    n           INTEGER NOT NULL CHECK (n >= 1),
    started_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    result      TEXT,
    http_status INTEGER,
    request_id  TEXT,
    error_code  TEXT,
    PRIMARY KEY (intent_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    no                INTEGER PRIMARY KEY AUTOINCREMENT,
    profile_id        TEXT NOT NULL REFERENCES profiles (id),
    intent_id         TEXT NOT NULL UNIQUE REFERENCES intents (id),
    product_id        TEXT NOT NULL,
    product_name      TEXT NOT NULL,
    family            TEXT,
    cycle             TEXT NOT NULL,
    options           TEXT NOT NULL CHECK (json_valid(options)),
    hostname          TEXT,
    customer          TEXT,
    amount_now        TEXT NOT NULL,
    amount_recurring  TEXT,
    balance_before    TEXT,
    state             TEXT NOT NULL,
    provider_order_id TEXT,
    provider_status   TEXT,
    invoice_id        TEXT,
    service_ids       TEXT NOT NULL CHECK (json_valid(service_ids)),
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    expires_at        INTEGER,
    problem           TEXT CHECK (json_valid(problem)),
    note              TEXT
) STRICT;
CREATE INDEX orders_by_profile ON orders (profile_id, state);
CREATE INDEX orders_by_provider_id ON orders (profile_id, provider_order_id);
CREATE TRIGGER orders_stay
BEFORE DELETE ON orders
BEGIN SELECT RAISE(ABORT, 'an order is never deleted'); END;

CREATE TABLE evidence (
    order_no   INTEGER NOT NULL REFERENCES orders (no),
    seq        INTEGER NOT NULL,
    at_from    INTEGER NOT NULL,
    at_to      INTEGER,
    kind       TEXT NOT NULL,
    params     TEXT NOT NULL CHECK (json_valid(params)),
    source     TEXT NOT NULL,
    request_id TEXT,
    PRIMARY KEY (order_no, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER evidence_is_not_rewritten
BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence never changes'); END;
CREATE TRIGGER evidence_stays
BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;

-- Answers kept to be shown while the provider is away; untouched.
-- product_id '' is the list of all products.
CREATE TABLE catalogue (
    profile_id TEXT NOT NULL REFERENCES profiles (id),
    product_id TEXT NOT NULL,
    original   BLOB NOT NULL,
    read_at    INTEGER NOT NULL,
    request_id TEXT,
    PRIMARY KEY (profile_id, product_id)
) STRICT;

-- One row for each change of the credit, with the span it was seen over.
CREATE TABLE balances (
    profile_id    TEXT NOT NULL REFERENCES profiles (id),
    seq           INTEGER NOT NULL,
    amount        TEXT NOT NULL,
    first_read_at INTEGER NOT NULL,
    last_read_at  INTEGER NOT NULL,
    request_id    TEXT,
    PRIMARY KEY (profile_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_use (
    key_id TEXT PRIMARY KEY NOT NULL,
    uses   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- profile_id '' is the console itself.
CREATE TABLE settings (
    profile_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (profile_id, name)
) STRICT, WITHOUT ROWID;
