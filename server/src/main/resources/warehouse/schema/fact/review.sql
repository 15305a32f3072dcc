-- What a buyer wrote about a product.
-- revision: SUPERSEDE
CREATE TABLE review (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the source's id
    at          TIMESTAMP NOT NULL,
    shop_day    DATE NOT NULL,
    shop_hour   BIGINT NOT NULL,
    order_id    TEXT,
    line_no     TEXT,
    product     TEXT,
    sku         TEXT,
    customer    TEXT,
    rating      DECIMAL, -- 1 to 5
    title       TEXT,
    text        TEXT,
    pictures    BIGINT,
    videos      BIGINT,
    helpful     BIGINT,
    reply       TEXT, -- of the shop
    replied_at  TIMESTAMP,
    follow_up   BOOLEAN, -- a later addition to an earlier review
    region      TEXT
);
