-- First payments from the orders, and what came and went back in the days after; nobody's 365 days are over on 15 April 2026.
WITH paid AS (
    SELECT shop, customer, paid_day, paid_amount FROM order_header
    WHERE shop IN ('night', 'club') AND customer IS NOT NULL AND paid_at IS NOT NULL
), first AS (
    SELECT shop, customer, min(paid_day) AS day FROM paid GROUP BY shop, customer
    HAVING min(paid_day) BETWEEN '2025-04-01' AND '2026-04-15' AND min(paid_day) + 90 < '2026-04-15'
), back AS (
    SELECT r.shop, o.customer, r.shop_day AS day, r.amount
    FROM refund r JOIN order_header o ON o.shop = r.shop AND o.order_id = r.order_id
)
SELECT
    round((sum((SELECT coalesce(sum(paid_amount), 0) FROM paid p WHERE p.shop = f.shop AND p.customer = f.customer AND p.paid_day <= f.day + 90))
     - sum((SELECT coalesce(sum(amount), 0) FROM back b WHERE b.shop = f.shop AND b.customer = f.customer AND b.day BETWEEN f.day AND f.day + 90)))
    / count(*), 2) AS ltv_90,
    NULL AS ltv_365
FROM first f
