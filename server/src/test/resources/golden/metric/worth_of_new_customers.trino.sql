select cast(sum("sales_in_90") as decimal(38, 4)) "sales_in_90",
cast(sum("refunds_in_90") as decimal(38, 4)) "refunds_in_90",
cast(sum("first_buyers_90") as bigint) "first_buyers_90",
cast(sum("sales_in_365") as decimal(38, 4)) "sales_in_365",
cast(sum("refunds_in_365") as decimal(38, 4)) "refunds_in_365",
cast(sum("first_buyers_365") as bigint) "first_buyers_365",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select cast(sum("s"."paid_amount") as decimal(38, 4)) "sales_in_90",
cast(null as decimal(38, 4)) "refunds_in_90",
cast(null as bigint) "first_buyers_90",
cast(null as decimal(38, 4)) "sales_in_365",
cast(null as decimal(38, 4)) "refunds_in_365",
cast(null as bigint) "first_buyers_365",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency", row_number() over (partition by "shop", "customer"
order by "paid_at", "shop" asc nulls last, "paid_day" asc nulls last, "paid_hour" asc nulls last, "channel" asc nulls last, "campaign" asc nulls last, "creator" asc nulls last, "device" asc nulls last, "region" asc nulls last, "city" asc nulls last, "product" asc nulls last, "sku" asc nulls last, "category" asc nulls last, "buyer_type" asc nulls last, "order_amount" asc nulls last, "order_id" asc nulls last, "customer" asc nulls last, "created_at" asc nulls last, "paid_in_24h" asc nulls last, "paid_amount" asc nulls last, "quantity" asc nulls last, "gift" asc nulls last, "cost_amount" asc nulls last, "currency" asc nulls last) "place"
from "sales_line"
where ("shop" in (?, ?) and "paid_at" is not null and "customer" is not null)) "f"
where "place" = 1) "t" join "sales_line" "s" on ("s"."shop" = "t"."shop" and "s"."customer" = "t"."customer" and "s"."paid_day" between "t"."paid_day" and cast(date_add('day', 90, "t"."paid_day") as date))
where ("t"."shop" in (?, ?) and "t"."paid_day" between ? and ? and "t"."shop" in (?, ?) and "t"."paid_day" <= date '2026-01-14')
group by ()
union all select cast(null as decimal(38, 4)) "sales_in_90",
cast(sum("s"."amount") as decimal(38, 4)) "refunds_in_90",
cast(null as bigint) "first_buyers_90",
cast(null as decimal(38, 4)) "sales_in_365",
cast(null as decimal(38, 4)) "refunds_in_365",
cast(null as bigint) "first_buyers_365",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency", row_number() over (partition by "shop", "customer"
order by "paid_at", "shop" asc nulls last, "paid_day" asc nulls last, "paid_hour" asc nulls last, "channel" asc nulls last, "campaign" asc nulls last, "creator" asc nulls last, "device" asc nulls last, "region" asc nulls last, "city" asc nulls last, "product" asc nulls last, "sku" asc nulls last, "category" asc nulls last, "buyer_type" asc nulls last, "order_amount" asc nulls last, "order_id" asc nulls last, "customer" asc nulls last, "created_at" asc nulls last, "paid_in_24h" asc nulls last, "paid_amount" asc nulls last, "quantity" asc nulls last, "gift" asc nulls last, "cost_amount" asc nulls last, "currency" asc nulls last) "place"
from "sales_line"
where ("shop" in (?, ?) and "paid_at" is not null and "customer" is not null)) "f"
where "place" = 1) "t" join "refund_line" "s" on ("s"."shop" = "t"."shop" and "s"."customer" = "t"."customer" and "s"."refund_day" between "t"."paid_day" and cast(date_add('day', 90, "t"."paid_day") as date))
where ("t"."shop" in (?, ?) and "t"."paid_day" between ? and ? and "t"."shop" in (?, ?) and "t"."paid_day" <= date '2026-01-14')
group by ()
union all select cast(null as decimal(38, 4)) "sales_in_90",
cast(null as decimal(38, 4)) "refunds_in_90",
count(*) "first_buyers_90",
cast(null as decimal(38, 4)) "sales_in_365",
cast(null as decimal(38, 4)) "refunds_in_365",
cast(null as bigint) "first_buyers_365",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency", row_number() over (partition by "shop", "customer"
order by "paid_at", "shop" asc nulls last, "paid_day" asc nulls last, "paid_hour" asc nulls last, "channel" asc nulls last, "campaign" asc nulls last, "creator" asc nulls last, "device" asc nulls last, "region" asc nulls last, "city" asc nulls last, "product" asc nulls last, "sku" asc nulls last, "category" asc nulls last, "buyer_type" asc nulls last, "order_amount" asc nulls last, "order_id" asc nulls last, "customer" asc nulls last, "created_at" asc nulls last, "paid_in_24h" asc nulls last, "paid_amount" asc nulls last, "quantity" asc nulls last, "gift" asc nulls last, "cost_amount" asc nulls last, "currency" asc nulls last) "place"
from "sales_line"
where ("shop" in (?, ?) and "paid_at" is not null and "customer" is not null)) "f"
where "place" = 1) "t"
where ("t"."shop" in (?, ?) and "t"."paid_day" between ? and ? and "t"."shop" in (?, ?) and "t"."paid_day" <= date '2026-01-14')
group by ()
union all select cast(null as decimal(38, 4)) "sales_in_90",
cast(null as decimal(38, 4)) "refunds_in_90",
cast(null as bigint) "first_buyers_90",
cast(sum("s"."paid_amount") as decimal(38, 4)) "sales_in_365",
cast(null as decimal(38, 4)) "refunds_in_365",
cast(null as bigint) "first_buyers_365",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency", row_number() over (partition by "shop", "customer"
order by "paid_at", "shop" asc nulls last, "paid_day" asc nulls last, "paid_hour" asc nulls last, "channel" asc nulls last, "campaign" asc nulls last, "creator" asc nulls last, "device" asc nulls last, "region" asc nulls last, "city" asc nulls last, "product" asc nulls last, "sku" asc nulls last, "category" asc nulls last, "buyer_type" asc nulls last, "order_amount" asc nulls last, "order_id" asc nulls last, "customer" asc nulls last, "created_at" asc nulls last, "paid_in_24h" asc nulls last, "paid_amount" asc nulls last, "quantity" asc nulls last, "gift" asc nulls last, "cost_amount" asc nulls last, "currency" asc nulls last) "place"
from "sales_line"
where ("shop" in (?, ?) and "paid_at" is not null and "customer" is not null)) "f"
where "place" = 1) "t" join "sales_line" "s" on ("s"."shop" = "t"."shop" and "s"."customer" = "t"."customer" and "s"."paid_day" between "t"."paid_day" and cast(date_add('day', 365, "t"."paid_day") as date))
where ("t"."shop" in (?, ?) and "t"."paid_day" between ? and ? and "t"."shop" in (?, ?) and "t"."paid_day" <= date '2025-04-14')
group by ()
union all select cast(null as decimal(38, 4)) "sales_in_90",
cast(null as decimal(38, 4)) "refunds_in_90",
cast(null as bigint) "first_buyers_90",
cast(null as decimal(38, 4)) "sales_in_365",
cast(sum("s"."amount") as decimal(38, 4)) "refunds_in_365",
cast(null as bigint) "first_buyers_365",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency", row_number() over (partition by "shop", "customer"
order by "paid_at", "shop" asc nulls last, "paid_day" asc nulls last, "paid_hour" asc nulls last, "channel" asc nulls last, "campaign" asc nulls last, "creator" asc nulls last, "device" asc nulls last, "region" asc nulls last, "city" asc nulls last, "product" asc nulls last, "sku" asc nulls last, "category" asc nulls last, "buyer_type" asc nulls last, "order_amount" asc nulls last, "order_id" asc nulls last, "customer" asc nulls last, "created_at" asc nulls last, "paid_in_24h" asc nulls last, "paid_amount" asc nulls last, "quantity" asc nulls last, "gift" asc nulls last, "cost_amount" asc nulls last, "currency" asc nulls last) "place"
from "sales_line"
where ("shop" in (?, ?) and "paid_at" is not null and "customer" is not null)) "f"
where "place" = 1) "t" join "refund_line" "s" on ("s"."shop" = "t"."shop" and "s"."customer" = "t"."customer" and "s"."refund_day" between "t"."paid_day" and cast(date_add('day', 365, "t"."paid_day") as date))
where ("t"."shop" in (?, ?) and "t"."paid_day" between ? and ? and "t"."shop" in (?, ?) and "t"."paid_day" <= date '2025-04-14')
group by ()
union all select cast(null as decimal(38, 4)) "sales_in_90",
cast(null as decimal(38, 4)) "refunds_in_90",
cast(null as bigint) "first_buyers_90",
cast(null as decimal(38, 4)) "sales_in_365",
cast(null as decimal(38, 4)) "refunds_in_365",
count(*) "first_buyers_365",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency"
from (select "shop", "paid_day", "paid_hour", "channel", "campaign", "creator", "device", "region", "city", "product", "sku", "category", "buyer_type", "order_amount", "order_id", "customer", "created_at", "paid_in_24h", "paid_amount", "quantity", "gift", "cost_amount", "currency", row_number() over (partition by "shop", "customer"
order by "paid_at", "shop" asc nulls last, "paid_day" asc nulls last, "paid_hour" asc nulls last, "channel" asc nulls last, "campaign" asc nulls last, "creator" asc nulls last, "device" asc nulls last, "region" asc nulls last, "city" asc nulls last, "product" asc nulls last, "sku" asc nulls last, "category" asc nulls last, "buyer_type" asc nulls last, "order_amount" asc nulls last, "order_id" asc nulls last, "customer" asc nulls last, "created_at" asc nulls last, "paid_in_24h" asc nulls last, "paid_amount" asc nulls last, "quantity" asc nulls last, "gift" asc nulls last, "cost_amount" asc nulls last, "currency" asc nulls last) "place"
from "sales_line"
where ("shop" in (?, ?) and "paid_at" is not null and "customer" is not null)) "f"
where "place" = 1) "t"
where ("t"."shop" in (?, ?) and "t"."paid_day" between ? and ? and "t"."shop" in (?, ?) and "t"."paid_day" <= date '2025-04-14')
group by ()) "u"
group by ()
fetch next 100001 rows only;
-- [night, club, night, club, 2025-04-01, 2026-04-15, night, club, night, club, night, club, 2025-04-01, 2026-04-15, night, club, night, club, night, club, 2025-04-01, 2026-04-15, night, club, night, club, night, club, 2025-04-01, 2026-04-15, night, club, night, club, night, club, 2025-04-01, 2026-04-15, night, club, night, club, night, club, 2025-04-01, 2026-04-15, night, club]
