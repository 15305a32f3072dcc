-- only with: dirty_visit
-- The events of the dirty visitors' days, each with its session.

-- table: visit_event
-- brings: product (shop, product), session (shop, session = given)
WITH picked AS (
    SELECT
        row_number() OVER (ORDER BY e.at, e.natural_key, e.source) AS n,
        e.shop, e.shop_day, e.shop_hour, e.at, e.type, e.page_kind, e.visitor, e.customer, e.session AS given, e.product, e.sku, e.category,
        e.channel, e.campaign, e.creator, e.device, e.region, e.dwell_seconds,
        coalesce(e.visitor, 'customer ' || e.customer) AS who,
        e.channel IS NOT NULL OR e.campaign IS NOT NULL OR e.creator IS NOT NULL AS touched,
        CASE
            WHEN e.campaign IS NOT NULL OR e.creator IS NOT NULL OR paid.channel IS NOT NULL
            THEN coalesce(e.channel, '') || '|' || coalesce(e.campaign, '') || '|' || coalesce(e.creator, '')
        END AS touch -- one that was paid for or led by somebody
    FROM event e
    JOIN dirty_visit d ON d.shop = e.shop AND d.shop_day = e.shop_day AND d.visitor = coalesce(e.visitor, '')
    LEFT JOIN (
        SELECT s.shop, c.channel
        FROM (SELECT DISTINCT shop FROM dirty_visit) s
        JOIN channel c ON c.shop = s.shop OR c.shop = '*'
        GROUP BY s.shop, c.channel
        HAVING bool_or(c.paid)
    ) paid ON paid.shop = e.shop AND paid.channel = e.channel
),
silent AS (
    SELECT
        n, shop, shop_day, who, touch,
        CASE
            WHEN "at" <= lag("at") OVER (PARTITION BY shop, shop_day, who ORDER BY n) + INTERVAL '30' MINUTE THEN 0
            -- whoever leaves a page was on it all the while
            WHEN type = 'page_leave' AND lag("at") OVER (PARTITION BY shop, shop_day, who ORDER BY n) IS NOT NULL THEN 0
            ELSE 1
        END AS after_silence
    FROM picked
    WHERE given IS NULL AND who IS NOT NULL
),
stretch AS (
    SELECT *, sum(after_silence) OVER (PARTITION BY shop, shop_day, who ORDER BY n ROWS UNBOUNDED PRECEDING) AS stretch
    FROM silent
),
with_touch_before AS (
    SELECT
        *,
        max_by(touch, CASE WHEN touch IS NOT NULL THEN n END)
            OVER (PARTITION BY shop, shop_day, who, stretch ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS touch_before
    FROM stretch
),
started AS (
    SELECT n, shop, shop_day, who, CASE WHEN after_silence = 1 OR touch <> coalesce(touch_before, '') THEN 1 ELSE 0 END AS starts
    FROM with_touch_before
),
numbered AS (
    SELECT n, who, shop, shop_day, sum(starts) OVER (PARTITION BY shop, shop_day, who ORDER BY n ROWS UNBOUNDED PRECEDING) AS place FROM started
)
SELECT p.*, coalesce(p.given, f.who || '/' || CAST(f.shop_day AS VARCHAR) || '/' || CAST(f.place AS VARCHAR)) AS session
FROM picked p
LEFT JOIN numbered f ON f.n = p.n;
