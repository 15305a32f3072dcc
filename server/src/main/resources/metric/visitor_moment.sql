-- What visitor_hour and visitor_product_hour say of an hour, by the moment: one row per event, with the touch of its session. It answers
-- the hour that had partly passed, so it is always asked for one day, one hour and what was before a moment. :day is that day, and :from a
-- moment before that hour: a session that had ended by then has no event in it, so only those of the day are read.
SELECT
    e."shop", e."shop_day", e."shop_hour", e."at", e."visitor",
    coalesce(e."customer", max(g."customer"), max(f."customer")) AS "customer",
    coalesce(max(g."channel"), nullif(max_by(coalesce(f."channel", ''), f."started_at"), '')) AS "channel",
    coalesce(max(g."campaign"), nullif(max_by(coalesce(f."campaign", ''), f."started_at"), '')) AS "campaign",
    coalesce(max(g."creator"), nullif(max_by(coalesce(f."creator", ''), f."started_at"), '')) AS "creator",
    coalesce(e."device", max(g."device"), nullif(max_by(coalesce(f."device", ''), f."started_at"), '')) AS "device",
    coalesce(e."region", max(g."region"), nullif(max_by(coalesce(f."region", ''), f."started_at"), '')) AS "region",
    e."product", e."sku",
    coalesce(e."category", max(p."category")) AS "category",
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
-- the session that the source gave, or else the one that we found
LEFT JOIN "session" g ON g."given" AND g."ended_at" >= :from AND g."shop" = e."shop" AND g."session" = e."session"
LEFT JOIN "session" f
  ON e."session" IS NULL AND NOT f."given" AND f."shop_day" = :day AND f."shop" = e."shop" AND f."shop_day" = e."shop_day"
     AND coalesce(f."visitor", 'customer ' || f."customer") = coalesce(e."visitor", 'customer ' || e."customer")
     AND e."at" BETWEEN f."started_at" AND f."ended_at"
LEFT JOIN (
    SELECT "shop", "product", max_by("category", "recorded_at") FILTER (WHERE "category" IS NOT NULL) AS "category"
    FROM "product"
    GROUP BY "shop", "product"
) p ON p."shop" = e."shop" AND p."product" = e."product"
GROUP BY
    e."shop", e."shop_day", e."shop_hour", e."at", e."source", e."natural_key", e."type", e."session", e."visitor", e."customer",
    e."device", e."region", e."product", e."sku", e."category"
