-- A live stream.
-- revision: SUPERSEDE
CREATE TABLE live_session (
    shop            TEXT NOT NULL,
    source          TEXT NOT NULL,
    natural_key     TEXT NOT NULL, -- the live session id
    live_session    TEXT NOT NULL,
    title           TEXT,
    title_en        TEXT,
    creator         TEXT,
    channel         TEXT,
    starts_at       TIMESTAMP NOT NULL,
    ends_at         TIMESTAMP,
    slot_fee        DECIMAL, -- fixed fee
    commission_rate DECIMAL, -- 0 to 1
    currency        TEXT
);
