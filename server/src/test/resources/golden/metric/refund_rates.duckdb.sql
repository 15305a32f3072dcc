select cast(sum("refunded_of_paid") as decimal(38, 4)) "refunded_of_paid",
cast(sum("refunded_orders_of_paid") as bigint) "refunded_orders_of_paid",
cast(sum("refunds_without_order") as bigint) "refunds_without_order",
cast(sum("refunds_of_unknown_orders") as bigint) "refunds_of_unknown_orders",
cast(sum("refunds") as bigint) "refunds",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("paid_orders") as bigint) "paid_orders",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select cast(sum("t"."amount") as decimal(38, 4)) "refunded_of_paid",
count(distinct "t"."order_id") "refunded_orders_of_paid",
cast(null as bigint) "refunds_without_order",
cast(null as bigint) "refunds_of_unknown_orders",
cast(null as bigint) "refunds",
cast(null as decimal(38, 4)) "gmv",
cast(null as bigint) "paid_orders",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "refund_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by ()
union all select cast(null as decimal(38, 4)) "refunded_of_paid",
cast(null as bigint) "refunded_orders_of_paid",
count(distinct case when "t"."order_id" is null then "t"."refund" end) "refunds_without_order",
count(distinct case when ("t"."order_id" is not null and "t"."paid_day" is null) then "t"."refund" end) "refunds_of_unknown_orders",
count(distinct "t"."refund") "refunds",
cast(null as decimal(38, 4)) "gmv",
cast(null as bigint) "paid_orders",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "refund_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."refund_day" between cast(? as date) and cast(? as date))
group by ()
union all select cast(null as decimal(38, 4)) "refunded_of_paid",
cast(null as bigint) "refunded_orders_of_paid",
cast(null as bigint) "refunds_without_order",
cast(null as bigint) "refunds_of_unknown_orders",
cast(null as bigint) "refunds",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
count(distinct "t"."order_id") "paid_orders",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by ()) "u"
group by ()
limit 100001;
-- [night, 2026-02-01, 2026-02-28, night, 2026-02-01, 2026-02-28, night, 2026-02-01, 2026-02-28]
