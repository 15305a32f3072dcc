-- Goods that arrived from a supplier.
-- revision: SUPERSEDE
CREATE TABLE receipt (
    shop           TEXT NOT NULL,
    source         TEXT NOT NULL,
    natural_key    TEXT NOT NULL, -- the source's id
    at             TIMESTAMP NOT NULL,
    shop_day       DATE NOT NULL,
    shop_hour      BIGINT NOT NULL,
    purchase_order TEXT,
    line_no        TEXT,
    supplier       TEXT,
    warehouse      TEXT NOT NULL,
    product        TEXT,
    sku            TEXT NOT NULL,
    quantity       BIGINT NOT NULL, -- pieces that arrived
    rejected       BIGINT, -- pieces that did not pass the check
    unit_cost      DECIMAL,
    currency       TEXT
);
