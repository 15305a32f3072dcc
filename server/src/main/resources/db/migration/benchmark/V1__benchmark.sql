create table benchmark (
    id         uuid        primary key,
    metric     text        not null,
    -- A path such as 美妆/面膜; empty for the whole industry.
    category   text        not null,
    -- value: the figure itself; previous, last-year: its change against that period, as a share
    basis      text        not null check (basis in ('value', 'previous', 'last-year')),
    first_day  date        not null,
    last_day   date        not null,
    value      numeric     not null,
    p25        numeric,
    p50        numeric,
    p75        numeric,
    source     text        not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    check (first_day <= last_day),
    unique (metric, category, basis, first_day, last_day, source)
);
