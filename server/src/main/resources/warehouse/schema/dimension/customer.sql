-- A customer as the sources describe them. Names, numbers and addresses do not belong here.
-- revision: SUPERSEDE
CREATE TABLE customer (
    shop          TEXT NOT NULL,
    source        TEXT NOT NULL,
    natural_key   TEXT NOT NULL, -- the customer id
    customer      TEXT NOT NULL,
    registered_at TIMESTAMP,
    channel       TEXT, -- of the first contact
    campaign      TEXT,
    creator       TEXT,
    gender        TEXT, -- female, male
    birth_year    BIGINT,
    region        TEXT,
    city          TEXT,
    city_tier     TEXT, -- 1, new1, 2, 3, 4, 5
    member_level  TEXT,
    member_since  TIMESTAMP,
    referrer      TEXT, -- the customer who brought them
    language      TEXT
);
