-- What was recorded, or is no more, after :since, up to :until. Each query says which rows of other tables it concerns (-- brings), so that an engine whose
-- tables lie elsewhere fetches those and no others; most of them are known from here on and fetched together.

-- table: changed_visit
-- brings: event (shop, shop_day, visitor), session (shop, shop_day, visitor), order_header (shop, shop_day, visitor)
-- brings: visitor_hour (shop, shop_day, visitor), visitor_product_hour (shop, shop_day, visitor), channel
SELECT shop, shop_day, coalesce(visitor, '') AS visitor FROM event WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, shop_day, coalesce(visitor, '') FROM event_history WHERE superseded_at > :since AND superseded_at <= :until;

-- table: dirty_given
-- brings: event (shop, session), session (shop, session), order_header (shop, session)
SELECT shop, session FROM event WHERE recorded_at > :since AND recorded_at <= :until AND session IS NOT NULL
UNION
SELECT shop, session FROM event_history WHERE superseded_at > :since AND superseded_at <= :until AND session IS NOT NULL;

-- table: seen_customer
-- brings: order_header (shop, shop_day, customer), session (shop, shop_day, customer)
SELECT DISTINCT shop, shop_day, customer FROM event WHERE recorded_at > :since AND recorded_at <= :until;

-- table: changed_channel
-- brings: event (channel)
SELECT shop, channel FROM channel WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, channel FROM channel_history WHERE superseded_at > :since AND superseded_at <= :until;

-- the category of a product
-- table: changed_product
-- brings: visitor_product_hour (shop, product)
SELECT shop, product FROM product WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, product FROM product_history WHERE superseded_at > :since AND superseded_at <= :until;

-- the category or the cost
-- table: changed_goods
-- brings: order_line (shop, product)
SELECT shop, product FROM changed_product
UNION
SELECT shop, product FROM product_cost WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, product FROM product_cost_history WHERE superseded_at > :since AND superseded_at <= :until;

-- table: changed_header
-- brings: order_header (shop, order_id), order_header (shop, customer)
-- brings: session (shop, session), session (shop, shop_day, visitor), session (shop, shop_day, customer)
SELECT shop, order_id, shop_day, session, visitor, customer FROM order_header WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, order_id, shop_day, session, visitor, customer FROM order_header_history WHERE superseded_at > :since AND superseded_at <= :until;

-- table: changed_order
-- brings: order_header (shop, order_id), order_line (shop, order_id), refund (shop, order_id)
-- brings: sales_line (shop, order_id)
SELECT shop, order_id FROM changed_header
UNION
SELECT shop, order_id FROM order_line WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, order_id FROM order_line_history WHERE superseded_at > :since AND superseded_at <= :until;

-- table: changed_refund
-- brings: refund (shop, natural_key = refund), refund (shop, order_id), refund_line (shop, refund), sales_line (shop, order_id)
SELECT shop, natural_key AS refund, order_id FROM refund WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, natural_key, order_id FROM refund_history WHERE superseded_at > :since AND superseded_at <= :until;

-- table: seen_product
-- brings: product (shop, product), product_cost (shop, product)
SELECT shop, product FROM event WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, product FROM order_line WHERE recorded_at > :since AND recorded_at <= :until;

-- what orders cost beside their goods
-- table: changed_cost
-- brings: shipment (shop, order_id), order_fee (shop, order_id), cost_line (shop, order_id), sales_line (shop, order_id)
SELECT shop, order_id FROM shipment WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, order_id FROM shipment_history WHERE superseded_at > :since AND superseded_at <= :until
UNION
SELECT shop, order_id FROM order_fee WHERE recorded_at > :since AND recorded_at <= :until
UNION
SELECT shop, order_id FROM order_fee_history WHERE superseded_at > :since AND superseded_at <= :until;
