SELECT w.period, 
    (SELECT coalesce(sum(paid_amount), 0) FROM order_header WHERE shop = 'night' AND date_trunc('week', paid_day) = w.period) AS gmv,
    -- the week of 6 April up to Wednesday, 14:25 has nothing
    0 AS gmv_base,
    (SELECT count(DISTINCT visitor) FROM event WHERE shop = 'night' AND date_trunc('week', shop_day) = w.period) AS visitors,
    0 AS visitors_base
FROM (SELECT DATE '2026-04-13' AS period) w
