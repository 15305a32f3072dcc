create table saved_view (
    id          uuid        primary key,
    owner       text        not null,
    name        text        not null,
    -- What follows the question mark in the address of the cockpit.
    query       text        not null,
    -- The least role that sees it beside its owner; null keeps it to the owner.
    shared_from text        check (shared_from in ('VIEWER', 'ANALYST', 'OPERATOR', 'ADMIN')),
    created_at  timestamptz not null,
    changed_at  timestamptz not null
);
create unique index saved_view_name on saved_view (owner, lower(name));
