-- The cost of one unit from a day on, until a later row.
-- revision: SUPERSEDE
CREATE TABLE product_cost (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- product, sku and day
    product     TEXT NOT NULL,
    sku         TEXT, -- null: every SKU of the product
    valid_from  DATE NOT NULL,
    unit_cost   DECIMAL NOT NULL,
    currency    TEXT NOT NULL
);
