-- search: v1 looked and alice paid; ads: v2 looked, bob paid; no channel: v2's second visit and nobody's order
WITH visit AS (
    SELECT c.kind, h.visitor
    FROM visitor_hour h LEFT JOIN channel c ON c.shop = '*' AND c.channel = h.channel
    WHERE h.shop = 'night' AND h.shop_day BETWEEN '2026-02-10' AND '2026-02-11'
), sale AS (
    SELECT c.kind, o.customer
    FROM order_header o LEFT JOIN channel c ON c.shop = '*' AND c.channel = o.channel
    WHERE o.shop = 'night' AND o.paid_day BETWEEN '2026-02-10' AND '2026-02-11'
)
SELECT k.kind AS channel_kind,
    (SELECT count(DISTINCT visitor) FROM visit v WHERE v.kind IS NOT DISTINCT FROM k.kind) AS visitors,
    (SELECT count(DISTINCT customer) FROM sale s WHERE s.kind IS NOT DISTINCT FROM k.kind) AS buyers,
    (SELECT count(DISTINCT customer) FROM sale s WHERE s.kind IS NOT DISTINCT FROM k.kind)
        / CAST((SELECT count(DISTINCT visitor) FROM visit v WHERE v.kind IS NOT DISTINCT FROM k.kind) AS DOUBLE) AS pay_rate
FROM (SELECT kind FROM visit UNION SELECT kind FROM sale) k
ORDER BY 1 NULLS LAST
