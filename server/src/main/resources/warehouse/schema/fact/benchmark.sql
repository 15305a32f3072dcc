-- A figure of the trade to compare with: of a category, a price band, a rank of shops.
-- revision: SUPERSEDE
CREATE TABLE benchmark (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- metric, segment and day
    at          TIMESTAMP NOT NULL, -- the start of the day
    shop_day    DATE NOT NULL,
    shop_hour   BIGINT NOT NULL,
    metric      TEXT NOT NULL, -- id of our dictionary
    segment     TEXT, -- what it is the figure of, for example the category path
    kind        TEXT NOT NULL, -- average, excellent, rank
    grain       TEXT NOT NULL, -- day, week, month
    value       DECIMAL NOT NULL, -- a rate as a number from 0 to 1
    currency    TEXT
);
