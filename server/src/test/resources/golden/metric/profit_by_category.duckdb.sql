select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("cost_of_goods") as decimal(38, 4)) "cost_of_goods",
cast(sum("lines_without_cost") as bigint) "lines_without_cost",
cast(sum("lines_paid") as bigint) "lines_paid",
cast(sum("refund_amount") as decimal(38, 4)) "refund_amount",
cast(sum("returned_cost") as decimal(38, 4)) "returned_cost",
cast(sum("returns_without_cost") as bigint) "returns_without_cost",
cast(sum("returns") as bigint) "returns",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select (str_split("t"."category", '/'))[1] "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
cast(sum("t"."cost_amount") as decimal(38, 4)) "cost_of_goods",
count(case when "t"."cost_amount" is null then 1 end) "lines_without_cost",
count(*) "lines_paid",
cast(null as decimal(38, 4)) "refund_amount",
cast(null as decimal(38, 4)) "returned_cost",
cast(null as bigint) "returns_without_cost",
cast(null as bigint) "returns",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by (str_split("t"."category", '/'))[1]
union all select (str_split("t"."category", '/'))[1] "k0",
cast(null as decimal(38, 4)) "gmv",
cast(null as decimal(38, 4)) "cost_of_goods",
cast(null as bigint) "lines_without_cost",
cast(null as bigint) "lines_paid",
cast(sum("t"."amount") as decimal(38, 4)) "refund_amount",
cast(sum("t"."returned_cost_amount") as decimal(38, 4)) "returned_cost",
count(distinct case when "t"."returned_cost_amount" is null then "t"."refund" end) "returns_without_cost",
count(distinct case when "t"."type" = 'return' then "t"."refund" end) "returns",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "refund_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."refund_day" between cast(? as date) and cast(? as date))
group by (str_split("t"."category", '/'))[1]) "u"
group by "k0"
order by "k0" asc nulls last
limit 10001;
-- [night, 2026-02-01, 2026-03-31, night, 2026-02-01, 2026-03-31]
