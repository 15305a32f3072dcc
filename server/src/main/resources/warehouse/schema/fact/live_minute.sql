-- A minute of a live stream. `at` is its start.
-- revision: SUPERSEDE
CREATE TABLE live_minute (
    shop           TEXT NOT NULL,
    source         TEXT NOT NULL,
    natural_key    TEXT NOT NULL, -- live session and minute
    at             TIMESTAMP NOT NULL,
    shop_day       DATE NOT NULL,
    shop_hour      BIGINT NOT NULL,
    live_session   TEXT NOT NULL,
    creator        TEXT,
    product        TEXT, -- on show
    online         BIGINT, -- viewers at the end of the minute
    entered        BIGINT, -- viewers
    left_stream    BIGINT, -- viewers
    likes          BIGINT,
    comments       BIGINT,
    shares         BIGINT,
    new_fans       BIGINT,
    product_clicks BIGINT,
    orders         BIGINT, -- created
    order_amount   DECIMAL,
    paid_amount    DECIMAL,
    currency       TEXT
);
