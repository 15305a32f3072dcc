SELECT
    (SELECT sum(r.amount) FROM refund r JOIN order_header h ON h.shop = r.shop AND h.order_id = r.order_id
     WHERE h.shop = 'night' AND h.paid_day BETWEEN '2026-02-01' AND '2026-02-28') / CAST(sum(paid_amount) AS DOUBLE) AS refund_rate_amount,
    (SELECT count(DISTINCT r.order_id) FROM refund r JOIN order_header h ON h.shop = r.shop AND h.order_id = r.order_id
     WHERE h.shop = 'night' AND h.paid_day BETWEEN '2026-02-01' AND '2026-02-28') / CAST(count(*) AS DOUBLE) AS refund_rate_orders
FROM order_header
WHERE shop = 'night' AND paid_day BETWEEN '2026-02-01' AND '2026-02-28'
