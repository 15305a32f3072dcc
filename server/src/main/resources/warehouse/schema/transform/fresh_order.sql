-- only with: dirty_order
-- An order that several sources tell of counts once, as the source that told last has it.
-- table: fresh_order
-- brings: order_line (shop, order_id), refund (shop, order_id), order_header (shop, customer)
-- brings: session (shop, session), session (shop, shop_day, visitor), session (shop, shop_day, customer)
SELECT h.*
FROM (
    SELECT h.*, row_number() OVER (PARTITION BY h.shop, h.order_id ORDER BY h.recorded_at DESC, h.source, h.natural_key) AS place
    FROM order_header h
    JOIN dirty_order d ON d.shop = h.shop AND d.order_id = h.order_id
) h
WHERE place = 1;
