-- In this shop nobody shares a device, and whoever bought without saying who it is did so with the same visitor.
WITH buy AS (
    SELECT coalesce(h.customer, h.visitor) AS person, l.product, h.paid_at, h.paid_day
    FROM order_header h JOIN order_line l ON l.shop = h.shop AND l.order_id = h.order_id
    WHERE h.shop = 'oslo'
), look AS (
    SELECT coalesce(customer, visitor) AS person, visitor, product, "at", shop_day FROM event WHERE shop = 'oslo' AND type = 'product_view'
), looked AS (
    SELECT
        shop_day,
        count(DISTINCT visitor) AS people,
        count(DISTINCT visitor) FILTER (WHERE EXISTS (
            FROM buy b WHERE b.person = l.person AND b.product = l.product AND b.paid_at BETWEEN l."at" AND l."at" + INTERVAL 24 HOUR
        )) AS payers
    FROM look l
    GROUP BY shop_day
), first AS (
    SELECT person, min("at") AS began, arg_min(shop_day, "at") AS shop_day FROM look GROUP BY person
), came AS (
    SELECT
        shop_day,
        count(*) AS people,
        count(*) FILTER (WHERE EXISTS (FROM buy b WHERE b.person = f.person AND b.paid_day = f.shop_day AND b.paid_at >= f.began)) AS payers
    FROM first f
    GROUP BY shop_day
)
SELECT
    d.period, l.payers / CAST(l.people AS DOUBLE) AS product_pay_rate, coalesce(c.people, 0) AS new_visitors,
    c.payers / CAST(c.people AS DOUBLE) AS new_visitor_pay_rate
FROM (SELECT unnest([DATE '2026-03-28', DATE '2026-03-29']) AS period) d
LEFT JOIN looked l ON l.shop_day = d.period
LEFT JOIN came c ON c.shop_day = d.period
ORDER BY 1
