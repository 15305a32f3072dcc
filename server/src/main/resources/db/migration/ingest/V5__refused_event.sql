-- Events and records that a log had and that could not become facts: nothing that was acknowledged is dropped without a trace.
CREATE TABLE refused_event (
    log        TEXT NOT NULL,
    position   BIGINT NOT NULL,
    index      INTEGER NOT NULL,
    shop       TEXT,
    code       TEXT NOT NULL,
    message    TEXT NOT NULL,
    content    BYTEA NOT NULL,
    refused_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (log, position, index)
);
CREATE INDEX refused_event_by_time ON refused_event (refused_at);
