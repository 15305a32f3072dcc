-- Tables of databases that facts are fetched from. The password is encrypted under the key of webhook sources.
CREATE TABLE pulled_source (
    id               TEXT PRIMARY KEY,
    shop             TEXT NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('postgresql', 'mysql')),
    name             TEXT NOT NULL,
    place            JSONB NOT NULL,
    password         BYTEA,
    mapping          TEXT NOT NULL,
    interval_s       INTEGER NOT NULL CHECK (interval_s > 0),
    state            TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused')),
    -- Who reads now. Another run, a pause or a change of the source takes it away, and then the one before writes no more.
    run              TEXT,
    next_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    failures         INTEGER NOT NULL DEFAULT 0,
    -- How far it is: where it was told to begin, up to where everything is known, and where the round that is under way stands.
    start_at         TEXT,
    reached          TEXT,
    page_cursor      TEXT,
    page_key         TEXT,
    round_started_at TIMESTAMPTZ,
    last_round_at    TIMESTAMPTZ,
    last_lag_ms      BIGINT,
    read_rows        BIGINT NOT NULL DEFAULT 0,
    changed_facts    BIGINT NOT NULL DEFAULT 0,
    last_error       JSONB,
    last_error_at    TIMESTAMPTZ,
    created_at       TIMESTAMPTZ NOT NULL DEFAULT now(),
    created_by       TEXT NOT NULL
);

-- Rows that could not be read, encrypted, each with its reason. A row that is read anew replaces what is kept of it.
CREATE TABLE pulled_rejection (
    id          TEXT PRIMARY KEY,
    source      TEXT NOT NULL REFERENCES pulled_source ON DELETE CASCADE,
    key         TEXT NOT NULL,
    place       TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    body        BYTEA NOT NULL,
    reason      JSONB NOT NULL,
    received_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (source, key)
);
CREATE INDEX pulled_rejection_by_time ON pulled_rejection (received_at);
