SELECT channel, count(*) AS sessions, count(*) / CAST(sum(count(*)) OVER () AS DOUBLE) AS source_share
FROM session
WHERE shop = 'night' AND shop_day BETWEEN '2026-02-10' AND '2026-02-12'
GROUP BY channel
ORDER BY sessions DESC, channel NULLS LAST
LIMIT 2
