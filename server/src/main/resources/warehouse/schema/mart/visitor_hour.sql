-- What a visitor did in an hour, by the touch of the session in which it was done.
CREATE TABLE visitor_hour (
    shop          TEXT NOT NULL,
    shop_day      DATE NOT NULL,
    shop_hour     BIGINT NOT NULL,
    visitor       TEXT,
    customer      TEXT,
    channel       TEXT,
    campaign      TEXT,
    creator       TEXT,
    device        TEXT,
    region        TEXT,
    events        BIGINT NOT NULL,
    page_views    BIGINT NOT NULL, -- page and product views
    product_views BIGINT NOT NULL,
    cart_adds     BIGINT NOT NULL,
    favourites    BIGINT NOT NULL,
    checkouts     BIGINT NOT NULL,
    purchases     BIGINT NOT NULL
);
