-- A place where stock lies.
-- revision: SUPERSEDE
CREATE TABLE warehouse (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the warehouse id
    warehouse   TEXT NOT NULL,
    title       TEXT,
    title_en    TEXT,
    region      TEXT,
    city        TEXT,
    kind        TEXT -- own, platform, supplier, store
);
