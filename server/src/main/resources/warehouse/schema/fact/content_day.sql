-- What a post reached on a shop day. A later report of the day replaces the earlier one.
-- revision: REPLACE_DAY
CREATE TABLE content_day (
    shop           TEXT NOT NULL,
    source         TEXT NOT NULL,
    natural_key    TEXT NOT NULL, -- day and post
    at             TIMESTAMP NOT NULL, -- the start of the day
    shop_day       DATE NOT NULL,
    shop_hour      BIGINT NOT NULL,
    content_post   TEXT NOT NULL,
    creator        TEXT,
    channel        TEXT,
    product        TEXT,
    impressions    BIGINT,
    views          BIGINT,
    view_seconds   DECIMAL, -- seconds, of all views
    likes          BIGINT,
    comments       BIGINT,
    shares         BIGINT,
    favourites     BIGINT,
    new_fans       BIGINT,
    product_clicks BIGINT
);
