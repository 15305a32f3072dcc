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
where ("t"."shop" in (?) and "t"."paid_day" between ? and ?)
group by "t"."paid_day") "u"
group by "k0"
order by "k0" asc nulls last
fetch next 100001 rows only;
-- [night, 2026-04-12, 2026-04-15]
select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("buyers") as bigint) "buyers",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select case when "t"."paid_day" <= date '2025-04-11' then cast(date_add('day', 366, "t"."paid_day") as date) else cast(date_add('day', 364, "t"."paid_day") as date) end "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
count(distinct "t"."customer") "buyers",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (?) and "t"."paid_day" between ? and ? and ("t"."paid_day" between ? and ? or "t"."paid_day" between ? and ?) and "t"."shop" in (?) and ("t"."paid_day" < ? or ("t"."paid_day" = ? and "t"."paid_at" < ?)))
group by case when "t"."paid_day" <= date '2025-04-11' then cast(date_add('day', 366, "t"."paid_day") as date) else cast(date_add('day', 364, "t"."paid_day") as date) end) "u"
group by "k0"
order by "k0" asc nulls last
fetch next 100001 rows only;
-- [night, 2025-04-11, 2025-04-16, 2025-04-11, 2025-04-11, 2025-04-15, 2025-04-16, night, 2025-04-16, 2025-04-16, 2025-04-16T06:25:00Z]
