-- The processes that work on this installation. A data folder has one process at a time and gives it its id, so a restart keeps the id.
create table replica (
    id      text        primary key,
    name    text        not null,
    seen_at timestamptz not null
);
