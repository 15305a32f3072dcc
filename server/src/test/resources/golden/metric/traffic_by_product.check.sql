SELECT product,
    count(*) FILTER (WHERE type IN ('page_view', 'product_view')) AS page_views,
    count(DISTINCT visitor) FILTER (WHERE type = 'product_view') AS product_viewers,
    count(DISTINCT visitor) FILTER (WHERE type = 'cart_add') AS cart_adders
FROM event
WHERE shop = 'night' AND shop_day BETWEEN '2026-02-01' AND '2026-02-28'
GROUP BY product
ORDER BY 1 NULLS LAST
