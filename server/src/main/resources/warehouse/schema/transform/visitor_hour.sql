DELETE FROM visitor_hour
USING dirty_visit d
WHERE visitor_hour.shop = d.shop AND visitor_hour.shop_day = d.shop_day AND coalesce(visitor_hour.visitor, '') = d.visitor;

INSERT INTO visitor_hour
SELECT
    v.shop, v.shop_day, v.shop_hour, v.visitor,
    coalesce(v.customer, s.customer) AS customer,
    s.channel, s.campaign, s.creator,
    coalesce(v.device, s.device) AS device,
    coalesce(v.region, s.region) AS region,
    count(*) AS events,
    count(*) FILTER (WHERE v.type IN ('page_view', 'product_view')) AS page_views,
    count(*) FILTER (WHERE v.type = 'product_view') AS product_views,
    count(*) FILTER (WHERE v.type = 'cart_add') AS cart_adds,
    count(*) FILTER (WHERE v.type = 'favourite') AS favourites,
    count(*) FILTER (WHERE v.type = 'checkout_start') AS checkouts,
    count(*) FILTER (WHERE v.type = 'purchase') AS purchases
FROM visit_event v
LEFT JOIN session s ON s.shop = v.shop AND s.session = v.session
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
