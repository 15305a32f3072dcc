-- A node of the category tree.
-- revision: SUPERSEDE
CREATE TABLE category (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the path
    category    TEXT NOT NULL, -- path with '/'
    parent      TEXT, -- path; null for a root
    title       TEXT,
    title_en    TEXT,
    sort        BIGINT
);
