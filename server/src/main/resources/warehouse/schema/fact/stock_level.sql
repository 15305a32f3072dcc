-- What lay in a warehouse at a moment (a count or a daily statement).
-- revision: SUPERSEDE
CREATE TABLE stock_level (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- warehouse, SKU and moment
    at          TIMESTAMP NOT NULL,
    shop_day    DATE NOT NULL,
    shop_hour   BIGINT NOT NULL,
    warehouse   TEXT NOT NULL,
    product     TEXT,
    sku         TEXT NOT NULL,
    on_hand     BIGINT NOT NULL, -- pieces, reserved ones included
    reserved    BIGINT,
    in_transit  BIGINT, -- on the way to this warehouse
    unit_cost   DECIMAL,
    currency    TEXT
);
