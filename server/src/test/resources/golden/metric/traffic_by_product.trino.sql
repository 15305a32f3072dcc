select "k0",
cast(sum("page_views") as bigint) "page_views",
cast(sum("product_viewers") as bigint) "product_viewers",
cast(sum("cart_adders") as bigint) "cart_adders",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "t"."product" "k0",
cast(sum("t"."page_views") as bigint) "page_views",
count(distinct case when "t"."product_views" > 0 then "t"."visitor" end) "product_viewers",
count(distinct case when "t"."cart_adds" > 0 then "t"."visitor" end) "cart_adders",
cast(null as varchar) "currency_from",
cast(null as varchar) "currency_to"
from "visitor_product_hour" "t"
where ("t"."shop" in (?) and "t"."shop_day" between ? and ?)
group by "t"."product") "u"
group by "k0"
order by "k0" asc nulls last
fetch next 10001 rows only;
-- [night, 2026-02-01, 2026-02-28]
