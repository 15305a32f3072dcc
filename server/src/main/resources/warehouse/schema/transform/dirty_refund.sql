-- Which refunds have to be made anew: those recorded after :since, up to :until, and those of dirty orders.

-- view: dirty_refund
SELECT shop, natural_key AS refund FROM refund WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, natural_key FROM refund_history WHERE superseded_at > :since AND superseded_at <= :until
UNION
SELECT r.shop, r.natural_key FROM refund r JOIN fresh_order d ON d.shop = r.shop AND d.order_id = r.order_id;
