-- Kafka topics that facts are read from. The password is encrypted under the key of webhook sources.
CREATE TABLE topic_source (
    id              TEXT PRIMARY KEY,
    shop            TEXT NOT NULL,
    name            TEXT NOT NULL,
    place           JSONB NOT NULL,
    password        BYTEA,
    -- A mapping of its own, or the name of one that comes with the program.
    mapping         TEXT,
    ready           TEXT,
    state           TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused')),
    -- Grows with each change, pause and replay: who reads by an older one notes nothing any more.
    generation      BIGINT NOT NULL DEFAULT 1,
    -- Kafka's own id of the topic: one that is deleted and made anew begins at 0 again.
    topic_id        TEXT NOT NULL,
    failures        INTEGER NOT NULL DEFAULT 0,
    next_at         TIMESTAMPTZ NOT NULL DEFAULT now(),
    read_messages   BIGINT NOT NULL DEFAULT 0,
    changed_facts   BIGINT NOT NULL DEFAULT 0,
    late            BIGINT NOT NULL DEFAULT 0,
    tombstones      BIGINT NOT NULL DEFAULT 0,
    -- Rejected messages beyond those that may be kept, and messages that the topic dropped before they were read.
    unkept          BIGINT NOT NULL DEFAULT 0,
    missed          BIGINT NOT NULL DEFAULT 0,
    last_message_at TIMESTAMPTZ,
    last_lag_ms     BIGINT,
    last_error      JSONB,
    last_error_at   TIMESTAMPTZ,
    created_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
    created_by      TEXT NOT NULL,
    CHECK ((mapping IS NULL) <> (ready IS NULL))
);

-- How far each partition is read: everything before next_offset is in the warehouse, or kept as rejected.
CREATE TABLE topic_partition (
    source      TEXT NOT NULL REFERENCES topic_source ON DELETE CASCADE,
    partition   INTEGER NOT NULL,
    next_offset BIGINT NOT NULL,
    end_offset  BIGINT NOT NULL,
    message_at  TIMESTAMPTZ,
    PRIMARY KEY (source, partition)
);

-- Messages that could not be read, encrypted, each with its reason. One that is read anew replaces what is kept of it.
CREATE TABLE topic_rejection (
    id             TEXT PRIMARY KEY,
    source         TEXT NOT NULL REFERENCES topic_source ON DELETE CASCADE,
    topic_id       TEXT NOT NULL,
    partition      INTEGER NOT NULL,
    message_offset BIGINT NOT NULL,
    message_at     TIMESTAMPTZ NOT NULL,
    -- The topic of the mapping that it belongs to.
    topic          TEXT NOT NULL,
    bytes          INTEGER NOT NULL,
    -- Whether the body is the whole message. Of one that is too large only the beginning is kept.
    whole          BOOLEAN NOT NULL,
    body           BYTEA NOT NULL,
    reason         JSONB NOT NULL,
    received_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (source, topic_id, partition, message_offset)
);
CREATE INDEX topic_rejection_by_time ON topic_rejection (received_at);

-- How new the state is that is known of an order or a product, so that an older message does not overwrite a newer one.
CREATE TABLE topic_subject (
    source       TEXT NOT NULL REFERENCES topic_source ON DELETE CASCADE,
    subject      TEXT NOT NULL,
    version      TIMESTAMPTZ NOT NULL,
    triggered_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (source, subject)
);
