DELETE FROM visitor_product_hour
USING dirty_visit d
WHERE visitor_product_hour.shop = d.shop AND visitor_product_hour.shop_day = d.shop_day
  AND coalesce(visitor_product_hour.visitor, '') = d.visitor;

INSERT INTO visitor_product_hour
SELECT
    v.shop, v.shop_day, v.shop_hour, v.visitor,
    coalesce(v.customer, s.customer) AS customer,
    s.channel, s.campaign, s.creator,
    coalesce(v.device, s.device) AS device,
    coalesce(v.region, s.region) AS region,
    v.product, v.sku,
    coalesce(v.category, p.category) AS category,
    count(*) AS events,
    count(*) FILTER (WHERE v.type IN ('page_view', 'product_view')) AS page_views,
    count(*) FILTER (WHERE v.type = 'product_view') AS product_views,
    count(*) FILTER (WHERE v.type = 'cart_add') AS cart_adds,
    count(*) FILTER (WHERE v.type = 'favourite') AS favourites,
    count(*) FILTER (WHERE v.type = 'checkout_start') AS checkouts,
    count(*) FILTER (WHERE v.type = 'purchase') AS purchases
FROM visit_event v
LEFT JOIN session s ON s.shop = v.shop AND s.session = v.session
LEFT JOIN (
    -- one row for a product that several sources describe: the source that told last
    SELECT shop, product, max_by(category, recorded_at) FILTER (WHERE category IS NOT NULL) AS category
    FROM product
    GROUP BY shop, product
) p ON p.shop = v.shop AND p.product = v.product
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
