create table target (
    shop       text           not null,
    metric     text           not null,
    -- A target for a part of the shop: the rows whose dimension has this value. Both are empty for the whole shop.
    dimension  text           not null,
    value      text           not null,
    period     text           not null check (period in ('YEAR', 'QUARTER', 'MONTH', 'DAY')),
    first_day  date           not null,
    amount     numeric(24, 6) not null check (amount >= 0),
    changed_by text           not null,
    changed_at timestamptz    not null,
    primary key (shop, metric, dimension, value, first_day, period),
    check ((dimension = '') = (value = ''))
);
