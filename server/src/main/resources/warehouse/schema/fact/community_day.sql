-- What went on in a group of customers on a shop day. A later report of the day replaces the earlier one.
-- revision: REPLACE_DAY
CREATE TABLE community_day (
    shop          TEXT NOT NULL,
    source        TEXT NOT NULL,
    natural_key   TEXT NOT NULL, -- day and community
    at            TIMESTAMP NOT NULL, -- the start of the day
    shop_day      DATE NOT NULL,
    shop_hour     BIGINT NOT NULL,
    community     TEXT NOT NULL,
    channel       TEXT,
    members       BIGINT, -- at the end of the day
    joined        BIGINT,
    left_group    BIGINT,
    active        BIGINT, -- members who wrote
    messages      BIGINT,
    coupon_claims BIGINT,
    orders        BIGINT,
    paid_amount   DECIMAL,
    currency      TEXT
);
