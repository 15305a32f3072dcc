select "k0",
cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("buyers") as bigint) "buyers",
cast(sum("refund_amount") as decimal(38, 4)) "refund_amount",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select regexp_extract("t"."category", '^[^/]*(/[^/]*){0,1}') "k0",
cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
count(distinct "t"."customer") "buyers",
cast(null as decimal(38, 4)) "refund_amount",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by regexp_extract("t"."category", '^[^/]*(/[^/]*){0,1}')
union all select regexp_extract("t"."category", '^[^/]*(/[^/]*){0,1}') "k0",
cast(null as decimal(38, 4)) "gmv",
cast(null as bigint) "buyers",
cast(sum("t"."amount") as decimal(38, 4)) "refund_amount",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "refund_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."refund_day" between cast(? as date) and cast(? as date))
group by regexp_extract("t"."category", '^[^/]*(/[^/]*){0,1}')) "u"
group by "k0"
order by cast(coalesce(sum("u"."gmv"), 0) as double) desc nulls last, "k0" asc nulls last
limit 2;
-- [night, 2026-02-01, 2026-03-31, night, 2026-02-01, 2026-03-31]
select cast(sum("gmv") as decimal(38, 4)) "gmv",
cast(sum("buyers") as bigint) "buyers",
cast(sum("refund_amount") as decimal(38, 4)) "refund_amount",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select cast(sum("t"."paid_amount") as decimal(38, 4)) "gmv",
count(distinct "t"."customer") "buyers",
cast(null as decimal(38, 4)) "refund_amount",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date) and (regexp_extract("t"."category", '^[^/]*(/[^/]*){0,1}') is null or not (regexp_extract("t"."category", '^[^/]*(/[^/]*){0,1}') in (cast(? as varchar)))))
group by ()
union all select cast(null as decimal(38, 4)) "gmv",
cast(null as bigint) "buyers",
cast(sum("t"."amount") as decimal(38, 4)) "refund_amount",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "refund_line" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."refund_day" between cast(? as date) and cast(? as date) and (regexp_extract("t"."category", '^[^/]*(/[^/]*){0,1}') is null or not (regexp_extract("t"."category", '^[^/]*(/[^/]*){0,1}') in (cast(? as varchar)))))
group by ()) "u"
group by ()
limit 100001;
-- [night, 2026-02-01, 2026-03-31, 家居/灯, night, 2026-02-01, 2026-03-31, 家居/灯]
