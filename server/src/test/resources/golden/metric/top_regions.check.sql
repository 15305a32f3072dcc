SELECT region, gmv, CASE WHEN buyers = 0 THEN NULL ELSE round(gmv / buyers, 2) END AS aov, buyers
FROM (
    SELECT region, sum(paid_amount) AS gmv, count(DISTINCT customer) AS buyers
    FROM order_header
    WHERE shop = 'night' AND paid_day BETWEEN '2026-02-01' AND '2026-03-31'
    GROUP BY region
) r
ORDER BY gmv DESC
LIMIT 2
