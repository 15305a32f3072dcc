SELECT isodow(shop_day) AS weekday, count(*) AS sessions, sum(CASE WHEN bounced THEN 1 ELSE 0 END) / CAST(count(*) AS DOUBLE) AS bounce_rate
FROM session
WHERE shop = 'night' AND shop_day BETWEEN '2026-02-09' AND '2026-02-15'
GROUP BY 1
ORDER BY 1
