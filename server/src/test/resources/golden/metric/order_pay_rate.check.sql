SELECT count(*) FILTER (WHERE paid_at <= "at" + INTERVAL 24 HOUR) / CAST(count(*) AS DOUBLE) AS order_pay_rate
FROM order_header
WHERE shop = 'night' AND shop_day BETWEEN '2026-02-01' AND '2026-04-15' AND "at" <= TIMESTAMP '2026-04-14 06:25:00'
