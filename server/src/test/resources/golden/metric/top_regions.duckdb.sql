select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("buyers") as bigint) "buyers",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "t"."region" "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
count(distinct "t"."customer") "buyers",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by "t"."region") "u"
group by "k0"
order by cast(coalesce(sum("u"."gmv"), 0) as double) desc nulls last, "k0" asc nulls last
limit 3;
-- [night, 2026-02-01, 2026-03-31]
