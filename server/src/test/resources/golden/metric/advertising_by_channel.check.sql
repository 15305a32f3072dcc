-- One paid channel; the others have neither cost nor a part in the result.
SELECT
    c.channel,
    coalesce((SELECT sum(cost) FROM ad_spend a WHERE a.shop = 'club' AND a.channel = c.channel), 0) AS ad_cost,
    CASE WHEN c.channel LIKE '%zhitongche' THEN sum(o.paid_amount) ELSE 0 END AS attributed_gmv,
    CASE WHEN c.channel LIKE '%zhitongche'
        THEN sum(o.paid_amount) / (SELECT sum(cost) FROM ad_spend a WHERE a.shop = 'club' AND a.channel = c.channel) END AS roi
FROM (SELECT DISTINCT channel FROM order_header WHERE shop = 'club' AND paid_day BETWEEN '2026-05-01' AND '2026-05-31') c
JOIN order_header o ON o.shop = 'club' AND o.channel IS NOT DISTINCT FROM c.channel AND o.paid_day BETWEEN '2026-05-01' AND '2026-05-31'
GROUP BY c.channel
ORDER BY c.channel
