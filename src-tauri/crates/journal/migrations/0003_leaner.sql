-- What a new order and its entry of the chain write is what the click waits
-- for: rows that nobody looks for by these columns are in no index.
DROP INDEX orders_by_provider_id;
CREATE INDEX orders_by_provider_id ON orders (profile_id, provider_order_id)
    WHERE provider_order_id IS NOT NULL;
DROP INDEX audit_by_outcome;
CREATE INDEX audit_stopped ON audit (seq)
    WHERE outcome IN ('refused', 'cancelled', 'failed');
