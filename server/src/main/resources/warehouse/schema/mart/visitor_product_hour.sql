-- What a visitor did with a product on a day and hour: answers traffic questions by product, SKU and category. What was done without a
-- product stands in rows without one, so that the parts add up to the whole.
CREATE TABLE visitor_product_hour (
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
    product       TEXT,
    sku           TEXT,
    category      TEXT, -- the event's, or else the product's
    events        BIGINT NOT NULL,
    page_views    BIGINT NOT NULL,
    product_views BIGINT NOT NULL,
    cart_adds     BIGINT NOT NULL,
    favourites    BIGINT NOT NULL,
    checkouts     BIGINT NOT NULL,
    purchases     BIGINT NOT NULL,
    first_view_at TIMESTAMP, -- the first and last view of the product, and the first and last time that it was added to a cart
    last_view_at  TIMESTAMP,
    first_cart_at TIMESTAMP,
    last_cart_at  TIMESTAMP
);
