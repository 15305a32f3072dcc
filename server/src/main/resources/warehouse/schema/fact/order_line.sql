-- A product in an order. The amounts are the line's share after allocated discounts.
-- revision: SUPERSEDE
CREATE TABLE order_line (
    shop         TEXT NOT NULL,
    source       TEXT NOT NULL,
    natural_key  TEXT NOT NULL, -- order id # line number
    at           TIMESTAMP NOT NULL, -- of the order
    shop_day     DATE NOT NULL,
    shop_hour    BIGINT NOT NULL,
    order_id     TEXT NOT NULL,
    line_no      TEXT NOT NULL,
    product      TEXT,
    sku          TEXT,
    category     TEXT,
    title        TEXT,
    quantity     BIGINT NOT NULL,
    list_price   DECIMAL,
    order_amount DECIMAL NOT NULL,
    paid_amount  DECIMAL, -- null while unpaid
    unit_cost    DECIMAL, -- as the source gives it; otherwise product_cost of the paid day
    gift         BOOLEAN,
    currency     TEXT NOT NULL
);
