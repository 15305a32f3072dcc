-- The customer of a visitor whom the shop knows by one only: what the visitor did before it said who it is was done by that customer. A
-- device that several customers use belongs to none of them.
SELECT "shop", "visitor", max("customer") AS "customer"
FROM (
    SELECT "shop", "visitor", "customer" FROM "session"
    UNION ALL
    SELECT "shop", "visitor", "customer" FROM "sales_line"
) "known"
WHERE "visitor" IS NOT NULL AND "customer" IS NOT NULL
GROUP BY "shop", "visitor"
HAVING count(DISTINCT "customer") = 1
