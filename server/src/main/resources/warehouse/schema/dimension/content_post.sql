-- A note, picture or video.
-- revision: SUPERSEDE
CREATE TABLE content_post (
    shop         TEXT NOT NULL,
    source       TEXT NOT NULL,
    natural_key  TEXT NOT NULL, -- the post id
    content_post TEXT NOT NULL,
    title        TEXT,
    title_en     TEXT,
    kind         TEXT, -- note, short_video, picture, article
    channel      TEXT,
    creator      TEXT,
    product      TEXT,
    published_at TIMESTAMP,
    seconds      DECIMAL, -- length of a video
    cost         DECIMAL,
    currency     TEXT
);
