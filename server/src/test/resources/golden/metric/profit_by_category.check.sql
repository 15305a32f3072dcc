WITH sold AS (
    SELECT split_part(l.category, '/', 1) AS category_1, sum(l.paid_amount) AS gmv, sum(l.quantity * l.unit_cost) AS cost
    FROM order_line l JOIN order_header h ON h.shop = l.shop AND h.order_id = l.order_id
    WHERE l.shop = 'night' AND h.paid_day BETWEEN '2026-02-01' AND '2026-03-31'
    GROUP BY 1
), freight AS (
    SELECT sum(h.paid_amount) - (SELECT sum(l.paid_amount) FROM order_line l JOIN order_header x ON x.shop = l.shop AND x.order_id = l.order_id
        WHERE l.shop = 'night' AND x.paid_day BETWEEN '2026-02-01' AND '2026-03-31') AS rest
    FROM order_header h
    WHERE h.shop = 'night' AND h.paid_day BETWEEN '2026-02-01' AND '2026-03-31'
), back AS ( -- one mask of 20 came back with 50; 10 of the lamp's price went back alone
    SELECT '美妆' AS category_1, 50 AS amount, 20 AS cost UNION ALL SELECT '家居', 10, 0
)
SELECT s.category_1, s.gmv - b.amount AS net_sales, s.cost AS cost_of_goods, s.gmv - b.amount - (s.cost - b.cost) AS gross_profit
FROM sold s JOIN back b ON b.category_1 = s.category_1
UNION ALL
SELECT NULL, rest, 0, rest FROM freight
ORDER BY 1 NULLS LAST
