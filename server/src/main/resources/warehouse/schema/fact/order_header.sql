-- An order as it stands. `at` is when it was created.
-- revision: SUPERSEDE
CREATE TABLE order_header (
    shop            TEXT NOT NULL,
    source          TEXT NOT NULL,
    natural_key     TEXT NOT NULL, -- the order id
    at              TIMESTAMP NOT NULL,
    shop_day        DATE NOT NULL,
    shop_hour       BIGINT NOT NULL,
    order_id        TEXT NOT NULL,
    status          TEXT, -- created, paid, shipped, completed, closed
    customer        TEXT,
    visitor         TEXT,
    session         TEXT,
    paid_at         TIMESTAMP,
    paid_day        DATE,
    paid_hour       BIGINT,
    closed_at       TIMESTAMP,
    order_amount    DECIMAL NOT NULL, -- what the buyer was to pay, after discounts, freight included
    paid_amount     DECIMAL, -- what was paid, refunds not removed; null while unpaid
    discount_amount DECIMAL,
    freight_amount  DECIMAL,
    currency        TEXT NOT NULL,
    channel         TEXT,
    campaign        TEXT,
    creator         TEXT,
    live_session    TEXT,
    device          TEXT,
    region          TEXT,
    city            TEXT,
    payment_method  TEXT
);
