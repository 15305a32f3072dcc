-- What orders cost beside their goods, with the attributes of what was sold: fees and freight, each allocated to the lines of its order by
-- their paid share, the rounding rest on the largest.
CREATE TABLE cost_line (
    shop       TEXT NOT NULL,
    order_id   TEXT NOT NULL,
    kind       TEXT NOT NULL, -- of the fee; freight; unbilled for a paid order of which no bill tells yet
    cost       TEXT NOT NULL, -- natural key of the fact; '' for unbilled
    line_no    TEXT NOT NULL,
    line_key   TEXT NOT NULL,
    paid_at    TIMESTAMP, -- of the order
    paid_day   DATE,
    paid_hour  BIGINT,
    customer   TEXT,
    buyer_type TEXT,
    channel    TEXT,
    campaign   TEXT,
    creator    TEXT,
    device     TEXT,
    region     TEXT,
    city       TEXT,
    product    TEXT,
    sku        TEXT,
    category   TEXT,
    amount     DECIMAL, -- null if unknown: unbilled, no freight told, or in another currency than the order
    currency   TEXT NOT NULL -- of the order
);
