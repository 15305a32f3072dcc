-- What a platform, a payment service or a partner charges for an order: a line of a bill. What is given back is negative.
-- revision: SUPERSEDE
CREATE TABLE order_fee (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the bill's line, or order id # kind
    at          TIMESTAMP NOT NULL, -- charged
    shop_day    DATE NOT NULL,
    shop_hour   BIGINT NOT NULL,
    order_id    TEXT NOT NULL,
    kind        TEXT NOT NULL, -- commission, payment, creator, points, other
    amount      DECIMAL NOT NULL, -- 0 where the bill says that nothing is charged
    currency    TEXT NOT NULL
);
