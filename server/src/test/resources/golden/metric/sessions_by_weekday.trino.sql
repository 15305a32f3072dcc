select "k0",
cast(sum("sessions") as bigint) "sessions",
cast(sum("bounced_sessions") as bigint) "bounced_sessions",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select (mod(date_diff('day', date '1900-01-01', "t"."shop_day"), 7) + 1) "k0",
count(*) "sessions",
count(case when "t"."bounced" = true then 1 end) "bounced_sessions",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "session" "t"
where ("t"."shop" in (?) and "t"."shop_day" between ? and ?)
group by (mod(date_diff('day', date '1900-01-01', "t"."shop_day"), 7) + 1)) "u"
group by "k0"
order by "k0" asc nulls last
fetch next 10001 rows only;
-- [night, 2026-02-09, 2026-02-15]
