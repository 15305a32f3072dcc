select "k0",
cast(sum("product_payers") as bigint) "product_payers",
cast(sum("product_viewers_due") as bigint) "product_viewers_due",
cast(sum("new_visitors") as bigint) "new_visitors",
cast(sum("new_visitor_payers") as bigint) "new_visitor_payers",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "o"."k0" "k0",
count(*) "product_payers",
cast(null as bigint) "product_viewers_due",
cast(null as bigint) "new_visitors",
cast(null as bigint) "new_visitor_payers",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."shop_day" "k0", "t"."visitor" "v"
from "visitor_product_hour" "t"
left outer join (select "p"."shop" "shop", "p"."visitor" "visitor", "p"."customer" "customer"
from (SELECT "shop", "visitor",
max("customer") AS "customer"
FROM (
    SELECT "shop", "visitor", "customer" FROM "session"
    UNION ALL
    SELECT "shop", "visitor", "customer" FROM "sales_line"
) "known"
WHERE "visitor" IS NOT NULL AND "customer" IS NOT NULL
GROUP BY "shop", "visitor"
HAVING count(DISTINCT "customer") = 1) "p"
where "p"."shop" in (?)) "known_people" on ("known_people"."shop" = "t"."shop" and "known_people"."visitor" = "t"."visitor")
where ("t"."shop" in (?) and "t"."shop_day" between ? and ? and "t"."visitor" is not null and "t"."last_view_at" <= ? and exists (select 1 "one"
from (select "t"."shop" "shop", coalesce(('c' || "t"."customer"), ('c' || "known_people"."customer"), ('v' || "t"."visitor")) "person", "t"."paid_at" "at", "t"."product" "product"
from "sales_line" "t"
left outer join (select "p"."shop" "shop", "p"."visitor" "visitor", "p"."customer" "customer"
from (SELECT "shop", "visitor",
max("customer") AS "customer"
FROM (
    SELECT "shop", "visitor", "customer" FROM "session"
    UNION ALL
    SELECT "shop", "visitor", "customer" FROM "sales_line"
) "known"
WHERE "visitor" IS NOT NULL AND "customer" IS NOT NULL
GROUP BY "shop", "visitor"
HAVING count(DISTINCT "customer") = 1) "p"
where "p"."shop" in (?)) "known_people" on ("known_people"."shop" = "t"."shop" and "known_people"."visitor" = "t"."visitor")
where ("t"."shop" in (?) and "t"."paid_day" between ? and ?)) "s"
where ("s"."shop" = "t"."shop" and "s"."person" = coalesce(('c' || "t"."customer"), ('c' || "known_people"."customer"), ('v' || "t"."visitor")) and "s"."at" >= "t"."first_view_at" and "s"."at" <= date_add('hour', 24, "t"."last_view_at") and "s"."product" = "t"."product")))
group by "t"."shop", "t"."shop_day", "t"."visitor") "o"
group by "o"."k0"
union all select "t"."shop_day" "k0",
cast(null as bigint) "product_payers",
count(distinct case when "t"."last_view_at" <= ? then "t"."visitor" end) "product_viewers_due",
cast(null as bigint) "new_visitors",
cast(null as bigint) "new_visitor_payers",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "visitor_product_hour" "t"
where ("t"."shop" in (?) and "t"."shop_day" between ? and ?)
group by "t"."shop_day"
union all select "t"."shop_day" "k0",
cast(null as bigint) "product_payers",
cast(null as bigint) "product_viewers_due",
count(*) "new_visitors",
cast(null as bigint) "new_visitor_payers",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "shop", "shop_day", "shop_hour", "channel", "campaign", "creator", "device", "region", "home_views", "home_clicked", "bounced", "duration_seconds", "visitor", "customer", "started_at", "person"
from (select "shop", "shop_day", "shop_hour", "channel", "campaign", "creator", "device", "region", "home_views", "home_clicked", "bounced", "duration_seconds", "visitor", "customer", "started_at", "person", row_number() over (partition by "shop", "person"
order by "started_at", "shop" asc nulls last, "shop_day" asc nulls last, "shop_hour" asc nulls last, "channel" asc nulls last, "campaign" asc nulls last, "creator" asc nulls last, "device" asc nulls last, "region" asc nulls last, "home_views" asc nulls last, "home_clicked" asc nulls last, "bounced" asc nulls last, "duration_seconds" asc nulls last, "visitor" asc nulls last, "customer" asc nulls last, "started_at" asc nulls last, "person" asc nulls last) "place"
from (select "t"."shop" "shop", "t"."shop_day" "shop_day", "t"."shop_hour" "shop_hour", "t"."channel" "channel", "t"."campaign" "campaign", "t"."creator" "creator", "t"."device" "device", "t"."region" "region", "t"."home_views" "home_views", "t"."home_clicked" "home_clicked", "t"."bounced" "bounced", "t"."duration_seconds" "duration_seconds", "t"."visitor" "visitor", "t"."customer" "customer", "t"."started_at" "started_at", coalesce(('c' || "t"."customer"), ('c' || "known_people"."customer"), ('v' || "t"."visitor")) "person"
from "session" "t"
left outer join (select "p"."shop" "shop", "p"."visitor" "visitor", "p"."customer" "customer"
from (SELECT "shop", "visitor",
max("customer") AS "customer"
FROM (
    SELECT "shop", "visitor", "customer" FROM "session"
    UNION ALL
    SELECT "shop", "visitor", "customer" FROM "sales_line"
) "known"
WHERE "visitor" IS NOT NULL AND "customer" IS NOT NULL
GROUP BY "shop", "visitor"
HAVING count(DISTINCT "customer") = 1) "p"
where "p"."shop" in (?)) "known_people" on ("known_people"."shop" = "t"."shop" and "known_people"."visitor" = "t"."visitor")) "p"
where ("shop" in (?) and "started_at" is not null and "person" is not null)) "f"
where "place" = 1) "t"
where ("t"."shop" in (?) and "t"."shop_day" between ? and ?)
group by "t"."shop_day"
union all select "t"."shop_day" "k0",
cast(null as bigint) "product_payers",
cast(null as bigint) "product_viewers_due",
cast(null as bigint) "new_visitors",
count(*) "new_visitor_payers",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "shop", "shop_day", "shop_hour", "channel", "campaign", "creator", "device", "region", "home_views", "home_clicked", "bounced", "duration_seconds", "visitor", "customer", "started_at", "person"
from (select "shop", "shop_day", "shop_hour", "channel", "campaign", "creator", "device", "region", "home_views", "home_clicked", "bounced", "duration_seconds", "visitor", "customer", "started_at", "person", row_number() over (partition by "shop", "person"
order by "started_at", "shop" asc nulls last, "shop_day" asc nulls last, "shop_hour" asc nulls last, "channel" asc nulls last, "campaign" asc nulls last, "creator" asc nulls last, "device" asc nulls last, "region" asc nulls last, "home_views" asc nulls last, "home_clicked" asc nulls last, "bounced" asc nulls last, "duration_seconds" asc nulls last, "visitor" asc nulls last, "customer" asc nulls last, "started_at" asc nulls last, "person" asc nulls last) "place"
from (select "t"."shop" "shop", "t"."shop_day" "shop_day", "t"."shop_hour" "shop_hour", "t"."channel" "channel", "t"."campaign" "campaign", "t"."creator" "creator", "t"."device" "device", "t"."region" "region", "t"."home_views" "home_views", "t"."home_clicked" "home_clicked", "t"."bounced" "bounced", "t"."duration_seconds" "duration_seconds", "t"."visitor" "visitor", "t"."customer" "customer", "t"."started_at" "started_at", coalesce(('c' || "t"."customer"), ('c' || "known_people"."customer"), ('v' || "t"."visitor")) "person"
from "session" "t"
left outer join (select "p"."shop" "shop", "p"."visitor" "visitor", "p"."customer" "customer"
from (SELECT "shop", "visitor",
max("customer") AS "customer"
FROM (
    SELECT "shop", "visitor", "customer" FROM "session"
    UNION ALL
    SELECT "shop", "visitor", "customer" FROM "sales_line"
) "known"
WHERE "visitor" IS NOT NULL AND "customer" IS NOT NULL
GROUP BY "shop", "visitor"
HAVING count(DISTINCT "customer") = 1) "p"
where "p"."shop" in (?)) "known_people" on ("known_people"."shop" = "t"."shop" and "known_people"."visitor" = "t"."visitor")) "p"
where ("shop" in (?) and "started_at" is not null and "person" is not null)) "f"
where "place" = 1) "t"
where ("t"."shop" in (?) and "t"."shop_day" between ? and ? and exists (select 1 "one"
from (select "t"."shop" "shop", coalesce(('c' || "t"."customer"), ('c' || "known_people"."customer"), ('v' || "t"."visitor")) "person", "t"."paid_at" "at", "t"."paid_day" "period"
from "sales_line" "t"
left outer join (select "p"."shop" "shop", "p"."visitor" "visitor", "p"."customer" "customer"
from (SELECT "shop", "visitor",
max("customer") AS "customer"
FROM (
    SELECT "shop", "visitor", "customer" FROM "session"
    UNION ALL
    SELECT "shop", "visitor", "customer" FROM "sales_line"
) "known"
WHERE "visitor" IS NOT NULL AND "customer" IS NOT NULL
GROUP BY "shop", "visitor"
HAVING count(DISTINCT "customer") = 1) "p"
where "p"."shop" in (?)) "known_people" on ("known_people"."shop" = "t"."shop" and "known_people"."visitor" = "t"."visitor")
where ("t"."shop" in (?) and "t"."paid_day" between ? and ?)) "s"
where ("s"."shop" = "t"."shop" and "s"."person" = "t"."person" and "s"."at" >= "t"."started_at" and "s"."period" = "t"."shop_day")))
group by "t"."shop_day") "u"
group by "k0"
order by "k0" asc nulls last
fetch next 100001 rows only;
-- [oslo, oslo, 2026-03-28, 2026-03-29, 2026-04-14T06:25:00Z, oslo, oslo, 2026-03-27, 2026-04-01, 2026-04-14T06:25:00Z, oslo, 2026-03-28, 2026-03-29, oslo, oslo, oslo, 2026-03-28, 2026-03-29, oslo, oslo, oslo, 2026-03-28, 2026-03-29, oslo, oslo, 2026-03-28, 2026-03-29]
