-- The course of each import. What it rejected lies in the landing folder, however much that is.
create table import_run (
    id          text primary key,
    state       text not null check (state in ('queued', 'running', 'done', 'failed')),
    format      text not null,
    shop        text not null,
    files       jsonb not null,
    bytes_done  bigint not null default 0,
    bytes_total bigint not null default 0,
    summary     jsonb,
    error       jsonb,
    created_by  text not null,
    started_at  timestamptz not null,
    finished_at timestamptz
);

create index import_run_started_at on import_run (started_at desc);
