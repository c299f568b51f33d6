-- Services as they were last seen. A row is never deleted: a service that is
-- missing from a whole list is "not visible to this key", which is no end.
-- Sort keys are columns of their own: text in lower case with its numbers
-- padded, money in ten-thousandths, times in microseconds.
CREATE TABLE services (
    row            INTEGER PRIMARY KEY,
    profile_id     TEXT NOT NULL REFERENCES profiles (id),
    id             TEXT NOT NULL,
    order_id       TEXT,
    product_id     TEXT,
    product_name   TEXT,
    hostname       TEXT,
    family         TEXT NOT NULL,
    status         TEXT,
    power          TEXT,
    condition      INTEGER NOT NULL,
    ip             TEXT,
    ips            TEXT NOT NULL CHECK (json_valid(ips)),
    cycle          TEXT,
    recurring      TEXT,
    due_raw        TEXT,
    due_precision  TEXT,
    due_at         INTEGER,
    made_raw       TEXT,
    made_precision TEXT,
    made_at        INTEGER,
    first_seen_at  INTEGER NOT NULL,
    seen_at        INTEGER NOT NULL,
    changed_at     INTEGER NOT NULL,
    missing_since  INTEGER,
    request_id     TEXT,
    -- The walk over the whole list that it was last seen in or during.
    walk           INTEGER NOT NULL,
    name_key       TEXT NOT NULL,
    customer_key   TEXT,
    product_key    TEXT,
    price_key      INTEGER,
    UNIQUE (profile_id, id)
) STRICT;
-- One index per order of the list; the first also carries what filters look at.
CREATE INDEX services_by_name ON services (profile_id, name_key, row, condition, family, missing_since, due_at);
CREATE INDEX services_by_condition ON services (profile_id, condition, row);
CREATE INDEX services_by_product ON services (profile_id, product_key, row);
CREATE INDEX services_by_customer ON services (profile_id, customer_key, row);
CREATE INDEX services_by_due ON services (profile_id, due_at, row);
CREATE INDEX services_by_price ON services (profile_id, price_key, row);
CREATE INDEX services_by_making ON services (profile_id, made_at, row);
CREATE INDEX services_by_order ON services (profile_id, order_id) WHERE order_id IS NOT NULL;
CREATE TRIGGER services_stay
BEFORE DELETE ON services
BEGIN SELECT RAISE(ABORT, 'a service is never deleted'); END;

-- What the provider said of a service, without any field that may hold a
-- secret; `withheld` names those that were left out.
CREATE TABLE service_originals (
    row      INTEGER PRIMARY KEY REFERENCES services (row),
    original TEXT NOT NULL,
    withheld TEXT NOT NULL CHECK (json_valid(withheld))
) STRICT;

-- The reseller's own words. They outlive every list, so they hang on the id.
CREATE TABLE service_own_words (
    profile_id TEXT NOT NULL REFERENCES profiles (id),
    service_id TEXT NOT NULL,
    name       TEXT,
    customer   TEXT,
    note       TEXT,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (profile_id, service_id)
) STRICT, WITHOUT ROWID;

-- How the reading of the list of an account stands. `version` grows whenever a
-- list that is shown would look different.
CREATE TABLE service_lists (
    profile_id      TEXT PRIMARY KEY NOT NULL REFERENCES profiles (id),
    version         INTEGER NOT NULL DEFAULT 0,
    walk            INTEGER NOT NULL DEFAULT 0,
    started_at      INTEGER,
    next            TEXT,
    pages           INTEGER NOT NULL DEFAULT 0,
    seen            INTEGER NOT NULL DEFAULT 0,
    total           INTEGER,
    whole_at        INTEGER,
    first_page_only INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What is searched. Only the index is kept, not the text; a word of a person
-- is found from the beginning of any part of a name or an address.
CREATE VIRTUAL TABLE service_search USING fts5 (
    name, address, number, product, own,
    content = '', contentless_delete = 1, prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);
