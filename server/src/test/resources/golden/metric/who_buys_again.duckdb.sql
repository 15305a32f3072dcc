select "k0",
cast(sum("repeat_buyers") as bigint) "repeat_buyers",
cast(sum("buyers") as bigint) "buyers",
cast(sum("buyers_of_days_31_to_60_again") as bigint) "buyers_of_days_31_to_60_again",
cast(sum("buyers_of_days_31_to_60") as bigint) "buyers_of_days_31_to_60",
cast(sum("customers_dormant") as bigint) "customers_dormant",
cast(sum("customers_ever") as bigint) "customers_ever",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "o"."k0" "k0",
count(*) "repeat_buyers",
cast(null as bigint) "buyers",
cast(null as bigint) "buyers_of_days_31_to_60_again",
cast(null as bigint) "buyers_of_days_31_to_60",
cast(null as bigint) "customers_dormant",
cast(null as bigint) "customers_ever",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop",
cast(date_trunc('month', "t"."paid_day") as date) "k0", "t"."customer" "v"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar),
cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date) and "t"."customer" is not null)
group by "t"."shop",
cast(date_trunc('month', "t"."paid_day") as date), "t"."customer" having count(distinct "t"."order_id") >= 2) "o"
group by "o"."k0"
union all select cast(date_trunc('month', "t"."paid_day") as date) "k0",
cast(null as bigint) "repeat_buyers",
count(distinct "t"."customer") "buyers",
cast(null as bigint) "buyers_of_days_31_to_60_again",
cast(null as bigint) "buyers_of_days_31_to_60",
cast(null as bigint) "customers_dormant",
cast(null as bigint) "customers_ever",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar),
cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by cast(date_trunc('month', "t"."paid_day") as date), "t"."shop"
union all select "o"."k0" "k0",
cast(null as bigint) "repeat_buyers",
cast(null as bigint) "buyers",
count(*) "buyers_of_days_31_to_60_again",
cast(null as bigint) "buyers_of_days_31_to_60",
cast(null as bigint) "customers_dormant",
cast(null as bigint) "customers_ever",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" >= cast(cast(date_add("e"."day", interval 1 day * -59) as date) as date) and "t"."paid_day" <= cast(cast(date_add("e"."day", interval 1 day * -30) as date) as date))
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
where exists (select 1 "one"
from "sales_line" "s"
where ("s"."shop" = "o"."shop" and "s"."customer" = "o"."v" and "s"."paid_day" >= cast(cast(date_add("o"."day", interval 1 day * -29) as date) as date) and "s"."paid_day" <= "o"."day"))
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "repeat_buyers",
cast(null as bigint) "buyers",
cast(null as bigint) "buyers_of_days_31_to_60_again",
count(*) "buyers_of_days_31_to_60",
cast(null as bigint) "customers_dormant",
cast(null as bigint) "customers_ever",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" >= cast(cast(date_add("e"."day", interval 1 day * -59) as date) as date) and "t"."paid_day" <= cast(cast(date_add("e"."day", interval 1 day * -30) as date) as date))
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "repeat_buyers",
cast(null as bigint) "buyers",
cast(null as bigint) "buyers_of_days_31_to_60_again",
cast(null as bigint) "buyers_of_days_31_to_60",
count(*) "customers_dormant",
cast(null as bigint) "customers_ever",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" <= "e"."day")
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
where not exists (select 1 "one"
from "sales_line" "s"
where ("s"."shop" = "o"."shop" and "s"."customer" = "o"."v" and "s"."paid_day" >= cast(cast(date_add("o"."day", interval 1 day * -179) as date) as date) and "s"."paid_day" <= "o"."day"))
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "repeat_buyers",
cast(null as bigint) "buyers",
cast(null as bigint) "buyers_of_days_31_to_60_again",
cast(null as bigint) "buyers_of_days_31_to_60",
cast(null as bigint) "customers_dormant",
count(*) "customers_ever",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" <= "e"."day")
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
group by "o"."k0") "u"
group by "k0"
order by "k0" asc nulls last
limit 100001;
-- [night, club, 2026-02-01, 2026-04-15, night, club, 2026-02-01, 2026-04-15, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club]
