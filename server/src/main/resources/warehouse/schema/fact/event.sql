-- What a visitor did. One row per action; the type is one of ours, the name is the source's own word for it.
-- revision: KEEP_FIRST
CREATE TABLE event (
    shop           TEXT NOT NULL,
    source         TEXT NOT NULL,
    natural_key    TEXT NOT NULL, -- the source's message id, or a hash of the row
    at             TIMESTAMP NOT NULL,
    shop_day       DATE NOT NULL,
    shop_hour      BIGINT NOT NULL, -- on the shop's wall clock, 0 to 23
    type           TEXT NOT NULL, -- see EventType
    name           TEXT,
    visitor        TEXT,
    customer       TEXT,
    session        TEXT, -- given by the source; otherwise the session mart finds it
    page           TEXT, -- path of the address
    page_kind      TEXT, -- home, list, product, cart, checkout, account, content, other
    referrer       TEXT,
    product        TEXT,
    sku            TEXT,
    category       TEXT,
    channel        TEXT,
    campaign       TEXT,
    creator        TEXT,
    live_session   TEXT,
    device         TEXT, -- mobile, desktop, tablet, app, mini_program
    region         TEXT,
    dwell_seconds  DECIMAL, -- how long the page was seen; of a page_leave since it was opened, or left before
    query          TEXT,
    quantity       BIGINT,
    value          DECIMAL,
    currency       TEXT,
    order_id       TEXT,
    variants       TEXT, -- experiment variants, JSON
    element        TEXT, -- what was exposed or clicked, in the page's own words
    scroll_percent BIGINT -- how far down the page was seen, 0 to 100
);
