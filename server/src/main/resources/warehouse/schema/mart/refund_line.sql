-- Refunds with the attributes of what was refunded. A refund without a line of an order with several lines is allocated to them by
-- their paid share, the rounding rest on the largest.
CREATE TABLE refund_line (
    shop                 TEXT NOT NULL,
    refund               TEXT NOT NULL, -- natural key of the fact
    line_no              TEXT NOT NULL,
    order_id             TEXT,
    refund_at            TIMESTAMP NOT NULL,
    refund_day           DATE NOT NULL,
    refund_hour          BIGINT NOT NULL,
    paid_day             DATE, -- of the order
    paid_hour            BIGINT,
    customer             TEXT,
    buyer_type           TEXT,
    channel              TEXT,
    campaign             TEXT,
    creator              TEXT,
    device               TEXT,
    region               TEXT,
    city                 TEXT,
    product              TEXT,
    sku                  TEXT,
    category             TEXT,
    amount               DECIMAL NOT NULL,
    quantity             BIGINT,
    returned_cost_amount DECIMAL, -- cost of goods that came back; 0 for refunds without return, null if unknown
    reason               TEXT,
    type                 TEXT,
    currency             TEXT NOT NULL
);
