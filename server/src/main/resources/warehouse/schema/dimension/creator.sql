-- Somebody who sells or shows for the shop: hosts, KOL, KOC.
-- revision: SUPERSEDE
CREATE TABLE creator (
    shop            TEXT NOT NULL,
    source          TEXT NOT NULL,
    natural_key     TEXT NOT NULL, -- the creator id
    creator         TEXT NOT NULL,
    title           TEXT,
    title_en        TEXT,
    tier            TEXT, -- head, waist, tail, koc, own
    platform        TEXT,
    fans            BIGINT,
    commission_rate DECIMAL, -- 0 to 1
    region          TEXT
);
