-- A parcel on its way. `at` is when it was handed to the carrier.
-- revision: SUPERSEDE
CREATE TABLE shipment (
    shop            TEXT NOT NULL,
    source          TEXT NOT NULL,
    natural_key     TEXT NOT NULL, -- the carrier's number, or the source's id
    at              TIMESTAMP NOT NULL,
    shop_day        DATE NOT NULL,
    shop_hour       BIGINT NOT NULL,
    order_id        TEXT NOT NULL,
    status          TEXT, -- shipped, in_transit, delivered, returned, lost
    warehouse       TEXT,
    carrier         TEXT,
    tracking_number TEXT,
    promised_at     TIMESTAMP, -- latest moment of handing over that the shop promised
    delivered_at    TIMESTAMP,
    region          TEXT, -- of the receiver
    city            TEXT,
    quantity        BIGINT, -- pieces
    weight_kg       DECIMAL, -- kilograms
    freight_cost    DECIMAL, -- what the shop pays the carrier
    currency        TEXT
);
