-- A second implementation of the measures, straight from the facts of the demo shop and without a mart, written for being read: each name is
-- what the dictionary calls the measure, {k} stands for what is split by, {days} for the range, {from} and {to} for its ends.
-- `late` are those whose range lies back so far that whatever may follow has had its time.
-- It may rely on what the demo does: one source, events with their session and its touch, refunds of single lines.

-- with
sale AS (
    SELECT
        h.shop, h.order_id, h.at AS created_at, h.shop_day AS created_day, h.shop_hour AS created_hour, h.paid_at, h.paid_day, h.paid_hour,
        h.customer, h.channel, h.campaign, h.creator, h.device, h.region, h.city, l.line_no, l.product, l.sku, l.category, l.quantity,
        coalesce(l.gift, false) AS gift, l.order_amount, CASE WHEN h.paid_at IS NULL THEN 0 ELSE l.paid_amount END AS paid_amount,
        CASE WHEN l.line_no = '' THEN 0 ELSE l.quantity * (
            SELECT arg_max(c.unit_cost, c.valid_from) FROM product_cost c
            WHERE c.shop = h.shop AND c.product = l.product AND c.sku = l.sku AND c.valid_from <= coalesce(h.paid_day, h.shop_day)
        ) END AS cost,
        CASE
            WHEN h.paid_at IS NULL THEN NULL
            WHEN EXISTS (
                SELECT 1 FROM order_header e
                WHERE e.shop = h.shop AND e.customer = h.customer AND e.paid_at < h.paid_at AND e.paid_at >= h.paid_at - INTERVAL 365 DAY
            ) THEN 'old'
            ELSE 'new'
        END AS buyer_type
    FROM order_header h
    JOIN (
        SELECT shop, order_id, line_no, product, sku, category, quantity, gift, order_amount, paid_amount FROM order_line
        UNION ALL
        SELECT h.shop, h.order_id, '', NULL, NULL, NULL, 0, false, h.order_amount - sum(l.order_amount),
            coalesce(h.paid_amount, 0) - coalesce(sum(l.paid_amount), 0)
        FROM order_header h JOIN order_line l ON l.shop = h.shop AND l.order_id = h.order_id
        GROUP BY h.shop, h.order_id, h.order_amount, h.paid_amount
        HAVING h.order_amount <> sum(l.order_amount)
    ) l ON l.shop = h.shop AND l.order_id = h.order_id
),
back AS (
    SELECT
        r.shop, r.natural_key AS refund, r.order_id, r.shop_day AS refund_day, r.shop_hour AS refund_hour, r.amount, s.paid_day, s.paid_hour,
        s.customer, s.buyer_type, s.channel, s.campaign, s.creator, s.device, s.region, s.city, s.product, s.sku, s.category, r.type,
        CASE WHEN r.type = 'return' THEN coalesce(r.quantity * r.unit_cost, s.cost * r.quantity / s.quantity) ELSE 0 END AS cost
    FROM refund r JOIN sale s ON s.shop = r.shop AND s.order_id = r.order_id AND s.line_no = r.line_no
),
charged AS (
    SELECT shop, natural_key, order_id, kind, amount FROM order_fee
    UNION ALL SELECT shop, natural_key, order_id, 'freight', freight_cost FROM shipment
),
charge AS (
    SELECT *, CASE WHEN place = 1 THEN amount - sum(part) OVER (PARTITION BY shop, natural_key, kind) + part ELSE part END AS fee
    FROM (
        SELECT
            s.*, c.natural_key, c.kind, c.amount,
            round(c.amount * CAST(s.paid_amount AS DOUBLE) / CAST(sum(s.paid_amount) OVER w AS DOUBLE), 2)::DECIMAL(18, 4) AS part,
            row_number() OVER (PARTITION BY s.shop, c.natural_key, c.kind ORDER BY s.paid_amount DESC, s.line_no) AS place
        FROM charged c JOIN sale s ON s.shop = c.shop AND s.order_id = c.order_id
        WINDOW w AS (PARTITION BY s.shop, c.natural_key, c.kind)
    )
),
visit AS (
    SELECT
        shop, session, min(shop_day) AS shop_day, arg_min(shop_hour, "at") AS shop_hour, min(visitor) AS visitor, min(channel) AS channel,
        min(campaign) AS campaign, min(creator) AS creator, min(device) AS device, min(region) AS region,
        count(*) FILTER (WHERE type IN ('page_view', 'product_view')) AS pages,
        count(*) FILTER (WHERE type NOT IN ('page_view', 'product_view', 'list_view', 'promotion_view', 'identify', 'session_start')) AS acts,
        count(*) FILTER (WHERE type = 'page_view' AND page_kind = 'home') AS homes,
        min("at") AS started_at, max("at") AS ended_at, max(customer) AS customer,
        max("at") FILTER (WHERE type IN ('page_view', 'product_view')) AS last_page_at,
        arg_max(coalesce(dwell_seconds, 0), "at") FILTER (WHERE type IN ('page_view', 'product_view')) AS last_page_dwell,
        min("at") FILTER (WHERE type = 'page_view' AND page_kind = 'home') < max("at") FILTER (WHERE type = 'product_view') AS on_from_home
    FROM event
    GROUP BY shop, session
),
act AS (
    SELECT e.* REPLACE (coalesce(e.category, p.category) AS category)
    FROM event e LEFT JOIN product p ON p.shop = e.shop AND p.product = e.product
),
seen AS (SELECT DISTINCT shop, visitor, shop_day FROM event),
-- whose a visitor is, if it is one customer's only
owner AS (
    SELECT shop, visitor, min(customer) AS customer
    FROM (SELECT shop, visitor, customer FROM event UNION SELECT shop, visitor, customer FROM order_header)
    WHERE visitor IS NOT NULL AND customer IS NOT NULL
    GROUP BY shop, visitor HAVING count(*) = 1
),
acted AS (
    SELECT a.*, coalesce('customer ' || a.customer, 'customer ' || v.customer, 'customer ' || o.customer, a.visitor) AS person
    FROM act a
    LEFT JOIN visit v ON v.shop = a.shop AND v.session = a.session
    LEFT JOIN owner o ON o.shop = a.shop AND o.visitor = a.visitor
),
debut AS (
    SELECT v.*, coalesce('customer ' || v.customer, 'customer ' || o.customer, v.visitor) AS person
    FROM visit v LEFT JOIN owner o ON o.shop = v.shop AND o.visitor = v.visitor
    QUALIFY row_number() OVER (PARTITION BY v.shop, person ORDER BY v.started_at) = 1
),
paid AS (SELECT DISTINCT shop, customer, order_id, paid_day, paid_at, paid_amount FROM order_header WHERE paid_at IS NOT NULL),
-- the first line that a customer ever paid
first AS (
    SELECT * FROM sale WHERE paid_at IS NOT NULL AND customer IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY shop, customer ORDER BY paid_at, product NULLS LAST, sku NULLS LAST, category NULLS LAST) = 1
),
scored AS (
    SELECT
        shop, customer, max(paid_day) >= {to} - 89 AS r, count(*) >= 2 AS f,
        sum(paid_amount) * count(*) OVER (PARTITION BY shop) >= sum(sum(paid_amount)) OVER (PARTITION BY shop) AS m
    FROM paid WHERE paid_day BETWEEN {to} - 364 AND {to} AND customer IS NOT NULL GROUP BY shop, customer
),
layered AS (
    SELECT p.shop, p.customer, CASE
        WHEN r AND f AND m THEN 'core' WHEN f AND m THEN 'lapsing' WHEN f OR r AND m THEN 'potential' WHEN r THEN 'ordinary' ELSE 'dormant'
    END AS layer
    FROM (SELECT DISTINCT shop, customer FROM paid WHERE paid_day <= {to}) p
    LEFT JOIN scored s ON s.shop = p.shop AND s.customer = p.customer
)

-- measure: order_amount of sale by created
SELECT {k} AS k, sum(order_amount) AS v FROM sale t WHERE created_day {days} GROUP BY 1
-- measure: orders of sale by created
SELECT {k} AS k, count(DISTINCT order_id) AS v FROM sale t WHERE created_day {days} GROUP BY 1
-- measure: orderers of sale by created
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t WHERE created_day {days} GROUP BY 1
-- measure: gmv of sale by paid
SELECT {k} AS k, sum(paid_amount) AS v FROM sale t WHERE paid_day {days} GROUP BY 1
-- measure: paid_orders of sale by paid
SELECT {k} AS k, count(DISTINCT order_id) AS v FROM sale t WHERE paid_day {days} GROUP BY 1
-- measure: buyers of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t WHERE paid_day {days} GROUP BY 1
-- measure: new_buyers of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t WHERE paid_day {days} AND buyer_type = 'new' GROUP BY 1
-- measure: items_sold of sale by paid
SELECT {k} AS k, sum(quantity) AS v FROM sale t WHERE paid_day {days} AND NOT gift GROUP BY 1
-- measure: cost_of_goods of sale by paid
SELECT {k} AS k, sum(cost) AS v FROM sale t WHERE paid_day {days} GROUP BY 1
-- measure: gmv_of_old_buyers of sale by paid
SELECT {k} AS k, sum(paid_amount) AS v FROM sale t WHERE paid_day {days} AND buyer_type = 'old' GROUP BY 1
-- measure: gmv_of_paid_channels of sale by paid
SELECT {k} AS k, sum(paid_amount) AS v FROM sale t WHERE paid_day {days} AND channel IN (SELECT channel FROM channel WHERE paid) GROUP BY 1
-- measure: repeat_buyers of sale by paid
SELECT k, count(*) AS v
FROM (SELECT {k} AS k, shop, customer FROM sale t WHERE paid_day {days} GROUP BY 1, 2, 3 HAVING count(DISTINCT order_id) > 1) GROUP BY 1
-- measure: refund_amount of back by refund
SELECT {k} AS k, sum(amount) AS v FROM back t WHERE refund_day {days} GROUP BY 1
-- measure: returned_cost of back by refund
SELECT {k} AS k, sum(cost) AS v FROM back t WHERE refund_day {days} GROUP BY 1
-- measure: orders_refunded of back by refund
SELECT {k} AS k, count(DISTINCT order_id) AS v FROM back t WHERE refund_day {days} GROUP BY 1
-- measure: refunded_of_paid of back by paid
SELECT {k} AS k, sum(amount) AS v FROM back t WHERE paid_day {days} GROUP BY 1
-- measure: refunded_orders_of_paid of back by paid
SELECT {k} AS k, count(DISTINCT order_id) AS v FROM back t WHERE paid_day {days} GROUP BY 1
-- measure: refunded_of_paid_channels of back by paid
SELECT {k} AS k, sum(amount) AS v FROM back t WHERE paid_day {days} AND channel IN (SELECT channel FROM channel WHERE paid) GROUP BY 1
-- measure: sessions of visit by shop
SELECT {k} AS k, count(*) AS v FROM visit t WHERE shop_day {days} GROUP BY 1
-- measure: bounced_sessions of visit by shop
SELECT {k} AS k, count(*) AS v FROM visit t WHERE shop_day {days} AND pages = 1 AND acts = 0 GROUP BY 1
-- measure: paid_sessions of visit by shop
SELECT {k} AS k, count(*) AS v FROM visit t WHERE shop_day {days} AND channel IN (SELECT channel FROM channel WHERE paid) GROUP BY 1
-- measure: free_sessions of visit by shop
SELECT {k} AS k, count(*) AS v FROM visit t WHERE shop_day {days} AND channel IN (SELECT channel FROM channel WHERE NOT paid) GROUP BY 1
-- measure: platform_commission of sale by paid
SELECT {k} AS k, sum(fee) AS v FROM charge t WHERE paid_day {days} AND kind = 'commission' GROUP BY 1
-- measure: payment_fee of sale by paid
SELECT {k} AS k, sum(fee) AS v FROM charge t WHERE paid_day {days} AND kind = 'payment' GROUP BY 1
-- measure: creator_fees of sale by paid
SELECT {k} AS k, sum(fee) AS v FROM charge t WHERE paid_day {days} AND kind = 'creator' GROUP BY 1
-- measure: points_cost of sale by paid
SELECT {k} AS k, sum(fee) AS v FROM charge t WHERE paid_day {days} AND kind = 'points' GROUP BY 1
-- measure: other_fees of sale by paid
SELECT {k} AS k, sum(fee) AS v FROM charge t WHERE paid_day {days} AND kind = 'other' GROUP BY 1
-- measure: freight_cost of sale by paid
SELECT {k} AS k, sum(fee) AS v FROM charge t WHERE paid_day {days} AND kind = 'freight' GROUP BY 1
-- measure: all_sessions of visit by shop
SELECT {k} AS k, (SELECT count(DISTINCT shop || session) FROM event WHERE shop_day {days}) AS v FROM visit t WHERE shop_day {days} GROUP BY 1
-- measure: session_seconds of visit by shop
SELECT {k} AS k, sum(greatest(
    date_diff('millisecond', started_at, ended_at) / 1000.0,
    coalesce(date_diff('millisecond', started_at, last_page_at) / 1000.0 + last_page_dwell, 0)
)) AS v FROM visit t WHERE shop_day {days} GROUP BY 1
-- measure: home_sessions of visit by shop
SELECT {k} AS k, count(*) AS v FROM visit t WHERE shop_day {days} AND homes > 0 GROUP BY 1
-- measure: home_clicks of visit by shop
SELECT {k} AS k, count(*) AS v FROM visit t WHERE shop_day {days} AND on_from_home GROUP BY 1
-- measure: visitors of event by shop
SELECT {k} AS k, count(DISTINCT shop || visitor) AS v FROM act t WHERE shop_day {days} GROUP BY 1
-- measure: events of event by shop
SELECT {k} AS k, count(*) AS v FROM act t WHERE shop_day {days} GROUP BY 1
-- measure: page_views of event by shop
SELECT {k} AS k, count(*) AS v FROM act t WHERE shop_day {days} AND type IN ('page_view', 'product_view') GROUP BY 1
-- measure: product_views of event by shop
SELECT {k} AS k, count(*) AS v FROM act t WHERE shop_day {days} AND type = 'product_view' GROUP BY 1
-- measure: product_viewers of event by shop
SELECT {k} AS k, count(DISTINCT shop || visitor) AS v FROM act t WHERE shop_day {days} AND type = 'product_view' GROUP BY 1
-- measure: cart_adds of event by shop
SELECT {k} AS k, count(*) AS v FROM act t WHERE shop_day {days} AND type = 'cart_add' GROUP BY 1
-- measure: cart_adders of event by shop
SELECT {k} AS k, count(DISTINCT shop || visitor) AS v FROM act t WHERE shop_day {days} AND type = 'cart_add' GROUP BY 1
-- measure: favourites of event by shop
SELECT {k} AS k, count(*) AS v FROM act t WHERE shop_day {days} AND type = 'favourite' GROUP BY 1
-- measure: favouriters of event by shop
SELECT {k} AS k, count(DISTINCT shop || visitor) AS v FROM act t WHERE shop_day {days} AND type = 'favourite' GROUP BY 1
-- measure: checkout_starters of event by shop
SELECT {k} AS k, count(DISTINCT shop || visitor) AS v FROM act t WHERE shop_day {days} AND type = 'checkout_start' GROUP BY 1
-- measure: purchases of event by shop
SELECT {k} AS k, count(*) AS v FROM act t WHERE shop_day {days} AND type = 'purchase' GROUP BY 1
-- measure: visitors_before_1 of event by shop
SELECT k, count(*) AS v FROM (SELECT DISTINCT {k} AS k, shop, visitor, shop_day FROM act t WHERE shop_day {days} AND shop_day + 1 < {today}) GROUP BY 1
-- measure: visitors_back_1 of event by shop
SELECT k, count(*) AS v
FROM (SELECT DISTINCT {k} AS k, shop, visitor, shop_day FROM act t WHERE shop_day {days} AND shop_day + 1 < {today}) c
SEMI JOIN seen b ON b.shop = c.shop AND b.visitor = c.visitor AND b.shop_day = c.shop_day + 1
GROUP BY 1
-- measure: visitors_before_7 of event by shop
SELECT k, count(*) AS v FROM (SELECT DISTINCT {k} AS k, shop, visitor, shop_day FROM act t WHERE shop_day {days} AND shop_day + 7 < {today}) GROUP BY 1
-- measure: visitors_back_7 of event by shop
SELECT k, count(*) AS v
FROM (SELECT DISTINCT {k} AS k, shop, visitor, shop_day FROM act t WHERE shop_day {days} AND shop_day + 7 < {today}) c
SEMI JOIN seen b ON b.shop = c.shop AND b.visitor = c.visitor AND b.shop_day = c.shop_day + 7
GROUP BY 1
-- measure: visitors_back_within_7 of event by shop
SELECT k, count(*) AS v
FROM (SELECT DISTINCT {k} AS k, shop, visitor, shop_day FROM act t WHERE shop_day {days} AND shop_day + 7 < {today}) c
WHERE EXISTS (FROM seen b WHERE b.shop = c.shop AND b.visitor = c.visitor AND b.shop_day > c.shop_day AND b.shop_day <= c.shop_day + 7)
GROUP BY 1
-- measure: visitors_before_30 of event by shop, late
SELECT k, count(*) AS v FROM (SELECT DISTINCT {k} AS k, shop, visitor, shop_day FROM act t WHERE shop_day {days} AND shop_day + 30 < {today}) GROUP BY 1
-- measure: visitors_back_30 of event by shop, late
SELECT k, count(*) AS v
FROM (SELECT DISTINCT {k} AS k, shop, visitor, shop_day FROM act t WHERE shop_day {days} AND shop_day + 30 < {today}) c
SEMI JOIN seen b ON b.shop = c.shop AND b.visitor = c.visitor AND b.shop_day = c.shop_day + 30
GROUP BY 1
-- measure: visitors_back_within_30 of event by shop, late
SELECT k, count(*) AS v
FROM (SELECT DISTINCT {k} AS k, shop, visitor, shop_day FROM act t WHERE shop_day {days} AND shop_day + 30 < {today}) c
WHERE EXISTS (FROM seen b WHERE b.shop = c.shop AND b.visitor = c.visitor AND b.shop_day > c.shop_day AND b.shop_day <= c.shop_day + 30)
GROUP BY 1
-- measure: visitors_back_from_30 of event by shop, late
SELECT k, count(*) AS v
FROM (SELECT DISTINCT {k} AS k, shop, visitor, shop_day FROM act t WHERE shop_day {days} AND shop_day + 30 < {today}) c
WHERE EXISTS (FROM seen b WHERE b.shop = c.shop AND b.visitor = c.visitor AND b.shop_day >= c.shop_day + 30)
GROUP BY 1
-- measure: buyers_of_days_31_to_60 of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t WHERE paid_day BETWEEN {to} - 59 AND {to} - 30 GROUP BY 1
-- measure: buyers_of_days_31_to_60_again of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t
WHERE paid_day BETWEEN {to} - 59 AND {to} - 30
    AND EXISTS (FROM paid p WHERE p.shop = t.shop AND p.customer = t.customer AND p.paid_day BETWEEN {to} - 29 AND {to})
GROUP BY 1
-- measure: buyers_of_days_91_to_180 of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t WHERE paid_day BETWEEN {to} - 179 AND {to} - 90 GROUP BY 1
-- measure: buyers_of_days_91_to_180_again of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t
WHERE paid_day BETWEEN {to} - 179 AND {to} - 90
    AND EXISTS (FROM paid p WHERE p.shop = t.shop AND p.customer = t.customer AND p.paid_day BETWEEN {to} - 89 AND {to})
GROUP BY 1
-- measure: customers_ever of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t WHERE paid_day <= {to} GROUP BY 1
-- measure: customers_dormant of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t
WHERE paid_day <= {to} AND NOT EXISTS (FROM paid p WHERE p.shop = t.shop AND p.customer = t.customer AND p.paid_day BETWEEN {to} - 179 AND {to})
GROUP BY 1
-- measure: customers_core of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t JOIN layered USING (shop, customer) WHERE paid_day <= {to} AND layer = 'core' GROUP BY 1
-- measure: customers_potential of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t JOIN layered USING (shop, customer) WHERE paid_day <= {to} AND layer = 'potential' GROUP BY 1
-- measure: customers_lapsing of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t JOIN layered USING (shop, customer) WHERE paid_day <= {to} AND layer = 'lapsing' GROUP BY 1
-- measure: customers_ordinary of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t JOIN layered USING (shop, customer) WHERE paid_day <= {to} AND layer = 'ordinary' GROUP BY 1
-- measure: customers_dormant_layer of sale by paid
SELECT {k} AS k, count(DISTINCT shop || customer) AS v FROM sale t JOIN layered USING (shop, customer) WHERE paid_day <= {to} AND layer = 'dormant' GROUP BY 1
-- measure: ad_cost of ad_spend by shop
SELECT {k} AS k, sum(cost) AS v FROM ad_spend t WHERE shop_day {days} GROUP BY 1
-- measure: impressions of ad_spend by shop
SELECT {k} AS k, sum(impressions) AS v FROM ad_spend t WHERE shop_day {days} GROUP BY 1
-- measure: clicks of ad_spend by shop
SELECT {k} AS k, sum(clicks) AS v FROM ad_spend t WHERE shop_day {days} GROUP BY 1
-- measure: payment_attempts of payment by shop
SELECT {k} AS k, count(*) AS v FROM payment t WHERE shop_day {days} GROUP BY 1
-- measure: payment_successes of payment by shop
SELECT {k} AS k, count(*) AS v FROM payment t WHERE shop_day {days} AND result = 'success' GROUP BY 1
-- measure: payment_failures of payment by shop
SELECT {k} AS k, count(*) AS v FROM payment t WHERE shop_day {days} AND result = 'failure' GROUP BY 1
-- measure: orders_due of sale by created, late
SELECT {k} AS k, count(DISTINCT order_id) AS v FROM sale t WHERE created_day {days} GROUP BY 1
-- measure: orders_paid_in_24h of sale by created, late
SELECT {k} AS k, count(DISTINCT order_id) AS v FROM sale t WHERE created_day {days} AND paid_at <= created_at + INTERVAL 24 HOUR GROUP BY 1
-- measure: product_viewers_due of event by shop, late
SELECT {k} AS k, count(DISTINCT shop || visitor) AS v FROM act t WHERE shop_day {days} AND type = 'product_view' GROUP BY 1
-- measure: product_payers of event by shop, late
SELECT {k} AS k, count(DISTINCT t.shop || t.visitor) AS v
FROM acted t JOIN sale s ON s.shop = t.shop AND 'customer ' || s.customer = t.person AND s.product = t.product
WHERE t.shop_day {days} AND t.type = 'product_view' AND s.paid_at BETWEEN t."at" AND t."at" + INTERVAL 24 HOUR GROUP BY 1
-- measure: cart_adders_due of event by shop, late
SELECT {k} AS k, count(DISTINCT shop || visitor) AS v FROM act t WHERE shop_day {days} AND type = 'cart_add' GROUP BY 1
-- measure: cart_payers of event by shop, late
SELECT {k} AS k, count(DISTINCT t.shop || t.visitor) AS v
FROM acted t JOIN paid s ON s.shop = t.shop AND 'customer ' || s.customer = t.person
WHERE t.shop_day {days} AND t.type = 'cart_add' AND s.paid_at BETWEEN t."at" AND t."at" + INTERVAL 168 HOUR GROUP BY 1
-- measure: new_visitors of visit by shop, late
SELECT {k} AS k, count(*) AS v FROM debut t WHERE shop_day {days} GROUP BY 1
-- measure: new_visitor_payers of visit by shop, late
SELECT {k} AS k, count(*) AS v FROM debut t
WHERE shop_day {days} AND EXISTS (
    SELECT 1 FROM paid s WHERE s.shop = t.shop AND 'customer ' || s.customer = t.person AND s.paid_at >= t.started_at AND s.paid_day {days}
) GROUP BY 1
-- measure: first_buyers_90 of sale by paid, late
SELECT {k} AS k, count(*) AS v FROM first t WHERE paid_day {days} AND paid_day + 90 < {today} GROUP BY 1
-- measure: sales_in_90 of sale by paid, late
SELECT {k} AS k, sum(s.paid_amount) AS v
FROM first t JOIN sale s ON s.shop = t.shop AND s.customer = t.customer AND s.paid_day BETWEEN t.paid_day AND t.paid_day + 90
WHERE t.paid_day {days} AND t.paid_day + 90 < {today} GROUP BY 1
-- measure: refunds_in_90 of sale by paid, late
SELECT {k} AS k, sum(b.amount) AS v
FROM first t JOIN back b ON b.shop = t.shop AND b.customer = t.customer AND b.refund_day BETWEEN t.paid_day AND t.paid_day + 90
WHERE t.paid_day {days} AND t.paid_day + 90 < {today} GROUP BY 1
-- measure: first_buyers_365 of sale by paid, late
SELECT {k} AS k, count(*) AS v FROM first t WHERE paid_day {days} AND paid_day + 365 < {today} GROUP BY 1
-- measure: sales_in_365 of sale by paid, late
SELECT {k} AS k, sum(s.paid_amount) AS v
FROM first t JOIN sale s ON s.shop = t.shop AND s.customer = t.customer AND s.paid_day BETWEEN t.paid_day AND t.paid_day + 365
WHERE t.paid_day {days} AND t.paid_day + 365 < {today} GROUP BY 1
-- measure: refunds_in_365 of sale by paid, late
SELECT {k} AS k, sum(b.amount) AS v
FROM first t JOIN back b ON b.shop = t.shop AND b.customer = t.customer AND b.refund_day BETWEEN t.paid_day AND t.paid_day + 365
WHERE t.paid_day {days} AND t.paid_day + 365 < {today} GROUP BY 1
