-- only with: dirty_order
-- An order that several sources tell of counts once, as the source that told last has it.
-- keep: fresh_order
SELECT h.*
FROM (
    SELECT h.*, row_number() OVER (PARTITION BY h.shop, h.order_id ORDER BY h.recorded_at DESC, h.source, h.natural_key) AS place
    FROM order_header h
    JOIN dirty_order d ON d.shop = h.shop AND d.order_id = h.order_id
) h
WHERE place = 1;
