-- only with: dirty_refund
-- table: fresh_refund
-- brings: sales_line (shop, order_id)
SELECT r.*
FROM (
    SELECT r.*, row_number() OVER (PARTITION BY r.shop, r.natural_key ORDER BY r.recorded_at DESC, r.source) AS place
    FROM refund r
    JOIN dirty_refund d ON d.shop = r.shop AND d.refund = r.natural_key
) r
WHERE place = 1;
