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
fetch next 100001 rows only;
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
from (select "shop", "shop_day", "shop_hour", "channel", "campaign", "creator", "device", "region", "visitor", "page_views", "events", "product_views", "cart_adds", "favourites", "checkouts", "purchases"
from "visitor_hour"
where ("shop" in (?) and ("shop_day" < ? or ("shop_day" = ? and "shop_hour" in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))) and "shop_day" between ? and ?)
union all select "shop", "shop_day", "shop_hour", "channel", "campaign", "creator", "device", "region", "visitor", "page_views", "events", "product_views", "cart_adds", "favourites", "checkouts", "purchases"
from (SELECT
    e."shop", e."shop_day", e."shop_hour", e."at", e."visitor",
    coalesce(e."customer",
max(g."customer"),
max(f."customer")) AS "customer",
    coalesce(max(g."channel"), nullif(max_by(coalesce(f."channel", ''), f."started_at"), '')) AS "channel",
    coalesce(max(g."campaign"), nullif(max_by(coalesce(f."campaign", ''), f."started_at"), '')) AS "campaign",
    coalesce(max(g."creator"), nullif(max_by(coalesce(f."creator", ''), f."started_at"), '')) AS "creator",
    coalesce(e."device",
max(g."device"), nullif(max_by(coalesce(f."device", ''), f."started_at"), '')) AS "device",
    coalesce(e."region",
max(g."region"), nullif(max_by(coalesce(f."region", ''), f."started_at"), '')) AS "region",
    e."product", e."sku",
    coalesce(e."category",
max(p."category")) AS "category",
    CAST(1 AS BIGINT) AS "events",
    CASE WHEN e."type" IN ('page_view', 'product_view') THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS "page_views",
    CASE WHEN e."type" = 'product_view' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS "product_views",
    CASE WHEN e."type" = 'cart_add' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS "cart_adds",
    CASE WHEN e."type" = 'favourite' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS "favourites",
    CASE WHEN e."type" = 'checkout_start' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS "checkouts",
    CASE WHEN e."type" = 'purchase' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS "purchases",
    CASE WHEN e."type" = 'product_view' THEN e."at" END AS "first_view_at",
    CASE WHEN e."type" = 'product_view' THEN e."at" END AS "last_view_at",
    CASE WHEN e."type" = 'cart_add' THEN e."at" END AS "first_cart_at",
    CASE WHEN e."type" = 'cart_add' THEN e."at" END AS "last_cart_at"
FROM "event" e
LEFT JOIN "session" g ON g."given" AND g."ended_at" >= TIMESTAMP '2026-04-08 03:25:00' AND g."shop" = e."shop" AND g."session" = e."session"
LEFT JOIN "session" f
  ON e."session" IS NULL AND NOT f."given" AND f."shop_day" = DATE '2026-04-08' AND f."shop" = e."shop" AND f."shop_day" = e."shop_day"
     AND coalesce(f."visitor", 'customer ' || f."customer") = coalesce(e."visitor", 'customer ' || e."customer")
     AND e."at" BETWEEN f."started_at" AND f."ended_at"
LEFT JOIN (
    SELECT "shop", "product", max_by("category", "recorded_at") FILTER (WHERE "category" IS NOT NULL) AS "category"
    FROM "product"
    GROUP BY "shop", "product"
) p ON p."shop" = e."shop" AND p."product" = e."product"
GROUP BY
    e."shop", e."shop_day", e."shop_hour", e."at", e."source", e."natural_key", e."type", e."session", e."visitor", e."customer",
    e."device", e."region", e."product", e."sku", e."category") "m"
where ("shop" in (?) and "shop_day" = ? and "shop_hour" = ? and "at" < ?)) "t"
where ("t"."shop" in (?) and "t"."shop_day" between ? and ?)
group by cast(date_trunc('week',
cast(date_add('day', 7, "t"."shop_day") as date)) as date)) "u"
group by "k0"
order by "k0" asc nulls last
fetch next 100001 rows only;
-- [night, 2026-04-06, 2026-04-12, night, 2026-04-08, 2026-04-08, 2026-04-08T06:25:00Z, night, 2026-04-08, 2026-04-08, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 2026-04-06, 2026-04-12, night, 2026-04-08, 14, 2026-04-08T06:25:00Z, night, 2026-04-06, 2026-04-12]
