-- What orders say was paid, with what went back since: a platform settles an order before or after its refund. A remainder counts as far as
-- other refunds do not explain it.
SELECT h.shop, h.source, h.order_id, h.paid_day AS paid_on, h.paid_day AS told_on, h.paid_amount AS amount, coalesce(r.refunded, 0) AS refunded
FROM order_header h
LEFT JOIN (
    SELECT shop, order_id,
        greatest(sum(CASE WHEN remainder THEN amount ELSE 0 END), sum(CASE WHEN remainder THEN 0 ELSE amount END)) AS refunded
    FROM refund
    WHERE order_id IS NOT NULL
    GROUP BY shop, order_id
) r ON r.shop = h.shop AND r.order_id = h.order_id
WHERE h.paid_amount > 0 AND h.paid_day IS NOT NULL
