select "k0",
cast(sum("ad_cost") as decimal(38, 4)) "ad_cost",
cast(sum("gmv_of_paid_channels") as decimal(38, 4)) "gmv_of_paid_channels",
min("currency_from") "currency_from",
max("currency_to") "currency_to"
from (select "t"."channel" "k0",
cast(sum("t"."cost") as decimal(38, 4)) "ad_cost",
cast(null as decimal(38, 4)) "gmv_of_paid_channels",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "ad_spend" "t"
where ("t"."shop" in (cast(? as varchar)) and "t"."shop_day" between cast(? as date) and cast(? as date))
group by "t"."channel"
union all select "t"."channel" "k0",
cast(null as decimal(38, 4)) "ad_cost",
cast(sum(case when cast(coalesce("own_channel_paid"."v", "all_channel_paid"."v") as varchar) = 'paid' then "t"."paid_amount" end) as decimal(38, 4)) "gmv_of_paid_channels",
min("t"."currency") "currency_from",
max("t"."currency") "currency_to"
from "sales_line" "t"
left outer join (select "shop" "shop", "channel" "k",
max(case when "paid" = true then 'paid' else 'free' end) "v"
from "channel"
where "shop" <> '*'
group by "shop", "channel") "own_channel_paid" on ("own_channel_paid"."shop" = "t"."shop" and "own_channel_paid"."k" = "t"."channel")
left outer join (select "channel" "k",
max(case when "paid" = true then 'paid' else 'free' end) "v"
from "channel"
where "shop" = '*'
group by "channel") "all_channel_paid" on "all_channel_paid"."k" = "t"."channel"
where ("t"."shop" in (cast(? as varchar)) and "t"."paid_day" between cast(? as date) and cast(? as date))
group by "t"."channel") "u"
group by "k0"
order by "k0" asc nulls last
limit 10001;
-- [club, 2026-05-01, 2026-05-31, club, 2026-05-01, 2026-05-31]
