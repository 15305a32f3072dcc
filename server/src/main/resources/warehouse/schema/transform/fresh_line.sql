-- only with: fresh_order
-- table: order_part
SELECT l.*, o.source AS order_source
FROM order_line l
JOIN fresh_order o ON o.shop = l.shop AND o.order_id = l.order_id;

-- Its lines come from the same source, or else from one other.
-- table: told_line
WITH chosen AS (
    SELECT shop, order_id, coalesce(min(source) FILTER (WHERE source = order_source), min(source)) AS source
    FROM order_part
    GROUP BY shop, order_id
)
SELECT
    l.shop, l.order_id, l.line_no, l.natural_key, l.product, l.sku, l.category, l.quantity, l.order_amount, l.unit_cost,
    coalesce(l.gift, l.order_amount = 0) AS gift,
    o.paid_at IS NOT NULL AS paid,
    l.paid_amount,
    CASE WHEN o.paid_at IS NULL THEN 0 ELSE coalesce(o.paid_amount, 0) END AS order_paid,
    o.order_amount AS order_total
FROM fresh_order o
JOIN chosen c ON c.shop = o.shop AND c.order_id = o.order_id
JOIN order_part l ON l.shop = c.shop AND l.order_id = c.order_id AND l.source = c.source;

-- Each line's part of the payment. Lines of which a part or the rest would fit no column (a barcode as a quantity, an amount in the wrong
-- unit) are left out as a whole: such an order counts by itself, and no row stops the others.
-- table: fresh_line
-- brings: product (shop, product), product_cost (shop, product)
WITH total AS (
    SELECT shop, order_id, count(paid_amount) AS known_shares, sum(order_amount) AS lines_total
    FROM told_line
    GROUP BY shop, order_id
),
told AS (
    SELECT l.*, CASE WHEN l.paid THEN coalesce(l.paid_amount, 0) ELSE 0 END AS part, t.lines_total
    FROM told_line l
    JOIN total t ON t.shop = l.shop AND t.order_id = l.order_id
    WHERE NOT l.paid OR t.known_shares > 0
),
-- A source that gives no share of the payment gets one by what was ordered.
weighed AS (
    SELECT
        l.*,
        TRY_CAST(
            CASE WHEN l.order_total = 0 THEN 0 ELSE round(l.order_amount * CAST(l.order_paid AS DOUBLE) / l.order_total, 2) END
            AS DECIMAL(18, 4)) AS share,
        t.lines_total,
        row_number() OVER (PARTITION BY l.shop, l.order_id ORDER BY l.order_amount DESC, l.line_no, l.natural_key) AS size_rank
    FROM told_line l
    JOIN total t ON t.shop = l.shop AND t.order_id = l.order_id
    WHERE l.paid AND t.known_shares = 0
),
shared AS (
    SELECT shop, order_id, line_no, natural_key, product, sku, category, quantity, order_amount, unit_cost, gift, order_paid, order_total, lines_total, part
    FROM told
    UNION ALL
    SELECT
        shop, order_id, line_no, natural_key, product, sku, category, quantity, order_amount, unit_cost, gift, order_paid, order_total, lines_total,
        -- the rounding rest goes to the largest line, if the lines make up the whole order
        CASE
            WHEN size_rank = 1 AND lines_total = order_total
                THEN share + order_paid - sum(share) OVER (PARTITION BY shop, order_id)
            ELSE share
        END AS part
    FROM weighed
),
fitting AS (
    SELECT shop, order_id
    FROM shared
    GROUP BY shop, order_id
    HAVING count(TRY_CAST(part AS DECIMAL(18, 4))) = count(*)
        AND TRY_CAST(max(order_total) - max(lines_total) AS DECIMAL(18, 4)) IS NOT NULL
        AND TRY_CAST(max(order_paid) - sum(part) AS DECIMAL(18, 4)) IS NOT NULL
)
SELECT
    l.shop, l.order_id, l.line_no, l.natural_key AS line_key, l.product, l.sku, l.category, l.quantity, l.order_amount, l.unit_cost, l.gift,
    CAST(l.part AS DECIMAL(18, 4)) AS paid_amount
FROM shared l
JOIN fitting f ON f.shop = l.shop AND f.order_id = l.order_id;
