-- only with: dirty_visit
-- Visits: those given by a source as soon as one of their events is new, the others with their visitor's day.

-- table: fresh_session
SELECT
    v.shop,
    min(v.shop_day) AS shop_day,
    min_by(v.shop_hour, v.n) AS shop_hour,
    v.session,
    bool_or(v.given IS NOT NULL) AS given,
    min_by(v.visitor, v.n) FILTER (WHERE v.visitor IS NOT NULL) AS visitor,
    max_by(v.customer, v.n) FILTER (WHERE v.customer IS NOT NULL) AS customer,
    nullif(min_by(coalesce(v.channel, ''), v.n) FILTER (WHERE v.touched), '') AS channel,
    nullif(min_by(coalesce(v.campaign, ''), v.n) FILTER (WHERE v.touched), '') AS campaign,
    nullif(min_by(coalesce(v.creator, ''), v.n) FILTER (WHERE v.touched), '') AS creator,
    min_by(v.device, v.n) FILTER (WHERE v.device IS NOT NULL) AS device,
    min_by(v.region, v.n) FILTER (WHERE v.region IS NOT NULL) AS region,
    min(v.at) AS started_at,
    max(v.at) AS ended_at,
    max(v.at) FILTER (WHERE v.type <> 'page_leave') AS last_act_at,
    max(v.n) FILTER (WHERE v.type IN ('page_view', 'product_view')) AS last_page_n,
    max_by(v.at, v.n) FILTER (WHERE v.type IN ('page_view', 'product_view')) AS last_page_at,
    max_by(coalesce(v.dwell_seconds, 0), v.n) FILTER (WHERE v.type IN ('page_view', 'product_view')) AS last_page_dwell,
    count(*) FILTER (WHERE v.type IN ('page_view', 'product_view')) AS page_views,
    count(*) FILTER (WHERE v.type = 'product_view') AS product_views,
    count(*) FILTER (WHERE v.type = 'page_view' AND v.page_kind = 'home') AS home_views,
    coalesce(
        min(v.n) FILTER (WHERE v.type = 'page_view' AND v.page_kind = 'home') < max(v.n) FILTER (WHERE v.type = 'product_view'), false
    ) AS home_clicked,
    count(*) FILTER (
        WHERE v.type NOT IN (
            'page_view', 'product_view', 'list_view', 'promotion_view', 'exposure', 'page_leave', 'identify', 'session_start'
        )
    ) AS interactions
FROM visit_event v
LEFT JOIN dirty_given g ON g.shop = v.shop AND g.session = v.given
WHERE v.session IS NOT NULL AND (v.given IS NULL OR g.session IS NOT NULL)
GROUP BY v.shop, v.session;

-- A session found by us is named after its visitor's day, so the day's visitors tell which ones to remove.
-- table: stale_session
SELECT s.shop, s.session FROM session s JOIN dirty_given g ON g.shop = s.shop AND g.session = s.session
UNION
SELECT s.shop, s.session
FROM session s
JOIN dirty_visit d
  ON d.shop = s.shop AND d.shop_day = s.shop_day AND d.visitor = coalesce(s.visitor, '')
WHERE NOT s.given;

-- table: changed_session
-- brings: order_header (shop, session), order_header (shop, shop_day, visitor), order_header (shop, shop_day, customer)
SELECT s.shop, s.session, s.shop_day, s.visitor, s.customer
FROM session s JOIN stale_session o ON o.shop = s.shop AND o.session = s.session
UNION
SELECT shop, session, shop_day, visitor, customer FROM fresh_session;

-- A page may be left more than once, when its window is hidden and shown again: what was seen of the last page is the sum, and of each part
-- no more than has passed since the page was opened. The time in between does not count.
-- replace: session by changed_session (shop, session)
SELECT
    f.shop, f.shop_day, f.shop_hour, f.session, f.given, f.visitor, f.customer, f.channel, f.campaign, f.creator, f.device, f.region,
    f.started_at, f.ended_at,
    coalesce(
        TRY_CAST(greatest(
            coalesce(CAST(date_diff('millisecond', f.started_at, f.last_act_at) AS DOUBLE) / 1000, 0),
            coalesce(
                CAST(date_diff('millisecond', f.started_at, f.last_page_at) AS DOUBLE) / 1000
                    + greatest(CAST(f.last_page_dwell AS DOUBLE), coalesce(l.seconds, 0)),
                0
            )
        ) AS DECIMAL(18, 4)),
        -- a reported dwell that fits no column is none
        CAST(CAST(date_diff('millisecond', f.started_at, f.ended_at) AS DOUBLE) / 1000 AS DECIMAL(18, 4))
    ) AS duration_seconds,
    f.page_views, f.product_views, f.home_views, f.home_clicked, f.interactions,
    f.page_views = 1 AND f.interactions = 0 AS bounced
FROM fresh_session f
LEFT JOIN (
    SELECT
        o.shop, o.session,
        sum(least(CAST(v.dwell_seconds AS DOUBLE), CAST(date_diff('millisecond', o.last_page_at, v.at) AS DOUBLE) / 1000)) AS seconds
    FROM fresh_session o
    JOIN visit_event v ON v.shop = o.shop AND v.session = o.session
    WHERE v.type = 'page_leave' AND v.n > o.last_page_n AND v.dwell_seconds IS NOT NULL
    GROUP BY o.shop, o.session
) l ON l.shop = f.shop AND l.session = f.session;
