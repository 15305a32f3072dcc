-- only with: dirty_refund
-- What each refund counts: its amount; of a remainder, what the other refunds of its order, or of its line, leave of it.
-- table: fresh_refund
-- brings: sales_line (shop, order_id)
WITH latest AS (
    SELECT r.*
    FROM (
        SELECT r.*, row_number() OVER (PARTITION BY r.shop, r.natural_key ORDER BY r.recorded_at DESC, r.source) AS place
        FROM refund r
        JOIN dirty_refund d ON d.shop = r.shop AND d.refund = r.natural_key
    ) r
    WHERE place = 1
),
explaining AS (
    SELECT
        l.shop, l.natural_key AS refund, r.amount,
        row_number() OVER (PARTITION BY l.shop, l.natural_key, r.natural_key ORDER BY r.recorded_at DESC, r.source) AS place
    FROM latest l
    JOIN refund r ON r.shop = l.shop AND r.order_id = l.order_id
    WHERE l.remainder AND NOT coalesce(r.remainder, false) AND (l.line_no IS NULL OR r.line_no IS NULL OR r.line_no = l.line_no)
),
explained AS (
    SELECT shop, refund, sum(amount) AS amount FROM explaining WHERE place = 1 GROUP BY shop, refund
)
SELECT
    l.*,
    CAST(CASE WHEN l.remainder THEN greatest(l.amount - coalesce(e.amount, 0), 0) ELSE l.amount END AS DECIMAL(18, 4)) AS counted
FROM latest l
LEFT JOIN explained e ON e.shop = l.shop AND e.refund = l.natural_key;
