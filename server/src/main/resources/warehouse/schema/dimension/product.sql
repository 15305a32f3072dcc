-- A product of a shop.
-- revision: SUPERSEDE
CREATE TABLE product (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the product id
    product     TEXT NOT NULL,
    title       TEXT,
    title_en    TEXT,
    category    TEXT, -- path with '/', for example 美妆/面膜
    brand       TEXT,
    list_price  DECIMAL,
    currency    TEXT,
    launched_on DATE
);
