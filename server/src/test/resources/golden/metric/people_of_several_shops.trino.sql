select "k0",
cast(sum("buyers") as bigint) "buyers",
cast(sum("paid_orders") as bigint) "paid_orders",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select cast(date_trunc('month', "t"."paid_day") as date) "k0",
count(distinct "t"."customer") "buyers",
count(distinct "t"."order_id") "paid_orders",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "sales_line" "t"
where ("t"."shop" in (?, ?) and "t"."paid_day" between ? and ? and "t"."region" in (?, ?))
group by cast(date_trunc('month', "t"."paid_day") as date), "t"."shop") "u"
group by "k0"
order by "k0" asc nulls last
fetch next 100001 rows only;
-- [night, day, 2026-02-01, 2026-03-31, 上海, 江苏]
