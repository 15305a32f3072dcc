-- Who the shop buys from.
-- revision: SUPERSEDE
CREATE TABLE supplier (
    shop           TEXT NOT NULL,
    source         TEXT NOT NULL,
    natural_key    TEXT NOT NULL, -- the supplier id
    supplier       TEXT NOT NULL,
    title          TEXT,
    title_en       TEXT,
    region         TEXT,
    lead_time_days DECIMAL, -- days, as agreed
    minimum_order  DECIMAL, -- amount
    payment_days   BIGINT,
    currency       TEXT
);
