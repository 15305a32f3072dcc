create table shop (
    id         text        primary key,
    name       text        not null,
    zone       text        not null,
    cutoff     time        not null,
    currency   char(3)     not null,
    created_at timestamptz not null default now()
);
create unique index shop_name on shop (lower(name));

create table user_account (
    name                     text        primary key,
    role                     text        not null check (role in ('VIEWER', 'ANALYST', 'OPERATOR', 'ADMIN')),
    -- Ids of the shops that the user sees; empty means all.
    shops                    text[]      not null default '{}',
    password_hash            text        not null,
    password_change_required boolean     not null,
    -- Goes up with each new password; a session knows the one that it began with, so a new password ends all others.
    credential_version       integer     not null default 1,
    disabled_at              timestamptz,
    created_at               timestamptz not null default now(),
    last_signed_in_at        timestamptz
);

create table api_token (
    id           uuid        primary key,
    name         text        not null,
    -- SHA-256 of the whole token. The token is 256 random bits, so a slow hash would add nothing.
    token_hash   bytea       not null unique,
    hint         text        not null,
    role         text        not null check (role in ('VIEWER', 'ANALYST', 'OPERATOR', 'ADMIN')),
    shops        text[]      not null default '{}',
    created_by   text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

create table login_attempt (
    -- user and address, or address alone
    bucket       text        primary key,
    attempts     integer     not null,
    window_start timestamptz not null
);
create index login_attempt_window_start on login_attempt (window_start);

create table audit_entry (
    id      bigint      generated always as identity primary key,
    at      timestamptz not null,
    caller  text        not null,
    action  text        not null,
    subject text        not null,
    details jsonb       not null
);
create index audit_entry_subject on audit_entry (subject, id);

-- The shape that Spring Session asks for.
create table web_session (
    primary_id            char(36)     primary key,
    session_id            char(36)     not null unique,
    creation_time         bigint       not null,
    last_access_time      bigint       not null,
    max_inactive_interval integer      not null,
    expiry_time           bigint       not null,
    principal_name        varchar(100)
);
create index web_session_expiry_time on web_session (expiry_time);
create index web_session_principal_name on web_session (principal_name);

create table web_session_attributes (
    session_primary_id char(36)     not null references web_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);
