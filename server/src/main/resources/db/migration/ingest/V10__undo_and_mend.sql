-- A run that is being taken back, or was: who asked for it and when, and what it did.
ALTER TABLE import_run DROP CONSTRAINT import_run_state_check;
ALTER TABLE import_run
    ADD CONSTRAINT import_run_state_check CHECK (state IN ('queued', 'running', 'done', 'failed', 'undoing', 'undone')),
    ADD COLUMN undo JSONB;

-- Rows that are no data were not counted before.
UPDATE import_run SET summary = summary || '{"skipped": 0}' WHERE summary IS NOT NULL AND summary -> 'skipped' IS NULL;

-- The run whose rejected rows a run takes in once more, mended.
ALTER TABLE import_run ADD COLUMN mends TEXT REFERENCES import_run (id);
CREATE INDEX import_run_mends ON import_run (mends) WHERE mends IS NOT NULL;
