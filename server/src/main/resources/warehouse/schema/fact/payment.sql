-- An attempt to pay.
-- revision: SUPERSEDE
CREATE TABLE payment (
    shop           TEXT NOT NULL,
    source         TEXT NOT NULL,
    natural_key    TEXT NOT NULL, -- the attempt's id
    at             TIMESTAMP NOT NULL,
    shop_day       DATE NOT NULL,
    shop_hour      BIGINT NOT NULL,
    order_id       TEXT NOT NULL,
    result         TEXT NOT NULL, -- success, failure
    method         TEXT,
    amount         DECIMAL NOT NULL,
    currency       TEXT NOT NULL,
    customer       TEXT,
    visitor        TEXT,
    failure_reason TEXT
);
