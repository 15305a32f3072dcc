-- Where shop systems send webhooks. The secret is encrypted under the key in the data folder (or the file that replicas share).
CREATE TABLE webhook_source (
    id               TEXT PRIMARY KEY,
    shop             TEXT NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('shopify', 'woocommerce', 'signed')),
    name             TEXT NOT NULL,
    secret           BYTEA NOT NULL,
    mapping          TEXT,
    state            TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused')),
    created_at       TIMESTAMPTZ NOT NULL DEFAULT now(),
    created_by       TEXT NOT NULL,
    accepted         BIGINT NOT NULL DEFAULT 0,
    refused          BIGINT NOT NULL DEFAULT 0,
    last_delivery_at TIMESTAMPTZ,
    last_lag_ms      BIGINT,
    last_error       JSONB,
    last_error_at    TIMESTAMPTZ
);

-- What arrived. The body stands here, encrypted, while the delivery waits for the warehouse or is rejected; what was taken keeps its id alone,
-- so that a repetition is recognised.
CREATE TABLE webhook_delivery (
    id           TEXT PRIMARY KEY,
    source       TEXT NOT NULL REFERENCES webhook_source ON DELETE CASCADE,
    delivery     TEXT NOT NULL,
    topic        TEXT NOT NULL,
    signature    TEXT,
    triggered_at TIMESTAMPTZ,
    received_at  TIMESTAMPTZ NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'late', 'rejected')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    body         BYTEA,
    reason       JSONB,
    UNIQUE (source, delivery),
    UNIQUE (source, signature)
);
CREATE INDEX webhook_delivery_open ON webhook_delivery (source, received_at) WHERE state IN ('waiting', 'rejected');
CREATE INDEX webhook_delivery_by_time ON webhook_delivery (received_at);

-- How new the state is that is known of an order or a product, so that a late delivery does not overwrite a newer one.
CREATE TABLE webhook_subject (
    source       TEXT NOT NULL REFERENCES webhook_source ON DELETE CASCADE,
    subject      TEXT NOT NULL,
    version      TIMESTAMPTZ NOT NULL,
    triggered_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (source, subject)
);

-- What a shop system asks on behalf of a person. It holds ids alone, and outlives its source.
CREATE TABLE privacy_request (
    id          TEXT PRIMARY KEY,
    source      TEXT NOT NULL,
    source_name TEXT NOT NULL,
    shop        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    customer    TEXT,
    orders      JSONB NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    due_at      TIMESTAMPTZ NOT NULL,
    dropped     INTEGER NOT NULL,
    done_at     TIMESTAMPTZ,
    done_by     TEXT
);
