-- The third day of the warm-up, a day between the phases, and two days of the peak, the second of which runs: its partner ends at 14:25 and
-- has nothing.
SELECT d.period,
    (SELECT coalesce(sum(paid_amount), 0) FROM order_header WHERE shop = 'night' AND paid_day = d.period) AS gmv,
    CASE WHEN d.base IS NOT NULL
        THEN (SELECT coalesce(sum(paid_amount), 0) FROM order_header WHERE shop = 'night' AND paid_day = d.base)
    END AS gmv_base,
    (SELECT count(DISTINCT customer) FROM order_header WHERE shop = 'night' AND paid_day = d.period) AS buyers,
    CASE WHEN d.base IS NOT NULL
        THEN (SELECT count(DISTINCT customer) FROM order_header WHERE shop = 'night' AND paid_day = d.base)
    END AS buyers_base
FROM (VALUES
    (DATE '2026-04-12', DATE '2025-04-11'),
    (DATE '2026-04-13', NULL),
    (DATE '2026-04-14', DATE '2025-04-15'),
    (DATE '2026-04-15', DATE '2025-04-16')) d (period, base)
ORDER BY d.period
