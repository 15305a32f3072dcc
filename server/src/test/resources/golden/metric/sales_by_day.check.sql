-- paid and created days written out, from the facts instead of the mart
SELECT d.day AS period,
    (SELECT coalesce(sum(paid_amount), 0) FROM order_header WHERE shop = 'night' AND paid_day = d.day) AS gmv,
    (SELECT count(*) FROM order_header WHERE shop = 'night' AND paid_day = d.day) AS paid_orders,
    (SELECT coalesce(sum(order_amount), 0) FROM order_header WHERE shop = 'night' AND shop_day = d.day) AS order_amount,
    (SELECT count(*) FROM order_header WHERE shop = 'night' AND shop_day = d.day) AS orders,
    (SELECT coalesce(sum(amount), 0) FROM refund WHERE shop = 'night' AND shop_day = d.day) AS refund_amount
FROM (SELECT CAST(unnest(range(DATE '2026-03-05', DATE '2026-03-12', INTERVAL 1 DAY)) AS DATE) AS day) d
ORDER BY 1
