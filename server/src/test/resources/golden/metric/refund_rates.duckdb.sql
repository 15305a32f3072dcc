select cast(sum("refunded_of_paid") as decimal(38, 4)) "refunded_of_paid",
cast(sum("refunded_orders_of_paid") as bigint) "refunded_orders_of_paid",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("paid_orders") as bigint) "paid_orders",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select cast(sum("t"."amount") as decimal(38, 4)) "refunded_of_paid",
count(distinct "t"."order_id") "refunded_orders_of_paid",
cast(null as decimal(38, 4)) "gmv",
cast(null as bigint) "paid_orders",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "refund_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by ()
union all select cast(null as decimal(38, 4)) "refunded_of_paid",
cast(null as bigint) "refunded_orders_of_paid",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
count(distinct "t"."order_id") "paid_orders",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by ()) "u"
group by ()
limit 100000;
-- [night, 2026-02-01, 2026-02-28, night, 2026-02-01, 2026-02-28]
