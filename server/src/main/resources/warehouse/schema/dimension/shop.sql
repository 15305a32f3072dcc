-- A shop as the analytical questions see it.
-- revision: SUPERSEDE
CREATE TABLE shop (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the shop id
    title       TEXT,
    title_en    TEXT,
    platform    TEXT, -- taobao, tmall, jd, douyin, pdd, xiaohongshu, own, offline
    zone        TEXT,
    currency    TEXT,
    opened_on   DATE
);
