-- Which refunds have to be made anew: those recorded after :since and those of dirty orders.

CREATE OR REPLACE TEMP TABLE dirty_refund AS
SELECT shop, natural_key AS refund FROM refund WHERE recorded_at > :since
UNION
SELECT shop, natural_key FROM refund_history WHERE superseded_at > :since
UNION
SELECT r.shop, r.natural_key FROM refund r JOIN dirty_order d ON d.shop = r.shop AND d.order_id = r.order_id;
