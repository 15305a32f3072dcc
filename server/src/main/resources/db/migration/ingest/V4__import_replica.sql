-- Which replica has the files of a run, and works on it; and how often it was begun.
ALTER TABLE import_run
    ADD COLUMN replica TEXT,
    ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
