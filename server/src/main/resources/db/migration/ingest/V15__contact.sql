-- Telephone numbers and e-mail addresses of customers. Nothing here can be read without the key that lies beside the database.
CREATE TABLE contact (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shop       TEXT NOT NULL,
    source     TEXT NOT NULL,
    customer   TEXT NOT NULL, -- as the warehouse has it: an id of the platform or a pseudonym
    kind       TEXT NOT NULL CHECK (kind IN ('phone', 'email')),
    hash       BYTEA NOT NULL, -- HMAC-SHA256 of the normalised value
    sealed     BYTEA NOT NULL, -- AES-256-GCM of the normalised value
    first_seen TIMESTAMPTZ NOT NULL,
    last_seen  TIMESTAMPTZ NOT NULL,
    UNIQUE (shop, customer, kind, hash, source)
);

CREATE INDEX contact_hash ON contact (shop, kind, hash);

-- Which runs and live sources brought a contact; without any it goes.
CREATE TABLE contact_load (
    contact BIGINT NOT NULL REFERENCES contact ON DELETE CASCADE,
    load_id TEXT NOT NULL,
    PRIMARY KEY (contact, load_id)
);

CREATE INDEX contact_load_of ON contact_load (load_id);

-- Of runs that have not taken effect.
CREATE TABLE contact_waiting (
    load_id  TEXT NOT NULL,
    shop     TEXT NOT NULL,
    source   TEXT NOT NULL,
    customer TEXT NOT NULL,
    kind     TEXT NOT NULL,
    hash     BYTEA NOT NULL,
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (load_id, source, customer, kind, hash)
);

-- What is not to be kept again, because its owner asked to be forgotten.
CREATE TABLE contact_suppressed (
    shop  TEXT NOT NULL,
    kind  TEXT NOT NULL,
    hash  BYTEA NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (shop, kind, hash)
);
