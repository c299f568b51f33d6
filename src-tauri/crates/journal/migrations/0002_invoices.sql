-- The local copy of invoices and the archive of their PDFs. A row is never
-- deleted: an invoice that is missing from a whole list is "not visible to
-- this key". Money is text as everywhere; beside it the same in
-- ten-thousandths, for sums and order. `exact` is 0 where these are not all of
-- an amount; then the text is summed.
CREATE TABLE invoices (
    row            INTEGER PRIMARY KEY,
    profile_id     TEXT NOT NULL REFERENCES profiles (id),
    id             TEXT NOT NULL,
    number         TEXT,
    status         TEXT,
    state          INTEGER NOT NULL,
    date_raw       TEXT,
    date_precision TEXT,
    date_at        INTEGER,
    due_raw        TEXT,
    due_precision  TEXT,
    due_at         INTEGER,
    -- From when on it is overdue; only for one that is not paid.
    overdue_at     INTEGER,
    paid_raw       TEXT,
    paid_precision TEXT,
    paid_at        INTEGER,
    subtotal       TEXT,
    tax            TEXT,
    credit         TEXT,
    total          TEXT,
    balance        TEXT,
    currency       TEXT,
    subtotal_sum   INTEGER,
    tax_sum        INTEGER,
    credit_sum     INTEGER,
    total_sum      INTEGER,
    open_sum       INTEGER,
    exact          INTEGER NOT NULL CHECK (exact IN (0, 1)),
    number_key     TEXT NOT NULL,
    search         TEXT NOT NULL,
    -- What the provider said, untouched.
    original       TEXT NOT NULL,
    first_seen_at  INTEGER NOT NULL,
    seen_at        INTEGER NOT NULL,
    changed_at     INTEGER NOT NULL,
    missing_since  INTEGER,
    request_id     TEXT,
    -- The walk over the whole list that it was last seen in.
    walk           INTEGER NOT NULL,
    UNIQUE (profile_id, id)
) STRICT;
-- Carries all that filters and sums look at, so that they read no row.
CREATE INDEX invoices_by_date ON invoices (profile_id, date_at, row, state, overdue_at, currency,
    exact, subtotal_sum, tax_sum, credit_sum, total_sum, open_sum);
CREATE INDEX invoices_by_number ON invoices (profile_id, number_key, row);
CREATE INDEX invoices_by_due ON invoices (profile_id, due_at, row);
CREATE INDEX invoices_by_total ON invoices (profile_id, total_sum, row);
CREATE TRIGGER invoices_stay
BEFORE DELETE ON invoices
BEGIN SELECT RAISE(ABORT, 'an invoice is never deleted'); END;

-- The order that an invoice belongs to is looked up for every row of a list.
CREATE INDEX orders_by_invoice ON orders (profile_id, invoice_id) WHERE invoice_id IS NOT NULL;

-- How the reading of the list of an account stands.
CREATE TABLE invoice_lists (
    profile_id      TEXT PRIMARY KEY NOT NULL REFERENCES profiles (id),
    walk            INTEGER NOT NULL DEFAULT 0,
    started_at      INTEGER,
    next            TEXT,
    pages           INTEGER NOT NULL DEFAULT 0,
    seen            INTEGER NOT NULL DEFAULT 0,
    total           INTEGER,
    whole_at        INTEGER,
    first_page_only INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The PDFs of this account on this computer, and why the last try failed.
-- name_key is the name as file systems compare it that tell no case apart.
CREATE TABLE invoice_pdfs (
    profile_id  TEXT NOT NULL REFERENCES profiles (id),
    invoice_id  TEXT NOT NULL,
    file_name   TEXT,
    name_key    TEXT,
    sha256      BLOB CHECK (length(sha256) = 32),
    bytes       INTEGER,
    form        TEXT,
    ends_well   INTEGER,
    saved_at    INTEGER,
    request_id  TEXT,
    failed_code TEXT,
    failed_at   INTEGER,
    PRIMARY KEY (profile_id, invoice_id),
    CHECK ((file_name IS NULL) = (sha256 IS NULL) AND (file_name IS NULL) = (saved_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX invoice_pdfs_by_name ON invoice_pdfs (profile_id, name_key)
    WHERE name_key IS NOT NULL;
CREATE TRIGGER invoice_pdfs_stay
BEFORE DELETE ON invoice_pdfs
BEGIN SELECT RAISE(ABORT, 'what was archived is never forgotten'); END;
