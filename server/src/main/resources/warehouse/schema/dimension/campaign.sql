-- A promotion or an advertising campaign.
-- revision: SUPERSEDE
CREATE TABLE campaign (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the campaign id
    campaign    TEXT NOT NULL,
    title       TEXT,
    title_en    TEXT,
    kind        TEXT, -- promotion, ads, live, content, message
    channel     TEXT,
    starts_at   TIMESTAMP,
    ends_at     TIMESTAMP,
    budget      DECIMAL,
    goal        TEXT,
    currency    TEXT
);
