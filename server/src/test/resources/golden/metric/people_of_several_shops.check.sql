SELECT CAST(date_trunc('month', paid_day) AS DATE) AS period, count(DISTINCT shop || '/' || customer) AS buyers, count(DISTINCT shop || '/' || order_id) AS paid_orders
FROM order_header
WHERE shop IN ('night', 'day') AND paid_day BETWEEN '2026-02-01' AND '2026-04-30' AND region IN ('上海', '江苏')
GROUP BY 1
ORDER BY 1
