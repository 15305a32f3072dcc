-- only with: dirty_visit
-- replace: visitor_product_hour by dirty_visit (shop, shop_day, visitor)
SELECT
    v.shop, v.shop_day, v.shop_hour, v.visitor,
    coalesce(v.customer, s.customer) AS customer,
    s.channel, s.campaign, s.creator,
    coalesce(v.device, s.device) AS device,
    coalesce(v.region, s.region) AS region,
    v.product, v.sku,
    coalesce(v.category, p.category) AS category,
    v.events, v.page_views, v.product_views, v.cart_adds, v.favourites, v.checkouts, v.purchases,
    v.first_view_at, v.last_view_at, v.first_cart_at, v.last_cart_at
FROM (
    SELECT
        shop, shop_day, shop_hour, session, visitor, customer, device, region, product, sku, category,
        count(*) AS events,
        count(*) FILTER (WHERE type IN ('page_view', 'product_view')) AS page_views,
        count(*) FILTER (WHERE type = 'product_view') AS product_views,
        count(*) FILTER (WHERE type = 'cart_add') AS cart_adds,
        count(*) FILTER (WHERE type = 'favourite') AS favourites,
        count(*) FILTER (WHERE type = 'checkout_start') AS checkouts,
        count(*) FILTER (WHERE type = 'purchase') AS purchases,
        min("at") FILTER (WHERE type = 'product_view') AS first_view_at,
        max("at") FILTER (WHERE type = 'product_view') AS last_view_at,
        min("at") FILTER (WHERE type = 'cart_add') AS first_cart_at,
        max("at") FILTER (WHERE type = 'cart_add') AS last_cart_at
    FROM visit_event
    GROUP BY shop, shop_day, shop_hour, session, visitor, customer, device, region, product, sku, category
) v
LEFT JOIN session s ON s.shop = v.shop AND s.session = v.session
LEFT JOIN (
    -- one row for a product that several sources describe: the source that told last
    SELECT shop, product, max_by(category, recorded_at) FILTER (WHERE category IS NOT NULL) AS category
    FROM product
    GROUP BY shop, product
) p ON p.shop = v.shop AND p.product = v.product
-- Together by day, so that a question about some days reads only those.
ORDER BY v.shop_day;
