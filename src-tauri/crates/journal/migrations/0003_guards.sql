
-- What guards look at before an order is written.
CREATE INDEX orders_by_time ON orders (profile_id, created_at);
CREATE INDEX orders_by_product ON orders (profile_id, product_id, no);
