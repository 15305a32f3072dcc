-- A kind of a product: what is stored, priced and packed.
-- revision: SUPERSEDE
CREATE TABLE sku (
    shop            TEXT NOT NULL,
    source          TEXT NOT NULL,
    natural_key     TEXT NOT NULL, -- the SKU id
    sku             TEXT NOT NULL,
    product         TEXT NOT NULL,
    title           TEXT,
    title_en        TEXT,
    specification   TEXT, -- for example 红色/XL
    barcode         TEXT,
    list_price      DECIMAL,
    weight_kg       DECIMAL, -- kilograms
    shelf_life_days BIGINT,
    currency        TEXT
);
