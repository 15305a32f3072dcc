-- A write key can only add events to its shop and stands in pages that anybody can read: it is no secret and is kept as it is.
CREATE TABLE write_key (
    key        TEXT PRIMARY KEY,
    shop       TEXT NOT NULL,
    name       TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    created_by TEXT NOT NULL,
    revoked_at TIMESTAMPTZ,
    revoked_by TEXT
);

-- With it, ids that are e-mail addresses or telephone numbers become pseudonyms.
CREATE TABLE tracking_secret (
    name  TEXT PRIMARY KEY,
    value BYTEA NOT NULL
);
