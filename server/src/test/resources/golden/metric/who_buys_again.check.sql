-- Who paid when, straight from the orders; April ends on the 15th, the day of the question.
WITH paid AS (
    SELECT shop || customer AS who, order_id, paid_day FROM order_header
    WHERE shop IN ('night', 'club') AND customer IS NOT NULL AND paid_at IS NOT NULL
), month AS (
    FROM (VALUES (DATE '2026-02-01', DATE '2026-02-28'), (DATE '2026-03-01', DATE '2026-03-31'), (DATE '2026-04-01', DATE '2026-04-15')) m(period, last)
)
SELECT
    m.period,
    (SELECT count(*) FILTER (WHERE n >= 2) / CAST(count(*) AS DOUBLE)
     FROM (SELECT who, count(DISTINCT order_id) AS n FROM paid WHERE paid_day BETWEEN m.period AND m.last GROUP BY who)) AS repurchase_rate,
    (SELECT CASE WHEN count(*) > 0 THEN count(*) FILTER (WHERE who IN (SELECT who FROM paid WHERE paid_day BETWEEN m.last - 29 AND m.last)) / CAST(count(*) AS DOUBLE) END
     FROM (SELECT DISTINCT who FROM paid WHERE paid_day BETWEEN m.last - 59 AND m.last - 30)) AS repurchase_rate_30d,
    (SELECT count(*) FILTER (WHERE latest < m.last - 179) / CAST(count(*) AS DOUBLE)
     FROM (SELECT who, max(paid_day) AS latest FROM paid WHERE paid_day <= m.last GROUP BY who)) AS dormant_share
FROM month m
ORDER BY 1
