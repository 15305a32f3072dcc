-- Visits. A session given by its source is never split and belongs to the day it started; otherwise 30 minutes of silence, a new
-- paid, creator or campaign touch, or the shop-day cut-off ends one. The touch is the session's first.
CREATE TABLE session (
    shop             TEXT NOT NULL,
    shop_day         DATE NOT NULL,
    shop_hour        BIGINT NOT NULL, -- of the start
    session          TEXT NOT NULL,
    given            BOOLEAN NOT NULL, -- named by its source
    visitor          TEXT,
    customer         TEXT,
    channel          TEXT,
    campaign         TEXT,
    creator          TEXT,
    device           TEXT,
    region           TEXT,
    started_at       TIMESTAMP NOT NULL,
    ended_at         TIMESTAMP NOT NULL,
    duration_seconds DECIMAL NOT NULL, -- the last page counts by its reported dwell
    page_views       BIGINT NOT NULL,
    product_views    BIGINT NOT NULL,
    home_views       BIGINT NOT NULL, -- views of the home page
    home_clicked     BOOLEAN NOT NULL, -- a product was viewed after the home page
    interactions     BIGINT NOT NULL, -- events that are neither a page view, a product view nor an exposure
    bounced          BOOLEAN NOT NULL -- one page view and no interaction
);
