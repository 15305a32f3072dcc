-- What a platform's settlements say an order brought in, before its fees.
SELECT shop, source, subject AS order_id, min(shop_day) AS paid_on, max(shop_day) AS told_on, sum(value) AS amount, CAST(0 AS DECIMAL(18, 4)) AS refunded
FROM platform_figure
WHERE metric = 'settled_income' AND subject IS NOT NULL
GROUP BY shop, source, subject
