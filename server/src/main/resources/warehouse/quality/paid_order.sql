-- What orders say was paid.
SELECT shop, source, order_id, paid_day AS paid_on, paid_day AS told_on, paid_amount AS amount, CAST(0 AS DECIMAL(18, 4)) AS refunded
FROM order_header
WHERE paid_amount > 0 AND paid_day IS NOT NULL
