-- What advertising cost on a shop day, as the platform reports it. A later report of the day replaces the earlier one as a whole.
-- revision: REPLACE_DAY
CREATE TABLE ad_spend (
    shop           TEXT NOT NULL,
    source         TEXT NOT NULL,
    natural_key    TEXT NOT NULL, -- day, channel, campaign, creator and product
    at             TIMESTAMP NOT NULL, -- the start of the day
    shop_day       DATE NOT NULL,
    shop_hour      BIGINT NOT NULL,
    channel        TEXT NOT NULL,
    campaign       TEXT,
    creator        TEXT,
    product        TEXT,
    cost           DECIMAL NOT NULL, -- discounts and rebates removed
    impressions    BIGINT,
    clicks         BIGINT,
    claimed_orders BIGINT, -- what the platform claims; never added to our own figures
    claimed_amount DECIMAL,
    currency       TEXT NOT NULL
);
