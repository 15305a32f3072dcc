select cast(sum("orders_paid_in_24h") as bigint) "orders_paid_in_24h",
cast(sum("orders_due") as bigint) "orders_due",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select count(distinct case when ("t"."created_at" <= ? and "t"."paid_in_24h" = true) then "t"."order_id" end) "orders_paid_in_24h",
count(distinct case when "t"."created_at" <= ? then "t"."order_id" end) "orders_due",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "sales_line" "t"
where ("t"."shop" in (?) and "t"."created_day" between ? and ?)
group by ()) "u"
group by ()
fetch next 100001 rows only;
-- [2026-04-14T06:25:00Z, 2026-04-14T06:25:00Z, night, 2026-02-01, 2026-04-15]
