select "k0",
cast(sum("visitors_back_1") as bigint) "visitors_back_1",
cast(sum("visitors_before_1") as bigint) "visitors_before_1",
cast(sum("visitors_back_within_7") as bigint) "visitors_back_within_7",
cast(sum("visitors_before_7") as bigint) "visitors_before_7",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "o"."k0" "k0",
count(*) "visitors_back_1",
cast(null as bigint) "visitors_before_1",
cast(null as bigint) "visitors_back_within_7",
cast(null as bigint) "visitors_before_7",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."shop_day" "k0", "t"."visitor" "v", "t"."shop_day" "day"
from "visitor_hour" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."shop_day" between cast(? as date) and cast(? as date) and "t"."visitor" is not null and "t"."shop" in (cast(? as varchar)) and "t"."shop_day" <= date '2026-04-13')
group by "t"."shop", "t"."shop_day", "t"."visitor", "t"."shop_day") "o"
where exists (select 1 "one"
from "visitor_hour" "s"
where ("s"."shop" = "o"."shop" and "s"."visitor" = "o"."v" and "s"."shop_day" = cast(cast(date_add("o"."day", interval 1 day * 1) as date) as date) and "s"."shop_day" >= cast(? as date)))
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "visitors_back_1",
count(*) "visitors_before_1",
cast(null as bigint) "visitors_back_within_7",
cast(null as bigint) "visitors_before_7",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."shop_day" "k0", "t"."visitor" "v", "t"."shop_day" "day"
from "visitor_hour" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."shop_day" between cast(? as date) and cast(? as date) and "t"."visitor" is not null and "t"."shop" in (cast(? as varchar)) and "t"."shop_day" <= date '2026-04-13')
group by "t"."shop", "t"."shop_day", "t"."visitor", "t"."shop_day") "o"
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "visitors_back_1",
cast(null as bigint) "visitors_before_1",
count(*) "visitors_back_within_7",
cast(null as bigint) "visitors_before_7",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."shop_day" "k0", "t"."visitor" "v", "t"."shop_day" "day"
from "visitor_hour" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."shop_day" between cast(? as date) and cast(? as date) and "t"."visitor" is not null and "t"."shop" in (cast(? as varchar)) and "t"."shop_day" <= date '2026-04-07')
group by "t"."shop", "t"."shop_day", "t"."visitor", "t"."shop_day") "o"
where exists (select 1 "one"
from "visitor_hour" "s"
where ("s"."shop" = "o"."shop" and "s"."visitor" = "o"."v" and "s"."shop_day" >= cast(cast(date_add("o"."day", interval 1 day * 1) as date) as date) and "s"."shop_day" <= cast(cast(date_add("o"."day", interval 1 day * 7) as date) as date) and "s"."shop_day" >= cast(? as date)))
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "visitors_back_1",
cast(null as bigint) "visitors_before_1",
cast(null as bigint) "visitors_back_within_7",
count(*) "visitors_before_7",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."shop_day" "k0", "t"."visitor" "v", "t"."shop_day" "day"
from "visitor_hour" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."shop_day" between cast(? as date) and cast(? as date) and "t"."visitor" is not null and "t"."shop" in (cast(? as varchar)) and "t"."shop_day" <= date '2026-04-07')
group by "t"."shop", "t"."shop_day", "t"."visitor", "t"."shop_day") "o"
group by "o"."k0") "u"
group by "k0"
order by "k0" asc nulls last
limit 100001;
-- [night, 2026-02-10, 2026-02-13, night, 2026-02-11, night, 2026-02-10, 2026-02-13, night, night, 2026-02-10, 2026-02-13, night, 2026-02-11, night, 2026-02-10, 2026-02-13, night]
