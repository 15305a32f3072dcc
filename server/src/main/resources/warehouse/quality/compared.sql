-- The orders of two sides beside each other. Two sources belong together if they tell of a same order, or have one name. What one side lacks
-- counts if it is old enough to be there: from the other side's first day on, by so many days before its last.
-- binds: whether two facts are compared (and not two sources of one), the same again, days of grace (4 times)
WITH ours AS (${ours}),
theirs AS (${theirs}),
together AS (
    SELECT o.shop, o.source AS our_source, t.source AS their_source
    FROM ours o
    JOIN theirs t ON t.shop = o.shop AND t.order_id = o.order_id
    WHERE ? OR o.source < t.source
    UNION
    SELECT o.shop, o.source, t.source
    FROM (SELECT DISTINCT shop, source FROM ours) o
    JOIN (SELECT DISTINCT shop, source FROM theirs) t ON t.shop = o.shop AND t.source = o.source
    WHERE ?
),
pair AS (
    SELECT g.shop, g.our_source, g.their_source, o.first_day AS our_first, o.last_day AS our_last,
        t.first_day AS their_first, t.last_day AS their_last
    FROM together g
    JOIN (SELECT shop, source, min(paid_on) AS first_day, max(told_on) AS last_day FROM ours GROUP BY shop, source) o
        ON o.shop = g.shop AND o.source = g.our_source
    JOIN (SELECT shop, source, min(paid_on) AS first_day, max(told_on) AS last_day FROM theirs GROUP BY shop, source) t
        ON t.shop = g.shop AND t.source = g.their_source
),
beside AS (
    SELECT p.shop, p.our_source, p.their_source, o.order_id, o.paid_on, o.amount AS our_amount, o.refunded, t.amount AS their_amount
    FROM pair p
    JOIN ours o ON o.shop = p.shop AND o.source = p.our_source
    LEFT JOIN theirs t ON t.shop = p.shop AND t.source = p.their_source AND t.order_id = o.order_id
    WHERE t.order_id IS NOT NULL
        OR (o.amount > o.refunded AND date_diff('day', o.paid_on, p.their_first) <= ? AND date_diff('day', o.paid_on, p.their_last) >= ?)
    UNION ALL
    SELECT p.shop, p.our_source, p.their_source, t.order_id, t.paid_on, NULL, t.refunded, t.amount
    FROM pair p
    JOIN theirs t ON t.shop = p.shop AND t.source = p.their_source
    LEFT JOIN ours o ON o.shop = p.shop AND o.source = p.our_source AND o.order_id = t.order_id
    WHERE o.order_id IS NULL AND t.amount <> 0
        AND date_diff('day', p.our_first, t.paid_on) >= ? AND date_diff('day', p.our_last, t.paid_on) <= ?
)
SELECT shop, our_source, their_source, order_id, paid_on, our_amount, refunded, their_amount,
    CASE
        WHEN our_amount IS NULL THEN 'ours_missing'
        WHEN their_amount IS NULL THEN 'theirs_missing'
        WHEN their_amount = our_amount OR their_amount = our_amount - refunded THEN 'same'
        ELSE 'different'
    END AS finding,
    CASE
        WHEN our_amount IS NULL THEN their_amount
        WHEN their_amount IS NULL THEN refunded - our_amount
        WHEN abs(their_amount - our_amount) <= abs(their_amount - our_amount + refunded) THEN their_amount - our_amount
        ELSE their_amount - our_amount + refunded
    END AS difference
FROM beside
