-- A page key stands in pages that anybody can read and tells of visits alone. A server key also tells of orders and customers, and is kept by whoever sends with it.
ALTER TABLE write_key
    ADD COLUMN kind TEXT NOT NULL DEFAULT 'server' CHECK (kind IN ('page', 'server'));
