-- Which orders have to be made anew because of what was recorded after :since, up to :until.

-- view: changed_header
SELECT shop, order_id, customer FROM order_header WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, order_id, customer FROM order_header_history WHERE superseded_at > :since AND superseded_at <= :until;

-- view: dirty_order
SELECT shop, order_id FROM changed_header
UNION
SELECT shop, order_id FROM order_line WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, order_id FROM order_line_history WHERE superseded_at > :since AND superseded_at <= :until
UNION
-- an order before or after makes a buyer new or old, whichever source names the customer
SELECT h.shop, h.order_id
FROM order_header h
JOIN (
    SELECT shop, customer FROM changed_header
    UNION
    SELECT o.shop, o.customer FROM order_header o JOIN changed_header n ON n.shop = o.shop AND n.order_id = o.order_id
) c ON c.shop = h.shop AND c.customer = h.customer
UNION
-- the category or the cost of a product
SELECT l.shop, l.order_id
FROM order_line l
JOIN (
    SELECT shop, product FROM product WHERE recorded_at > :since AND recorded_at <= :until
    UNION
    SELECT shop, product FROM product_history WHERE superseded_at > :since AND superseded_at <= :until
    UNION
    SELECT shop, product FROM product_cost WHERE recorded_at > :since AND recorded_at <= :until
    UNION
    SELECT shop, product FROM product_cost_history WHERE superseded_at > :since AND superseded_at <= :until
) p ON p.shop = l.shop AND p.product = l.product
UNION
-- the visit that led to it
SELECT h.shop, h.order_id FROM order_header h JOIN changed_session s ON s.shop = h.shop AND s.session = h.session
UNION
SELECT h.shop, h.order_id
FROM order_header h JOIN changed_session s ON s.shop = h.shop AND s.shop_day = h.shop_day AND s.visitor = h.visitor
UNION
SELECT h.shop, h.order_id
FROM order_header h JOIN changed_session s ON s.shop = h.shop AND s.shop_day = h.shop_day AND s.customer = h.customer;

-- The orders themselves: none, unless some are found further on. Their refunds ask.
-- view: fresh_order
SELECT * FROM order_header WHERE false;
