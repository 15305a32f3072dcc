select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("buyers") as bigint) "buyers",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "t"."paid_day" "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
count(distinct "t"."customer") "buyers",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by "t"."paid_day") "u"
group by "k0"
order by "k0" asc nulls last
limit 100001;
-- [night, 2026-04-12, 2026-04-15]
select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("buyers") as bigint) "buyers",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select case when "t"."paid_day" <= date '2025-04-11' then cast(cast(date_add("t"."paid_day", interval 1 day * 366) as date) as date) else cast(cast(date_add("t"."paid_day", interval 1 day * 364) as date) as date) end "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
count(distinct "t"."customer") "buyers",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date) and ("t"."paid_day" between cast(? as date) and cast(? as date) or "t"."paid_day" between cast(? as date) and cast(? as date)) and "t"."shop" in (cast(? as varchar)) and ("t"."paid_day" < cast(? as date) or ("t"."paid_day" = cast(? as date) and "t"."paid_at" < cast(? as timestamp without time zone))))
group by case when "t"."paid_day" <= date '2025-04-11' then cast(cast(date_add("t"."paid_day", interval 1 day * 366) as date) as date) else cast(cast(date_add("t"."paid_day", interval 1 day * 364) as date) as date) end) "u"
group by "k0"
order by "k0" asc nulls last
limit 100001;
-- [night, 2025-04-11, 2025-04-16, 2025-04-11, 2025-04-11, 2025-04-15, 2025-04-16, night, 2025-04-16, 2025-04-16, 2025-04-16T06:25:00Z]
