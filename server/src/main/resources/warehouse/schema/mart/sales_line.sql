-- Order lines with everything that a sales question groups by. Where the lines of an order do not add up to it (freight, orders without
-- lines) one more row with line_no '' holds the rest, so that amounts always add up to the orders.
CREATE TABLE sales_line (
    shop           TEXT NOT NULL,
    order_id       TEXT NOT NULL,
    line_no        TEXT NOT NULL,
    line_key       TEXT NOT NULL, -- natural key of the fact, since nothing keeps a source from numbering two lines alike; '' for the rest row
    created_at     TIMESTAMP NOT NULL,
    created_day    DATE NOT NULL,
    created_hour   BIGINT NOT NULL,
    paid_at        TIMESTAMP,
    paid_day       DATE,
    paid_hour      BIGINT,
    paid_in_24h    BOOLEAN NOT NULL,
    customer       TEXT,
    visitor        TEXT, -- the order's, or else its own session's
    buyer_type     TEXT, -- new: no payment in the 365 days before; old; null without customer or payment
    channel        TEXT, -- the order's, or else its session's, or else its visitor's last session of the day
    campaign       TEXT,
    creator        TEXT,
    device         TEXT,
    region         TEXT,
    city           TEXT,
    product        TEXT,
    sku            TEXT,
    category       TEXT,
    quantity       BIGINT NOT NULL, -- gifts of price 0 included
    gift           BOOLEAN NOT NULL, -- price 0
    order_amount   DECIMAL NOT NULL,
    paid_amount    DECIMAL NOT NULL, -- 0 while unpaid
    cost_amount    DECIMAL, -- quantity times the cost valid on the paid day; null if unknown, 0 for a rest row of an order with lines
    currency       TEXT NOT NULL
);
