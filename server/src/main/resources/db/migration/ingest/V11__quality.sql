-- The columns of imported files, so that a later file of the kind can be told to have others.
CREATE TABLE import_header (
    run     TEXT NOT NULL REFERENCES import_run ON DELETE CASCADE,
    file    TEXT NOT NULL,
    source  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    columns JSONB NOT NULL,
    PRIMARY KEY (run, file)
);
CREATE INDEX import_header_by_kind ON import_header (kind);

-- What the last passes found. The topic is what is looked at together; a topic that could not be looked at keeps what was found before.
CREATE TABLE quality_check (
    key        TEXT PRIMARY KEY,
    topic      TEXT NOT NULL,
    rule       TEXT NOT NULL,
    shop       TEXT NOT NULL,
    source     TEXT NOT NULL,
    fact       TEXT NOT NULL,
    part       TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('ok', 'too_little', 'warning', 'failing')),
    value      NUMERIC,
    arguments  JSONB NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    checked_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX quality_check_by_shop ON quality_check (shop);

-- Rows by day of what a source tells, so that a chart needs no question to the warehouse.
CREATE TABLE quality_series (
    shop    TEXT NOT NULL,
    source  TEXT NOT NULL,
    fact    TEXT NOT NULL,
    summary JSONB NOT NULL,
    PRIMARY KEY (fact, shop, source)
);

-- From where on a rule warns and fails in a shop that wants other limits than the usual ones.
CREATE TABLE quality_threshold (
    shop       TEXT NOT NULL,
    rule       TEXT NOT NULL,
    warning    NUMERIC NOT NULL,
    failing    NUMERIC,
    changed_by TEXT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (shop, rule)
);

-- The last pass.
CREATE TABLE quality_pass (
    only_one    BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_one),
    asked_at    TIMESTAMPTZ,
    started_at  TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    millis      BIGINT,
    left_out    JSONB NOT NULL DEFAULT '[]'
);
INSERT INTO quality_pass DEFAULT VALUES;
