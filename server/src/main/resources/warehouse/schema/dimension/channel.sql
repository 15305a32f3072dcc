-- Where visits and orders come from. Shop '*' holds the channels that every shop knows.
-- revision: SUPERSEDE
CREATE TABLE channel (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the channel id
    channel     TEXT NOT NULL,
    title       TEXT,
    title_en    TEXT,
    kind        TEXT NOT NULL, -- search, recommend, ads, live, short_video, content, private_domain, direct, referral, offline
    paid        BOOLEAN NOT NULL
);
