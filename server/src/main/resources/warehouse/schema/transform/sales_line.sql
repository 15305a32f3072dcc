-- only with: dirty_order
-- The visit of an order: its own, or else the last one that its visitor or customer began before it on that day.
-- table: order_visit
SELECT
    shop, order_id, CASE WHEN closeness = 3 THEN visitor END AS visitor, channel, campaign, creator, device, region
FROM (
    SELECT *, row_number() OVER (PARTITION BY shop, order_id ORDER BY closeness DESC, started_at DESC, session) AS place
    FROM (
        SELECT o.shop, o.order_id, 3 AS closeness, s.started_at, s.session, s.visitor, s.channel, s.campaign, s.creator, s.device, s.region
        FROM fresh_order o
        JOIN session s ON s.shop = o.shop AND s.session = o.session
        UNION ALL
        SELECT o.shop, o.order_id, 2, s.started_at, s.session, s.visitor, s.channel, s.campaign, s.creator, s.device, s.region
        FROM fresh_order o
        JOIN session s ON s.shop = o.shop AND s.shop_day = o.shop_day AND s.visitor = o.visitor AND s.started_at <= o.at
        UNION ALL
        SELECT o.shop, o.order_id, 1, s.started_at, s.session, s.visitor, s.channel, s.campaign, s.creator, s.device, s.region
        FROM fresh_order o
        JOIN session s ON s.shop = o.shop AND s.shop_day = o.shop_day AND s.customer = o.customer AND s.started_at <= o.at
    ) near
) ranked
WHERE place = 1;

-- table: customer_order
-- brings: order_header (shop, order_id)
SELECT DISTINCT n.shop, n.order_id
FROM order_header n
JOIN (SELECT DISTINCT shop, customer FROM fresh_order) c ON c.shop = n.shop AND c.customer = n.customer;

-- The payment before, of each payment of the customers concerned; payments at the same moment are one, and so are the payments that
-- several sources tell of one order.
-- table: earlier_payment
SELECT shop, customer, paid_at, lag(paid_at) OVER (PARTITION BY shop, customer ORDER BY paid_at) AS before
FROM (
    SELECT DISTINCT t.shop, t.customer, t.paid_at
    FROM (
        SELECT
            h.shop, h.customer, h.paid_at,
            row_number() OVER (PARTITION BY h.shop, h.order_id ORDER BY h.recorded_at DESC, h.source, h.natural_key) AS place
        FROM order_header h
        JOIN customer_order near ON near.shop = h.shop AND near.order_id = h.order_id
    ) t
    WHERE t.place = 1 AND t.paid_at IS NOT NULL AND t.customer IS NOT NULL
) paid;

-- table: told_order
SELECT
    o.shop, o.order_id, o.at AS created_at, o.shop_day AS created_day, o.shop_hour AS created_hour, o.paid_at, o.paid_day, o.paid_hour,
    coalesce(o.paid_at <= o.at + INTERVAL '24' HOUR, false) AS paid_in_24h,
    o.customer,
    coalesce(o.visitor, s.visitor) AS visitor,
    CASE
        WHEN o.paid_at IS NULL OR o.customer IS NULL THEN NULL
        WHEN e.before >= o.paid_at - INTERVAL '365' DAY THEN 'old'
        ELSE 'new'
    END AS buyer_type,
    -- channel, campaign and creator belong together
    CASE WHEN coalesce(o.channel, o.campaign, o.creator) IS NULL THEN s.channel ELSE o.channel END AS channel,
    CASE WHEN coalesce(o.channel, o.campaign, o.creator) IS NULL THEN s.campaign ELSE o.campaign END AS campaign,
    CASE WHEN coalesce(o.channel, o.campaign, o.creator) IS NULL THEN s.creator ELSE o.creator END AS creator,
    coalesce(o.device, s.device) AS device,
    coalesce(o.region, s.region) AS region,
    o.city,
    o.order_amount,
    CASE WHEN o.paid_at IS NULL THEN 0 ELSE coalesce(o.paid_amount, 0) END AS paid_amount,
    o.currency,
    f.order_id IS NOT NULL AS by_lines, coalesce(f.order_amount, 0) AS lines_amount, coalesce(f.paid_amount, 0) AS lines_paid
FROM fresh_order o
LEFT JOIN fitting_order f ON f.shop = o.shop AND f.order_id = o.order_id
LEFT JOIN order_visit s ON s.shop = o.shop AND s.order_id = o.order_id
LEFT JOIN earlier_payment e ON e.shop = o.shop AND e.customer = o.customer AND e.paid_at = o.paid_at;

-- replace: sales_line by dirty_order (shop, order_id)
SELECT
    o.shop, o.order_id, l.line_no, l.line_key, o.created_at, o.created_day, o.created_hour, o.paid_at, o.paid_day, o.paid_hour, o.paid_in_24h,
    o.customer, o.visitor, o.buyer_type, o.channel, o.campaign, o.creator, o.device, o.region, o.city,
    l.product, l.sku,
    coalesce(l.category, p.category) AS category,
    l.quantity, l.gift, l.order_amount, l.paid_amount,
    -- a cost that fits no column is not known
    TRY_CAST(l.quantity * coalesce(l.unit_cost, c.unit_cost) AS DECIMAL(18, 4)) AS cost_amount,
    o.currency
FROM told_order o
JOIN shared_line l ON l.shop = o.shop AND l.order_id = o.order_id
LEFT JOIN (
    SELECT shop, product, max_by(category, recorded_at) FILTER (WHERE category IS NOT NULL) AS category
    FROM product
    GROUP BY shop, product
) p ON p.shop = l.shop AND p.product = l.product
LEFT JOIN (
    -- the cost valid on the day, of the SKU or else of the whole product
    SELECT shop, product, sku, on_day, max_by(unit_cost, precedence) AS unit_cost
    FROM (
        SELECT
            need.shop, need.product, need.sku, need.on_day, cost.unit_cost,
            row_number() OVER (
                PARTITION BY need.shop, need.product, need.sku, need.on_day
                ORDER BY CASE WHEN cost.sku IS NULL THEN 0 ELSE 1 END, cost.valid_from, cost.recorded_at, cost.source, cost.natural_key
            ) AS precedence
        FROM (
            SELECT DISTINCT l.shop, l.product, coalesce(l.sku, '') AS sku, coalesce(o.paid_day, o.created_day) AS on_day
            FROM shared_line l JOIN told_order o ON o.shop = l.shop AND o.order_id = l.order_id
            WHERE l.unit_cost IS NULL AND l.product IS NOT NULL
        ) need
        JOIN product_cost cost
          ON cost.shop = need.shop AND cost.product = need.product AND cost.valid_from <= need.on_day
             AND (cost.sku IS NULL OR cost.sku = need.sku)
    ) ranked
    GROUP BY shop, product, sku, on_day
) c ON c.shop = l.shop AND c.product = l.product AND c.sku = coalesce(l.sku, '') AND c.on_day = coalesce(o.paid_day, o.created_day)
WHERE o.by_lines
UNION ALL
-- What the lines do not account for.
SELECT
    o.shop, o.order_id, '' AS line_no, '' AS line_key, o.created_at, o.created_day, o.created_hour, o.paid_at, o.paid_day, o.paid_hour, o.paid_in_24h,
    o.customer, o.visitor, o.buyer_type, o.channel, o.campaign, o.creator, o.device, o.region, o.city,
    NULL AS product, NULL AS sku, NULL AS category, 0 AS quantity, false AS gift,
    o.order_amount - o.lines_amount AS order_amount,
    o.paid_amount - o.lines_paid AS paid_amount,
    CASE WHEN o.by_lines THEN 0 END AS cost_amount,
    o.currency
FROM told_order o
WHERE NOT o.by_lines OR o.order_amount <> o.lines_amount OR o.paid_amount <> o.lines_paid;
