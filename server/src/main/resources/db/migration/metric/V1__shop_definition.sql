-- What a shop adds to the dictionary, in YAML: every version is kept, the highest one holds. An empty text defines nothing.
create table shop_definition (
    shop       text        not null,
    version    bigint      not null check (version > 0),
    text       text        not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (shop, version)
);
