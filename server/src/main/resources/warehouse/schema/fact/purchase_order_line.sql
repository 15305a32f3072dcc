-- A line of an order to a supplier. `at` is when it was placed.
-- revision: SUPERSEDE
CREATE TABLE purchase_order_line (
    shop           TEXT NOT NULL,
    source         TEXT NOT NULL,
    natural_key    TEXT NOT NULL, -- purchase order # line number
    at             TIMESTAMP NOT NULL,
    shop_day       DATE NOT NULL,
    shop_hour      BIGINT NOT NULL,
    purchase_order TEXT NOT NULL,
    line_no        TEXT NOT NULL,
    supplier       TEXT NOT NULL,
    warehouse      TEXT, -- where the goods go
    product        TEXT,
    sku            TEXT NOT NULL,
    quantity       BIGINT NOT NULL, -- pieces
    unit_cost      DECIMAL,
    currency       TEXT NOT NULL,
    status         TEXT, -- placed, confirmed, partly_received, received, cancelled
    promised_on    DATE -- by the supplier
);
