-- Formats of this installation, made on the page. The mapping is what runs; the draft is what the page made it of.
CREATE TABLE own_format (
    name       TEXT PRIMARY KEY,
    draft      JSONB NOT NULL,
    mapping    TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    created_by TEXT NOT NULL
);
CREATE UNIQUE INDEX own_format_by_name ON own_format (lower(name));
