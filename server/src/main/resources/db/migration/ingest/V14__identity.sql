-- For how many shop days facts are kept. Kinds of data that are not here are kept without limit.
CREATE TABLE retention (
    data           TEXT PRIMARY KEY,
    days           INTEGER CHECK (days > 0),
    changed_by     TEXT NOT NULL,
    changed_at     TIMESTAMPTZ NOT NULL,
    -- Of the last time that something was deleted.
    deleted_at     TIMESTAMPTZ,
    deleted_before DATE,
    deleted_rows   BIGINT
);

-- How many events were not kept, because their people do not consent; nothing else is known of them.
CREATE TABLE withheld_event (
    shop     TEXT NOT NULL,
    day      DATE NOT NULL, -- shop day on which they came
    protocol TEXT NOT NULL,
    events   BIGINT NOT NULL CHECK (events > 0),
    PRIMARY KEY (shop, day, protocol)
);
