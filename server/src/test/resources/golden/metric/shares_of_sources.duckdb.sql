select "k0",
cast(sum("sessions") as bigint) "sessions",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "t"."channel" "k0",
count(*) "sessions",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "session" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."shop_day" between cast(? as date) and cast(? as date))
group by "t"."channel") "u"
group by "k0"
order by cast(coalesce(sum("u"."sessions"), 0) as double) desc nulls last, "k0" asc nulls last
limit 3;
-- [night, 2026-02-10, 2026-02-12]
