-- Which orders have to be made anew.

-- The customers of changed orders, whichever source names them.
-- table: changed_customer
-- brings: order_header (shop, customer)
SELECT shop, customer FROM changed_header
UNION
SELECT o.shop, o.customer FROM order_header o JOIN changed_header n ON n.shop = o.shop AND n.order_id = o.order_id;

-- table: dirty_order
-- brings: order_header (shop, order_id), refund (shop, order_id)
SELECT shop, order_id FROM changed_order
UNION
-- an order before or after makes a buyer new or old
SELECT h.shop, h.order_id FROM order_header h JOIN changed_customer c ON c.shop = h.shop AND c.customer = h.customer
UNION
SELECT l.shop, l.order_id FROM order_line l JOIN changed_goods p ON p.shop = l.shop AND p.product = l.product
UNION
-- the visit that led to it
SELECT h.shop, h.order_id FROM order_header h JOIN changed_session s ON s.shop = h.shop AND s.session = h.session
UNION
SELECT h.shop, h.order_id
FROM order_header h JOIN changed_session s ON s.shop = h.shop AND s.shop_day = h.shop_day AND s.visitor = h.visitor
UNION
SELECT h.shop, h.order_id
FROM order_header h JOIN changed_session s ON s.shop = h.shop AND s.shop_day = h.shop_day AND s.customer = h.customer;
