select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("visitors") as bigint) "visitors",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select cast(date_trunc('week', "t"."paid_day") as date) "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
cast(null as bigint) "visitors",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by cast(date_trunc('week', "t"."paid_day") as date)
union all select cast(date_trunc('week', "t"."shop_day") as date) "k0",
cast(null as decimal(38, 4)) "gmv",
count(distinct "t"."visitor") "visitors",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "visitor_hour" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."shop_day" between cast(? as date) and cast(? as date))
group by cast(date_trunc('week', "t"."shop_day") as date)) "u"
group by "k0"
order by "k0" asc nulls last
limit 100000;
-- [night, 2026-04-13, 2026-04-19, night, 2026-04-13, 2026-04-19]
select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("visitors") as bigint) "visitors",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select cast(date_trunc('week',
cast(cast(date_add("t"."paid_day", interval 1 day * 7) as date) as date)) as date) "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
cast(null as bigint) "visitors",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date) and "t"."shop" in (cast(? as varchar)) and ("t"."paid_day" < cast(? as date) or ("t"."paid_day" = cast(? as date) and "t"."paid_at" < cast(? as timestamp without time zone))))
group by cast(date_trunc('week',
cast(cast(date_add("t"."paid_day", interval 1 day * 7) as date) as date)) as date)
union all select cast(date_trunc('week',
cast(cast(date_add("t"."shop_day", interval 1 day * 7) as date) as date)) as date) "k0",
cast(null as decimal(38, 4)) "gmv",
count(distinct "t"."visitor") "visitors",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "visitor_hour" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."shop_day" between cast(? as date) and cast(? as date) and "t"."shop" in (cast(? as varchar)) and ("t"."shop_day" < cast(? as date) or ("t"."shop_day" = cast(? as date) and "t"."shop_hour" in (cast(? as bigint),
cast(? as bigint),
cast(? as bigint),
cast(? as bigint),
cast(? as bigint),
cast(? as bigint),
cast(? as bigint),
cast(? as bigint),
cast(? as bigint),
cast(? as bigint)))))
group by cast(date_trunc('week',
cast(cast(date_add("t"."shop_day", interval 1 day * 7) as date) as date)) as date)) "u"
group by "k0"
order by "k0" asc nulls last
limit 100000;
-- [night, 2026-04-06, 2026-04-12, night, 2026-04-08, 2026-04-08, 2026-04-08T06:25:00Z, night, 2026-04-06, 2026-04-12, night, 2026-04-08, 2026-04-08, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
