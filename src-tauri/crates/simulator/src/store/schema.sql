-- The world in tables. Times are milliseconds since 1970, money is decimal
-- text, lists are JSON text. Everything sealed is ciphertext (vault.rs).
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT NOT NULL, currency TEXT NOT NULL,
  credit TEXT NOT NULL, card TEXT NOT NULL, client_known INTEGER NOT NULL,
  mail_on_credentials INTEGER NOT NULL
) STRICT;
CREATE TABLE keys (
  id TEXT PRIMARY KEY, position INTEGER NOT NULL, account_id INTEGER NOT NULL, label TEXT NOT NULL,
  scopes TEXT NOT NULL, allowed TEXT NOT NULL,
  per_minute INTEGER NOT NULL, burst INTEGER NOT NULL, per_day INTEGER NOT NULL,
  sealed BLOB NOT NULL, created_at INTEGER NOT NULL, last_used_at INTEGER, locked_until INTEGER,
  webhook_url TEXT, webhook_vetted INTEGER NOT NULL DEFAULT 1, webhook_sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE nonces (
  key_id TEXT NOT NULL, nonce TEXT NOT NULL, seen_at INTEGER NOT NULL,
  PRIMARY KEY (key_id, nonce)
) STRICT, WITHOUT ROWID;
CREATE TABLE buckets (
  owner TEXT PRIMARY KEY, tokens INTEGER NOT NULL, at INTEGER NOT NULL,
  day INTEGER NOT NULL, used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE auth_failures (key_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX auth_failures_of_key ON auth_failures (key_id, at);
CREATE TABLE idempotency (
  key_id TEXT NOT NULL, idempotency_key TEXT NOT NULL, path TEXT NOT NULL, body_hash BLOB NOT NULL,
  status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL,
  created_at INTEGER NOT NULL, ready_at INTEGER NOT NULL,
  PRIMARY KEY (key_id, idempotency_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE products (id INTEGER PRIMARY KEY, product TEXT NOT NULL) STRICT;
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, status TEXT NOT NULL, product_id INTEGER NOT NULL,
  cycle TEXT NOT NULL, total TEXT NOT NULL, recurring TEXT NOT NULL, currency TEXT NOT NULL,
  invoice_id INTEGER NOT NULL, hostname TEXT, options TEXT NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER, paid_at INTEGER
) STRICT;
CREATE INDEX orders_that_expire ON orders (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE services (
  id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, order_id INTEGER NOT NULL, product_id INTEGER NOT NULL,
  name TEXT NOT NULL, hostname TEXT NOT NULL, status TEXT NOT NULL, power TEXT, ip TEXT NOT NULL,
  cycle TEXT NOT NULL, recurring TEXT NOT NULL, currency TEXT NOT NULL, next_due INTEGER,
  created_at INTEGER NOT NULL, ready_at INTEGER, username TEXT NOT NULL, password BLOB NOT NULL
) STRICT;
CREATE INDEX services_of_account ON services (account_id, id);
CREATE INDEX services_of_order ON services (order_id);
CREATE INDEX services_that_change ON services (ready_at) WHERE ready_at IS NOT NULL;
CREATE INDEX services_to_renew ON services (next_due) WHERE status = 'active';
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, order_id INTEGER NOT NULL, number TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL, date INTEGER NOT NULL, due_date INTEGER NOT NULL, paid_at INTEGER,
  subtotal TEXT NOT NULL, tax TEXT NOT NULL, credit TEXT NOT NULL, total TEXT NOT NULL, balance TEXT NOT NULL,
  currency TEXT NOT NULL, lines TEXT NOT NULL
) STRICT;
CREATE INDEX invoices_of_account ON invoices (account_id, id);
CREATE INDEX invoices_open ON invoices (due_date) WHERE status = 'unpaid';
CREATE TABLE mails (
  id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, kind TEXT NOT NULL, recipient TEXT NOT NULL,
  subject TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE audit (n INTEGER PRIMARY KEY, row TEXT NOT NULL, chain_hash BLOB NOT NULL) STRICT;
CREATE TABLE events (
  id TEXT PRIMARY KEY, account_id INTEGER NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY, event_id TEXT NOT NULL, key_id TEXT NOT NULL, url TEXT NOT NULL, vetted INTEGER NOT NULL,
  attempt INTEGER NOT NULL, next_at INTEGER, state TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE next_at IS NOT NULL;
