select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("paid_orders") as bigint) "paid_orders",
cast(sum("order_amount") as decimal(38, 4)) "order_amount",
cast(sum("orders") as bigint) "orders",
cast(sum("refund_amount") as decimal(38, 4)) "refund_amount",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "t"."paid_day" "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
count(distinct "t"."order_id") "paid_orders",
cast(null as decimal(38, 4)) "order_amount",
cast(null as bigint) "orders",
cast(null as decimal(38, 4)) "refund_amount",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by "t"."paid_day"
union all select "t"."created_day" "k0",
cast(null as decimal(38, 4)) "gmv",
cast(null as bigint) "paid_orders",
cast(sum("t"."order_amount") as decimal(38, 4)) "order_amount",
count(distinct "t"."order_id") "orders",
cast(null as decimal(38, 4)) "refund_amount",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."created_day" between cast(? as date) and cast(? as date))
group by "t"."created_day"
union all select "t"."refund_day" "k0",
cast(null as decimal(38, 4)) "gmv",
cast(null as bigint) "paid_orders",
cast(null as decimal(38, 4)) "order_amount",
cast(null as bigint) "orders",
cast(sum("t"."amount") as decimal(38, 4)) "refund_amount",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "refund_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."refund_day" between cast(? as date) and cast(? as date))
group by "t"."refund_day") "u"
group by "k0"
order by "k0" asc nulls last
limit 100001;
-- [night, 2026-03-05, 2026-03-11, night, 2026-03-05, 2026-03-11, night, 2026-03-05, 2026-03-11]
