-- only with: fresh_order
-- The lines of an order come from the same source, or else from one other.
-- view: told_line
WITH order_part AS (
    SELECT
        l.shop, l.order_id, l.line_no, l.natural_key, l.product, l.sku, l.category, l.quantity, l.order_amount, l.unit_cost, l.gift,
        l.paid_amount, l.source, o.paid_at IS NOT NULL AS paid,
        CASE WHEN o.paid_at IS NULL THEN 0 ELSE coalesce(o.paid_amount, 0) END AS order_paid,
        o.order_amount AS order_total,
        coalesce(
            min(CASE WHEN l.source = o.source THEN l.source END) OVER (PARTITION BY l.shop, l.order_id),
            min(l.source) OVER (PARTITION BY l.shop, l.order_id)) AS chosen
    FROM order_line l
    JOIN fresh_order o ON o.shop = l.shop AND o.order_id = l.order_id
)
SELECT
    shop, order_id, line_no, natural_key, product, sku, category, quantity, order_amount, unit_cost,
    coalesce(gift, order_amount = 0) AS gift,
    paid, paid_amount, order_paid, order_total
FROM order_part
WHERE source = chosen;

-- Each line's part of the payment. Lines of which a part or the rest would fit no column (a barcode as a quantity, an amount in the wrong
-- unit) are left out as a whole: such an order counts by itself, and no row stops the others. Each step goes on from the one before by
-- windows, since Trino writes a step into each place that asks for it and would read the lines forty times; where steps are kept in memory
-- the file for all engines takes half the time.
-- keep: fresh_line
WITH total AS (
    SELECT
        *,
        paid AND count(paid_amount) OVER (PARTITION BY shop, order_id) = 0 AS untold,
        sum(order_amount) OVER (PARTITION BY shop, order_id) AS lines_total,
        row_number() OVER (PARTITION BY shop, order_id ORDER BY order_amount DESC, line_no, natural_key) AS size_rank
    FROM told_line
),
-- A source that gives no share of the payment gets one by what was ordered.
weighed AS (
    SELECT
        *,
        CASE
            WHEN untold THEN TRY_CAST(
                CASE WHEN order_total = 0 THEN 0 ELSE round(order_amount * CAST(order_paid AS DOUBLE) / order_total, 2) END
                AS DECIMAL(18, 4))
            WHEN paid THEN coalesce(paid_amount, 0)
            ELSE 0
        END AS share
    FROM total
),
shared AS (
    SELECT
        *,
        -- the rounding rest goes to the largest line, if the lines make up the whole order
        CASE
            WHEN untold AND size_rank = 1 AND lines_total = order_total
                THEN share + order_paid - sum(share) OVER (PARTITION BY shop, order_id)
            ELSE share
        END AS part
    FROM weighed
),
fitting AS (
    SELECT
        *,
        count(TRY_CAST(part AS DECIMAL(18, 4))) OVER (PARTITION BY shop, order_id) = count(*) OVER (PARTITION BY shop, order_id)
            AND TRY_CAST(order_total - lines_total AS DECIMAL(18, 4)) IS NOT NULL
            AND TRY_CAST(order_paid - sum(part) OVER (PARTITION BY shop, order_id) AS DECIMAL(18, 4)) IS NOT NULL AS fits
    FROM shared
)
SELECT
    shop, order_id, line_no, natural_key AS line_key, product, sku, category, quantity, order_amount, unit_cost, gift,
    CAST(part AS DECIMAL(18, 4)) AS paid_amount
FROM fitting
WHERE fits;
