-- Which visitors' days, and which sessions given by a source, have to be made anew. A visitor's day stands for itself, since the end of the
-- shop day ends a session; a session given by its source may cross it.

-- table: dirty_visit
-- brings: event (shop, shop_day, visitor), session (shop, shop_day, visitor)
SELECT shop, shop_day, visitor FROM changed_visit
UNION
-- the other events of these sessions
SELECT DISTINCT e.shop, e.shop_day, coalesce(e.visitor, '')
FROM event e
JOIN (
    SELECT s.shop, s.session, s.started_at, s.ended_at
    FROM session s JOIN dirty_given g ON g.shop = s.shop AND g.session = s.session
) known ON e.shop = known.shop AND e.session = known.session AND e.at BETWEEN known.started_at AND known.ended_at
UNION
-- the category of a product
SELECT DISTINCT v.shop, v.shop_day, coalesce(v.visitor, '')
FROM visitor_product_hour v
JOIN changed_product p ON p.shop = v.shop AND p.product = v.product
UNION
-- whether a channel is paid
SELECT DISTINCT e.shop, e.shop_day, coalesce(e.visitor, '')
FROM event e
JOIN changed_channel c ON (c.shop = e.shop OR c.shop = '*') AND c.channel = e.channel;

-- The visits that change: none, unless some are found further on. The orders that took their channel from them ask.
-- table: changed_session
SELECT shop, session, shop_day, visitor, customer FROM session WHERE false;
