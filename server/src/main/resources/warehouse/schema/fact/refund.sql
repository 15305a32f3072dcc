-- A successful refund. `at` is when the money went back.
-- revision: SUPERSEDE
CREATE TABLE refund (
    shop         TEXT NOT NULL,
    source       TEXT NOT NULL,
    natural_key  TEXT NOT NULL, -- the refund's id
    at           TIMESTAMP NOT NULL,
    shop_day     DATE NOT NULL,
    shop_hour    BIGINT NOT NULL,
    order_id     TEXT, -- null where the source does not say
    line_no      TEXT,
    product      TEXT,
    sku          TEXT,
    customer     TEXT,
    region       TEXT,
    amount       DECIMAL NOT NULL, -- positive
    quantity     BIGINT,
    unit_cost    DECIMAL, -- of returned goods
    reason       TEXT,
    type         TEXT, -- refund_only, return
    currency     TEXT NOT NULL,
    requested_at TIMESTAMP,
    remainder    BOOLEAN -- true: all that an order's export says was refunded, its day not known; counts as far as other refunds do not explain it
);
