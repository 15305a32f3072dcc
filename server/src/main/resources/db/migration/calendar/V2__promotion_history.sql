-- Promotions as they were before they were changed or deleted: figures as of an earlier moment are compared by the windows of then.
create table calendar_promotion_history (
    id            uuid        not null,
    event         text        not null,
    edition       integer     not null,
    title_zh      text        not null,
    title_en      text        not null,
    shop          text        not null,
    origin        text        not null,
    changed_by    text        not null,
    changed_at    timestamptz not null,
    superseded_at timestamptz not null,
    -- A promotion that is changed twice in one instant was never seen as it was in between.
    primary key (id, changed_at)
);

create table calendar_phase_history (
    promotion  uuid        not null,
    changed_at timestamptz not null,
    phase      text        not null,
    first_day  date        not null,
    last_day   date        not null,
    primary key (promotion, changed_at, phase),
    foreign key (promotion, changed_at) references calendar_promotion_history on delete cascade
);

create view calendar_promotion_ever as
select id, event, edition, title_zh, title_en, shop, origin, changed_by, changed_at, 'infinity'::timestamptz as superseded_at
from calendar_promotion
union all
select id, event, edition, title_zh, title_en, shop, origin, changed_by, changed_at, superseded_at
from calendar_promotion_history;

create view calendar_phase_ever as
select f.promotion, p.changed_at, f.phase, f.first_day, f.last_day
from calendar_phase f
join calendar_promotion p on p.id = f.promotion
union all
select promotion, changed_at, phase, first_day, last_day
from calendar_phase_history;
