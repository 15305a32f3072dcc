create table calendar_promotion (
    id         uuid        primary key,
    event      text        not null,
    edition    integer     not null,
    title_zh   text        not null,
    title_en   text        not null,
    -- The id of a shop, or * for all. A shop is never removed, so there is nothing to refer to.
    shop       text        not null,
    -- usual: came with the program, windows as they usually are; own: written or imported here
    origin     text        not null check (origin in ('usual', 'own')),
    changed_by text        not null,
    changed_at timestamptz not null,
    unique (event, edition, shop)
);

create table calendar_phase (
    promotion uuid not null references calendar_promotion on delete cascade,
    phase     text not null,
    first_day date not null,
    last_day  date not null,
    primary key (promotion, phase),
    check (first_day <= last_day)
);

create table calendar_holiday (
    day      date    primary key,
    off      boolean not null,
    title_zh text    not null,
    title_en text    not null
);

create table calendar_annotation (
    id         uuid        primary key,
    first_day  date        not null,
    last_day   date        not null,
    kind       text        not null,
    text       text        not null,
    shop       text        not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    check (first_day <= last_day)
);
create index calendar_annotation_days on calendar_annotation (first_day);

-- The files that came with the program and were brought in once: what people change afterwards is theirs.
create table calendar_seed (
    name text primary key
);
