-- Who paid how often and how much in a year, straight from the orders; April ends on the 15th, the day of the question.
WITH paid AS (
    SELECT shop, customer, order_id, paid_day, paid_amount FROM order_header
    WHERE shop IN ('night', 'club') AND customer IS NOT NULL AND paid_at IS NOT NULL
), month AS (
    FROM (VALUES (DATE '2026-02-01', DATE '2026-02-28'), (DATE '2026-03-01', DATE '2026-03-31'), (DATE '2026-04-01', DATE '2026-04-15')) m(period, last)
), scored AS (
    SELECT m.period, p.shop, p.customer, max(paid_day) >= m.last - 89 AS r, count(*) >= 2 AS f,
        sum(paid_amount) * count(*) OVER shop >= sum(sum(paid_amount)) OVER shop AS m
    FROM month m JOIN paid p ON p.paid_day BETWEEN m.last - 364 AND m.last
    GROUP BY m.period, m.last, p.shop, p.customer
    WINDOW shop AS (PARTITION BY m.period, p.shop)
), layered AS (
    SELECT e.period, CASE
        WHEN r AND f AND m THEN 'core'
        WHEN f AND m THEN 'lapsing'
        WHEN f OR r AND m THEN 'potential'
        WHEN r THEN 'ordinary'
        ELSE 'dormant' END AS layer
    FROM (SELECT DISTINCT m.period, p.shop, p.customer FROM month m JOIN paid p ON p.paid_day <= m.last) e
    LEFT JOIN scored s ON s.period = e.period AND s.shop = e.shop AND s.customer = e.customer
)
SELECT
    period,
    avg(CAST(layer = 'core' AS INTEGER)) AS layer_share_core,
    avg(CAST(layer = 'potential' AS INTEGER)) AS layer_share_potential,
    avg(CAST(layer = 'lapsing' AS INTEGER)) AS layer_share_lapsing,
    avg(CAST(layer = 'ordinary' AS INTEGER)) AS layer_share_ordinary,
    avg(CAST(layer = 'dormant' AS INTEGER)) AS layer_share_dormant
FROM layered GROUP BY period ORDER BY period
