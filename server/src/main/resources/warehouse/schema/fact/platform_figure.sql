-- A figure as a platform or a research service reports it: to be shown beside our own, never added to them.
-- revision: SUPERSEDE
CREATE TABLE platform_figure (
    shop         TEXT NOT NULL,
    source       TEXT NOT NULL,
    natural_key  TEXT NOT NULL, -- what it is the figure of, the moment and the metric
    at           TIMESTAMP NOT NULL, -- the start of the day, or of the live session
    shop_day     DATE NOT NULL,
    shop_hour    BIGINT NOT NULL,
    metric       TEXT NOT NULL, -- the platform's own, by the name that its format gives it
    product      TEXT, -- of ours; null for the whole shop
    live_session TEXT,
    creator      TEXT,
    subject      TEXT, -- what it is the figure of where that is not ours, for example another shop's product, or an order's id
    value        DECIMAL NOT NULL, -- a rate as a number from 0 to 1
    currency     TEXT
);
