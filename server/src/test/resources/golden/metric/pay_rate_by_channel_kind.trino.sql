select "k0",
cast(sum("visitors") as bigint) "visitors",
cast(sum("buyers") as bigint) "buyers",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select coalesce("own_channel_kind"."v", "all_channel_kind"."v") "k0",
count(distinct "t"."visitor") "visitors",
cast(null as bigint) "buyers",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "visitor_hour" "t"
left outer join (select "shop" "shop", "channel" "k",
max("kind") "v"
from "channel"
where "shop" <> '*'
group by "shop", "channel") "own_channel_kind" on ("own_channel_kind"."shop" = "t"."shop" and "own_channel_kind"."k" = "t"."channel")
left outer join (select "channel" "k",
max("kind") "v"
from "channel"
where "shop" = '*'
group by "channel") "all_channel_kind" on "all_channel_kind"."k" = "t"."channel"
where ("t"."shop" in (?) and "t"."shop_day" between ? and ?)
group by coalesce("own_channel_kind"."v", "all_channel_kind"."v")
union all select coalesce("own_channel_kind"."v", "all_channel_kind"."v") "k0",
cast(null as bigint) "visitors",
count(distinct "t"."customer") "buyers",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "sales_line" "t"
left outer join (select "shop" "shop", "channel" "k",
max("kind") "v"
from "channel"
where "shop" <> '*'
group by "shop", "channel") "own_channel_kind" on ("own_channel_kind"."shop" = "t"."shop" and "own_channel_kind"."k" = "t"."channel")
left outer join (select "channel" "k",
max("kind") "v"
from "channel"
where "shop" = '*'
group by "channel") "all_channel_kind" on "all_channel_kind"."k" = "t"."channel"
where ("t"."shop" in (?) and "t"."paid_day" between ? and ?)
group by coalesce("own_channel_kind"."v", "all_channel_kind"."v")) "u"
group by "k0"
order by "k0" asc nulls last
fetch next 10001 rows only;
-- [night, 2026-02-10, 2026-02-11, night, 2026-02-10, 2026-02-11]
