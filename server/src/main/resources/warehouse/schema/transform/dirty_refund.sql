-- Which refunds have to be made anew: those that changed, those of dirty orders, and the remainders that a changed one may explain.

-- table: dirty_refund
-- brings: refund (shop, natural_key = refund)
SELECT shop, refund FROM changed_refund
UNION
SELECT r.shop, r.natural_key FROM refund r JOIN dirty_order d ON d.shop = r.shop AND d.order_id = r.order_id
UNION
SELECT r.shop, r.natural_key FROM refund r JOIN changed_refund c ON c.shop = r.shop AND c.order_id = r.order_id WHERE r.remainder;
