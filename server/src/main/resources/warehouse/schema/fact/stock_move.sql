-- A change of stock.
-- revision: KEEP_FIRST
CREATE TABLE stock_move (
    shop           TEXT NOT NULL,
    source         TEXT NOT NULL,
    natural_key    TEXT NOT NULL, -- the source's id
    at             TIMESTAMP NOT NULL,
    shop_day       DATE NOT NULL,
    shop_hour      BIGINT NOT NULL,
    warehouse      TEXT NOT NULL,
    product        TEXT,
    sku            TEXT NOT NULL,
    quantity       BIGINT NOT NULL, -- positive in, negative out
    reason         TEXT NOT NULL, -- sale, return, receipt, transfer_in, transfer_out, adjustment, scrap
    order_id       TEXT, -- of the sale or return
    purchase_order TEXT,
    transfer       TEXT, -- joins the two halves of a transfer
    unit_cost      DECIMAL,
    currency       TEXT
);
