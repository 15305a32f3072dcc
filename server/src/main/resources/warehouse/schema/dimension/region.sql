-- Provinces by their short name, with the code of GB/T 2260; other countries by their English name.
-- revision: SUPERSEDE
CREATE TABLE region (
    shop        TEXT NOT NULL, -- always '*'
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the short name, as facts carry it
    region      TEXT NOT NULL,
    code        TEXT,
    full_name   TEXT,
    title_en    TEXT
);
