-- Which refunds have to be made anew: those that changed, and those of dirty orders.

-- table: dirty_refund
-- brings: refund (shop, natural_key = refund)
SELECT shop, refund FROM changed_refund
UNION
SELECT r.shop, r.natural_key FROM refund r JOIN fresh_order d ON d.shop = r.shop AND d.order_id = r.order_id;
