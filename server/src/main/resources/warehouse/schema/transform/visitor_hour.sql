-- only with: dirty_visit
-- replace: visitor_hour by dirty_visit (shop, shop_day, visitor)
SELECT
    v.shop, v.shop_day, v.shop_hour, v.visitor,
    coalesce(v.customer, s.customer) AS customer,
    s.channel, s.campaign, s.creator,
    coalesce(v.device, s.device) AS device,
    coalesce(v.region, s.region) AS region,
    v.events, v.page_views, v.product_views, v.cart_adds, v.favourites, v.checkouts, v.purchases
FROM (
    SELECT
        shop, shop_day, shop_hour, session, visitor, customer, device, region,
        count(*) AS events,
        count(*) FILTER (WHERE type IN ('page_view', 'product_view')) AS page_views,
        count(*) FILTER (WHERE type = 'product_view') AS product_views,
        count(*) FILTER (WHERE type = 'cart_add') AS cart_adds,
        count(*) FILTER (WHERE type = 'favourite') AS favourites,
        count(*) FILTER (WHERE type = 'checkout_start') AS checkouts,
        count(*) FILTER (WHERE type = 'purchase') AS purchases
    FROM visit_event
    GROUP BY shop, shop_day, shop_hour, session, visitor, customer, device, region
) v
LEFT JOIN session s ON s.shop = v.shop AND s.session = v.session
-- Together by day, so that a question about some days reads only those.
ORDER BY v.shop_day;
