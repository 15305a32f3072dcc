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
where ("t"."shop" in (?) and "t"."paid_day" between ? and ?)
group by cast(date_trunc('week', "t"."paid_day") as date)
union all select cast(date_trunc('week', "t"."shop_day") as date) "k0",
cast(null as decimal(38, 4)) "gmv",
count(distinct "t"."visitor") "visitors",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "visitor_hour" "t"
where ("t"."shop" in (?) and "t"."shop_day" between ? and ?)
group by cast(date_trunc('week', "t"."shop_day") as date)) "u"
group by "k0"
order by "k0" asc nulls last
fetch next 100000 rows only;
-- [night, 2026-04-13, 2026-04-19, night, 2026-04-13, 2026-04-19]
select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("visitors") as bigint) "visitors",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select cast(date_trunc('week',
cast(date_add('day', 7, "t"."paid_day") as date)) as date) "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
cast(null as bigint) "visitors",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (?) and "t"."paid_day" between ? and ? and "t"."shop" in (?) and ("t"."paid_day" < ? or ("t"."paid_day" = ? and "t"."paid_at" < ?)))
group by cast(date_trunc('week',
cast(date_add('day', 7, "t"."paid_day") as date)) as date)
union all select cast(date_trunc('week',
cast(date_add('day', 7, "t"."shop_day") as date)) as date) "k0",
cast(null as decimal(38, 4)) "gmv",
count(distinct "t"."visitor") "visitors",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "visitor_hour" "t"
where ("t"."shop" in (?) and "t"."shop_day" between ? and ? and "t"."shop" in (?) and ("t"."shop_day" < ? or ("t"."shop_day" = ? and "t"."shop_hour" in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))))
group by cast(date_trunc('week',
cast(date_add('day', 7, "t"."shop_day") as date)) as date)) "u"
group by "k0"
order by "k0" asc nulls last
fetch next 100000 rows only;
-- [night, 2026-04-06, 2026-04-12, night, 2026-04-08, 2026-04-08, 2026-04-08T06:25:00Z, night, 2026-04-06, 2026-04-12, night, 2026-04-08, 2026-04-08, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
