-- only with: dirty_cost
-- What bills and parcels tell of the orders; of several sources the one that told last.
-- table: told_cost
SELECT shop, order_id, kind, cost, amount, currency
FROM (
    SELECT
        s.shop, s.order_id, 'freight' AS kind, s.natural_key AS cost, s.freight_cost AS amount, s.currency,
        row_number() OVER (PARTITION BY s.shop, s.natural_key ORDER BY s.recorded_at DESC, s.source) AS place
    FROM shipment s
    JOIN dirty_cost d ON d.shop = s.shop AND d.order_id = s.order_id
    UNION ALL
    SELECT
        f.shop, f.order_id, f.kind, f.natural_key, f.amount, f.currency,
        row_number() OVER (PARTITION BY f.shop, f.natural_key ORDER BY f.recorded_at DESC, f.source)
    FROM order_fee f
    JOIN dirty_cost d ON d.shop = f.shop AND d.order_id = f.order_id
) told
WHERE place = 1;

-- replace: cost_line by dirty_cost (shop, order_id)
WITH line AS (
    SELECT
        s.*,
        greatest(s.paid_amount, 0) AS weight,
        sum(greatest(s.paid_amount, 0)) OVER (PARTITION BY s.shop, s.order_id) AS whole,
        row_number() OVER (PARTITION BY s.shop, s.order_id ORDER BY s.paid_amount DESC, s.line_no, s.line_key) AS size_rank
    FROM sales_line s
    JOIN dirty_cost d ON d.shop = s.shop AND d.order_id = s.order_id
),
cost AS (
    SELECT shop, order_id, kind, cost, amount, currency FROM told_cost
    UNION ALL
    SELECT l.shop, l.order_id, 'unbilled', '', NULL, l.currency
    FROM line l
    LEFT JOIN (SELECT DISTINCT shop, order_id FROM told_cost WHERE kind <> 'freight') b ON b.shop = l.shop AND b.order_id = l.order_id
    WHERE l.size_rank = 1 AND l.paid_at IS NOT NULL AND b.order_id IS NULL
),
shared AS (
    SELECT
        l.shop, l.order_id,
        -- a bill in another currency tells nothing that could be added
        CASE WHEN c.kind <> 'freight' AND c.currency <> l.currency THEN 'unbilled' ELSE c.kind END AS kind,
        c.cost, l.line_no, l.line_key, l.paid_at, l.paid_day, l.paid_hour, l.customer, l.buyer_type,
        l.channel, l.campaign, l.creator, l.device, l.region, l.city, l.product, l.sku, l.category, l.currency, l.size_rank,
        CASE WHEN coalesce(c.currency, l.currency) = l.currency THEN c.amount END AS amount,
        CASE
            WHEN l.whole > 0
                THEN coalesce(TRY_CAST(round(c.amount * CAST(l.weight AS DOUBLE) / CAST(l.whole AS DOUBLE), 2) AS DECIMAL(18, 4)), 0)
            WHEN l.size_rank = 1 THEN c.amount
            ELSE 0
        END AS share
    FROM cost c
    JOIN line l ON l.shop = c.shop AND l.order_id = c.order_id
)
SELECT
    shop, order_id, kind, cost, line_no, line_key, paid_at, paid_day, paid_hour, customer, buyer_type,
    channel, campaign, creator, device, region, city, product, sku, category,
    CASE
        WHEN amount IS NULL THEN NULL
        WHEN size_rank = 1 THEN TRY_CAST(share + amount - sum(share) OVER (PARTITION BY shop, order_id, cost, kind) AS DECIMAL(18, 4))
        ELSE share
    END AS amount,
    currency
FROM shared;
