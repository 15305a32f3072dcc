-- Each visitor's days, straight from the events; the question is asked on 15 April, so all of these days are over.
WITH day AS (
    SELECT DISTINCT visitor, shop_day FROM event WHERE shop = 'night' AND visitor IS NOT NULL
), cohort AS (
    SELECT
        shop_day,
        count(*) AS people,
        count(*) FILTER (WHERE EXISTS (FROM day b WHERE b.visitor = a.visitor AND b.shop_day = a.shop_day + 1)) AS next_day,
        count(*) FILTER (WHERE EXISTS (FROM day b WHERE b.visitor = a.visitor AND b.shop_day BETWEEN a.shop_day + 1 AND a.shop_day + 7)) AS week
    FROM day a
    GROUP BY shop_day
)
SELECT d.period, c.next_day / CAST(c.people AS DOUBLE) AS retention_d1, c.week / CAST(c.people AS DOUBLE) AS retention_within_d7
FROM (SELECT unnest(generate_series(DATE '2026-02-10', DATE '2026-02-13', INTERVAL 1 DAY))::DATE AS period) d
LEFT JOIN cohort c ON c.shop_day = d.period
ORDER BY 1
