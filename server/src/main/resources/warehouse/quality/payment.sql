-- What payments brought, by order.
SELECT shop, source, order_id, min(shop_day) AS paid_on, max(shop_day) AS told_on, sum(amount) AS amount, CAST(0 AS DECIMAL(18, 4)) AS refunded
FROM payment
WHERE result = 'success'
GROUP BY shop, source, order_id
