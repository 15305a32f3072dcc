-- only with: visit_event
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
    max_by(v.at, v.n) FILTER (WHERE v.type IN ('page_view', 'product_view')) AS last_page_at,
    max_by(coalesce(v.dwell_seconds, 0), v.n) FILTER (WHERE v.type IN ('page_view', 'product_view')) AS last_page_dwell,
    count(*) FILTER (WHERE v.type IN ('page_view', 'product_view')) AS page_views,
    count(*) FILTER (WHERE v.type = 'product_view') AS product_views,
    count(*) FILTER (WHERE v.type = 'page_view' AND v.page_kind = 'home') AS home_views,
    coalesce(
        min(v.n) FILTER (WHERE v.type = 'page_view' AND v.page_kind = 'home') < max(v.n) FILTER (WHERE v.type = 'product_view'), false
    ) AS home_clicked,
    count(*) FILTER (
        WHERE v.type NOT IN ('page_view', 'product_view', 'list_view', 'promotion_view', 'identify', 'session_start')
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
JOIN (SELECT DISTINCT shop, shop_day, coalesce(visitor, '') AS visitor FROM visit_event) d
  ON d.shop = s.shop AND d.shop_day = s.shop_day AND d.visitor = coalesce(s.visitor, '')
WHERE NOT s.given;

-- table: changed_session
-- brings: order_header (shop, session), order_header (shop, shop_day, visitor), order_header (shop, shop_day, customer)
SELECT s.shop, s.session, s.shop_day, s.visitor, s.customer
FROM session s JOIN stale_session o ON o.shop = s.shop AND o.session = s.session
UNION
SELECT shop, session, shop_day, visitor, customer FROM fresh_session;

-- replace: session by changed_session (shop, session)
SELECT
    shop, shop_day, shop_hour, session, given, visitor, customer, channel, campaign, creator, device, region, started_at, ended_at,
    coalesce(
        TRY_CAST(greatest(
            CAST(date_diff('millisecond', started_at, ended_at) AS DOUBLE) / 1000,
            coalesce(CAST(date_diff('millisecond', started_at, last_page_at) AS DOUBLE) / 1000 + CAST(last_page_dwell AS DOUBLE), 0)
        ) AS DECIMAL(18, 4)),
        -- a reported dwell that fits no column is none
        CAST(CAST(date_diff('millisecond', started_at, ended_at) AS DOUBLE) / 1000 AS DECIMAL(18, 4))
    ) AS duration_seconds,
    page_views, product_views, home_views, home_clicked, interactions,
    page_views = 1 AND interactions = 0 AS bounced
FROM fresh_session;
