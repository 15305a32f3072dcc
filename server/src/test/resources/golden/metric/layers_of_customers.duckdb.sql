select "k0",
cast(sum("customers_core") as bigint) "customers_core",
cast(sum("customers_ever") as bigint) "customers_ever",
cast(sum("customers_potential") as bigint) "customers_potential",
cast(sum("customers_lapsing") as bigint) "customers_lapsing",
cast(sum("customers_ordinary") as bigint) "customers_ordinary",
cast(sum("customers_dormant_layer") as bigint) "customers_dormant_layer",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "o"."k0" "k0",
count(*) "customers_core",
cast(null as bigint) "customers_ever",
cast(null as bigint) "customers_potential",
cast(null as bigint) "customers_lapsing",
cast(null as bigint) "customers_ordinary",
cast(null as bigint) "customers_dormant_layer",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" <= "e"."day")
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
left outer join (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day",
max("t"."paid_day") "latest",
count(distinct "t"."order_id") "frequency",
sum("t"."paid_amount") "amount",
sum(sum("t"."paid_amount")) over (partition by "t"."shop", "e"."day") "whole",
count(*) over (partition by "t"."shop", "e"."day") "things"
from "sales_line" "t" join (select distinct "e"."clock", "e"."day"
from (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day")) "e" on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" >= cast(cast(date_add("e"."day", interval 1 day * -364) as date) as date) and "t"."paid_day" <= "e"."day")
where "t"."customer" is not null
group by "t"."shop", "t"."customer", "e"."day") "l" on ("l"."shop" = "o"."shop" and "l"."v" = "o"."v" and "l"."day" = "o"."day")
where (case when ("l"."latest" >= cast(cast(date_add("o"."day", interval 1 day * -89) as date) as date) and "l"."latest" <= "o"."day") then 1 else 0 end = 1 and case when "l"."frequency" >= 2 then 1 else 0 end = 1 and case when (cast("l"."amount" as decimal(24, 4)) * cast("l"."things" as decimal(12))) >= cast("l"."whole" as decimal(24, 4)) then 1 else 0 end = 1)
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "customers_core",
count(*) "customers_ever",
cast(null as bigint) "customers_potential",
cast(null as bigint) "customers_lapsing",
cast(null as bigint) "customers_ordinary",
cast(null as bigint) "customers_dormant_layer",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" <= "e"."day")
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "customers_core",
cast(null as bigint) "customers_ever",
count(*) "customers_potential",
cast(null as bigint) "customers_lapsing",
cast(null as bigint) "customers_ordinary",
cast(null as bigint) "customers_dormant_layer",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" <= "e"."day")
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
left outer join (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day",
max("t"."paid_day") "latest",
count(distinct "t"."order_id") "frequency",
sum("t"."paid_amount") "amount",
sum(sum("t"."paid_amount")) over (partition by "t"."shop", "e"."day") "whole",
count(*) over (partition by "t"."shop", "e"."day") "things"
from "sales_line" "t" join (select distinct "e"."clock", "e"."day"
from (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day")) "e" on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" >= cast(cast(date_add("e"."day", interval 1 day * -364) as date) as date) and "t"."paid_day" <= "e"."day")
where "t"."customer" is not null
group by "t"."shop", "t"."customer", "e"."day") "l" on ("l"."shop" = "o"."shop" and "l"."v" = "o"."v" and "l"."day" = "o"."day")
where ((case when ("l"."latest" >= cast(cast(date_add("o"."day", interval 1 day * -89) as date) as date) and "l"."latest" <= "o"."day") then 1 else 0 end = 1 and case when "l"."frequency" >= 2 then 1 else 0 end = 1 and case when (cast("l"."amount" as decimal(24, 4)) * cast("l"."things" as decimal(12))) >= cast("l"."whole" as decimal(24, 4)) then 1 else 0 end = 0) or (case when ("l"."latest" >= cast(cast(date_add("o"."day", interval 1 day * -89) as date) as date) and "l"."latest" <= "o"."day") then 1 else 0 end = 1 and case when "l"."frequency" >= 2 then 1 else 0 end = 0 and case when (cast("l"."amount" as decimal(24, 4)) * cast("l"."things" as decimal(12))) >= cast("l"."whole" as decimal(24, 4)) then 1 else 0 end = 1) or (case when ("l"."latest" >= cast(cast(date_add("o"."day", interval 1 day * -89) as date) as date) and "l"."latest" <= "o"."day") then 1 else 0 end = 0 and case when "l"."frequency" >= 2 then 1 else 0 end = 1 and case when (cast("l"."amount" as decimal(24, 4)) * cast("l"."things" as decimal(12))) >= cast("l"."whole" as decimal(24, 4)) then 1 else 0 end = 0))
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "customers_core",
cast(null as bigint) "customers_ever",
cast(null as bigint) "customers_potential",
count(*) "customers_lapsing",
cast(null as bigint) "customers_ordinary",
cast(null as bigint) "customers_dormant_layer",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" <= "e"."day")
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
left outer join (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day",
max("t"."paid_day") "latest",
count(distinct "t"."order_id") "frequency",
sum("t"."paid_amount") "amount",
sum(sum("t"."paid_amount")) over (partition by "t"."shop", "e"."day") "whole",
count(*) over (partition by "t"."shop", "e"."day") "things"
from "sales_line" "t" join (select distinct "e"."clock", "e"."day"
from (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day")) "e" on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" >= cast(cast(date_add("e"."day", interval 1 day * -364) as date) as date) and "t"."paid_day" <= "e"."day")
where "t"."customer" is not null
group by "t"."shop", "t"."customer", "e"."day") "l" on ("l"."shop" = "o"."shop" and "l"."v" = "o"."v" and "l"."day" = "o"."day")
where (case when ("l"."latest" >= cast(cast(date_add("o"."day", interval 1 day * -89) as date) as date) and "l"."latest" <= "o"."day") then 1 else 0 end = 0 and case when "l"."frequency" >= 2 then 1 else 0 end = 1 and case when (cast("l"."amount" as decimal(24, 4)) * cast("l"."things" as decimal(12))) >= cast("l"."whole" as decimal(24, 4)) then 1 else 0 end = 1)
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "customers_core",
cast(null as bigint) "customers_ever",
cast(null as bigint) "customers_potential",
cast(null as bigint) "customers_lapsing",
count(*) "customers_ordinary",
cast(null as bigint) "customers_dormant_layer",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" <= "e"."day")
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
left outer join (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day",
max("t"."paid_day") "latest",
count(distinct "t"."order_id") "frequency",
sum("t"."paid_amount") "amount",
sum(sum("t"."paid_amount")) over (partition by "t"."shop", "e"."day") "whole",
count(*) over (partition by "t"."shop", "e"."day") "things"
from "sales_line" "t" join (select distinct "e"."clock", "e"."day"
from (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day")) "e" on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" >= cast(cast(date_add("e"."day", interval 1 day * -364) as date) as date) and "t"."paid_day" <= "e"."day")
where "t"."customer" is not null
group by "t"."shop", "t"."customer", "e"."day") "l" on ("l"."shop" = "o"."shop" and "l"."v" = "o"."v" and "l"."day" = "o"."day")
where (case when ("l"."latest" >= cast(cast(date_add("o"."day", interval 1 day * -89) as date) as date) and "l"."latest" <= "o"."day") then 1 else 0 end = 1 and case when "l"."frequency" >= 2 then 1 else 0 end = 0 and case when (cast("l"."amount" as decimal(24, 4)) * cast("l"."things" as decimal(12))) >= cast("l"."whole" as decimal(24, 4)) then 1 else 0 end = 0)
group by "o"."k0"
union all select "o"."k0" "k0",
cast(null as bigint) "customers_core",
cast(null as bigint) "customers_ever",
cast(null as bigint) "customers_potential",
cast(null as bigint) "customers_lapsing",
cast(null as bigint) "customers_ordinary",
count(*) "customers_dormant_layer",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day", "e"."period" "k0"
from "sales_line" "t" join (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day") on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" <= "e"."day")
where ("t"."customer" is not null and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))
group by "t"."shop", "t"."customer", "e"."day", "e"."period") "o"
left outer join (select "t"."shop" "shop", "t"."customer" "v", "e"."day" "day",
max("t"."paid_day") "latest",
count(distinct "t"."order_id") "frequency",
sum("t"."paid_amount") "amount",
sum(sum("t"."paid_amount")) over (partition by "t"."shop", "e"."day") "whole",
count(*) over (partition by "t"."shop", "e"."day") "things"
from "sales_line" "t" join (select distinct "e"."clock", "e"."day"
from (values (0, date '2026-02-01', date '2026-02-28'), (0, date '2026-03-01', date '2026-03-31'), (0, date '2026-04-01', date '2026-04-15')) "e" ("clock", "period", "day")) "e" on ((false or ("e"."clock" = 0 and "t"."shop" in (cast(? as varchar),
cast(? as varchar)))) and "t"."paid_day" >= cast(cast(date_add("e"."day", interval 1 day * -364) as date) as date) and "t"."paid_day" <= "e"."day")
where "t"."customer" is not null
group by "t"."shop", "t"."customer", "e"."day") "l" on ("l"."shop" = "o"."shop" and "l"."v" = "o"."v" and "l"."day" = "o"."day")
where ((case when ("l"."latest" >= cast(cast(date_add("o"."day", interval 1 day * -89) as date) as date) and "l"."latest" <= "o"."day") then 1 else 0 end = 0 and case when "l"."frequency" >= 2 then 1 else 0 end = 0 and case when (cast("l"."amount" as decimal(24, 4)) * cast("l"."things" as decimal(12))) >= cast("l"."whole" as decimal(24, 4)) then 1 else 0 end = 1) or (case when ("l"."latest" >= cast(cast(date_add("o"."day", interval 1 day * -89) as date) as date) and "l"."latest" <= "o"."day") then 1 else 0 end = 0 and case when "l"."frequency" >= 2 then 1 else 0 end = 0 and case when (cast("l"."amount" as decimal(24, 4)) * cast("l"."things" as decimal(12))) >= cast("l"."whole" as decimal(24, 4)) then 1 else 0 end = 0))
group by "o"."k0") "u"
group by "k0"
order by "k0" asc nulls last
limit 100001;
-- [night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club, night, club]
