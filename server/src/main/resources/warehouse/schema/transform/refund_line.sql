-- only with: dirty_refund
-- The lines that each refund may concern: the line it names, or else those of its SKU or product, or else all; a rest row only where
-- nothing else was paid.
-- table: refunded_line
WITH candidate AS (
    SELECT
        r.shop, r.natural_key AS refund, r.counted AS amount, s.line_no, s.line_key, s.paid_amount,
        CASE
            WHEN s.line_no <> '' AND s.line_no = r.line_no THEN 4
            WHEN r.line_no IS NULL AND s.line_no <> '' AND s.sku = r.sku THEN 3
            WHEN r.line_no IS NULL AND s.line_no <> '' AND s.product = r.product THEN 2
            WHEN s.line_no <> '' AND s.paid_amount > 0 THEN 1
            ELSE 0
        END AS closeness
    FROM fresh_refund r
    JOIN sales_line s ON s.shop = r.shop AND s.order_id = r.order_id
),
nearest AS (
    SELECT c.*, max(closeness) OVER (PARTITION BY shop, refund) AS closest FROM candidate c
),
weighed AS (
    SELECT
        shop, refund, line_key, amount,
        greatest(paid_amount, 0) AS weight,
        sum(greatest(paid_amount, 0)) OVER (PARTITION BY shop, refund) AS whole,
        count(*) OVER (PARTITION BY shop, refund) AS lines,
        row_number() OVER (PARTITION BY shop, refund ORDER BY paid_amount DESC, line_no, line_key) AS size_rank
    FROM nearest
    WHERE closeness = closest
),
shared AS (
    SELECT
        *,
        CASE
            WHEN whole > 0
                THEN coalesce(TRY_CAST(round(amount * CAST(weight AS DOUBLE) / CAST(whole AS DOUBLE), 2) AS DECIMAL(18, 4)), 0)
            WHEN size_rank = 1 THEN amount
            ELSE 0
        END AS share
    FROM weighed
)
SELECT
    shop, refund, line_key, lines,
    -- shares of a positive weight are never more than the whole, so each fits where the whole did
    CAST(CASE WHEN size_rank = 1 THEN share + amount - sum(share) OVER (PARTITION BY shop, refund) ELSE share END AS DECIMAL(18, 4)) AS amount
FROM shared;

-- replace: refund_line by dirty_refund (shop, refund)
SELECT
    r.shop, r.natural_key AS refund,
    coalesce(s.line_no, r.line_no, '') AS line_no,
    r.order_id, r.at AS refund_at, r.shop_day AS refund_day, r.shop_hour AS refund_hour, s.paid_day, s.paid_hour,
    coalesce(s.customer, r.customer) AS customer,
    s.buyer_type, s.channel, s.campaign, s.creator, s.device,
    coalesce(s.region, r.region) AS region,
    s.city,
    coalesce(s.product, r.product) AS product,
    coalesce(s.sku, r.sku) AS sku,
    s.category,
    coalesce(l.amount, r.counted) AS amount,
    CASE WHEN l.lines IS NULL OR l.lines = 1 THEN r.quantity END AS quantity,
    TRY_CAST(CASE
        WHEN r.type IS DISTINCT FROM 'return' THEN 0
        WHEN (l.lines IS NULL OR l.lines = 1) AND r.quantity IS NOT NULL AND r.unit_cost IS NOT NULL THEN r.quantity * r.unit_cost
        WHEN l.lines = 1 AND r.quantity IS NOT NULL AND s.quantity > 0 THEN CAST(s.cost_amount AS DOUBLE) * r.quantity / s.quantity
        -- no pieces named: as much of the goods as of the money
        WHEN s.paid_amount > 0 THEN least(s.cost_amount, s.cost_amount * CAST(l.amount AS DOUBLE) / CAST(s.paid_amount AS DOUBLE))
        -- of nothing paid the share is not known, unless there was no cost
        WHEN s.cost_amount = 0 THEN 0
    END AS DECIMAL(18, 4)) AS returned_cost_amount,
    r.reason, r.type, r.currency
FROM fresh_refund r
LEFT JOIN refunded_line l ON l.shop = r.shop AND l.refund = r.natural_key
LEFT JOIN sales_line s ON s.shop = r.shop AND s.order_id = r.order_id AND s.line_key = l.line_key
WHERE r.counted > 0 OR NOT coalesce(r.remainder, false);
