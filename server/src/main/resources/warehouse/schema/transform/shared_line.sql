-- only with: dirty_order
-- The lines of an order come from the source of the order, or else from one other.
-- table: line_source
SELECT
    o.shop, o.order_id, l.source, l.known_shares, l.lines_total,
    o.paid_at IS NOT NULL AS paid,
    CASE WHEN o.paid_at IS NULL THEN 0 ELSE coalesce(o.paid_amount, 0) END AS order_paid,
    o.order_amount AS order_total
FROM (
    SELECT *, row_number() OVER (PARTITION BY shop, order_id ORDER BY of_order DESC, source) AS place
    FROM (
        SELECT
            l.shop, l.order_id, l.source, l.source = o.source AS of_order,
            count(l.paid_amount) AS known_shares, sum(l.order_amount) AS lines_total
        FROM order_line l
        JOIN fresh_order o ON o.shop = l.shop AND o.order_id = l.order_id
        GROUP BY l.shop, l.order_id, l.source, l.source = o.source
    ) told
) l
JOIN fresh_order o ON o.shop = l.shop AND o.order_id = l.order_id
WHERE l.place = 1;

-- Each line's part of the payment; no part where it fits no column.
-- table: shared_line
-- brings: product (shop, product), product_cost (shop, product)
WITH told AS NOT MATERIALIZED (
    SELECT
        l.shop, l.order_id, l.line_no, l.natural_key AS line_key, l.product, l.sku, l.category, l.quantity, l.order_amount, l.unit_cost,
        coalesce(l.gift, l.order_amount = 0) AS gift,
        l.paid_amount,
        o.paid, o.order_paid, o.order_total, o.known_shares, o.lines_total
    FROM line_source o
    JOIN order_line l ON l.shop = o.shop AND l.order_id = o.order_id AND l.source = o.source
),
-- A source that gives no share of the payment gets one by what was ordered.
weighed AS (
    SELECT
        *,
        TRY_CAST(
            CASE WHEN order_total = 0 THEN 0 ELSE round(order_amount * CAST(order_paid AS DOUBLE) / order_total, 2) END
            AS DECIMAL(18, 4)) AS share,
        row_number() OVER (PARTITION BY shop, order_id ORDER BY order_amount DESC, line_no, line_key) AS size_rank
    FROM told
    WHERE paid AND known_shares = 0
)
SELECT
    shop, order_id, line_no, line_key, product, sku, category, quantity, order_amount, unit_cost, gift,
    CASE WHEN paid THEN coalesce(paid_amount, 0) ELSE 0 END AS paid_amount
FROM told
WHERE NOT paid OR known_shares > 0
UNION ALL
SELECT
    shop, order_id, line_no, line_key, product, sku, category, quantity, order_amount, unit_cost, gift,
    -- the rounding rest goes to the largest line, if the lines make up the whole order
    CASE
        WHEN size_rank = 1 AND lines_total = order_total
            THEN TRY_CAST(share + order_paid - sum(share) OVER (PARTITION BY shop, order_id) AS DECIMAL(18, 4))
        ELSE share
    END AS paid_amount
FROM weighed;

-- Lines of which a part or the rest would fit no column (a barcode as a quantity, an amount in the wrong unit) are left out as a whole: such
-- an order counts by itself, and no row stops the others.
-- table: fitting_order
SELECT o.shop, o.order_id, o.lines_total AS order_amount, l.paid_amount
FROM (
    SELECT shop, order_id, count(*) AS lines, count(paid_amount) AS shares, sum(paid_amount) AS paid_amount
    FROM shared_line
    GROUP BY shop, order_id
) l
JOIN line_source o ON o.shop = l.shop AND o.order_id = l.order_id
WHERE l.shares = l.lines
    AND TRY_CAST(o.order_total - o.lines_total AS DECIMAL(18, 4)) IS NOT NULL
    AND TRY_CAST(o.order_paid - l.paid_amount AS DECIMAL(18, 4)) IS NOT NULL;
