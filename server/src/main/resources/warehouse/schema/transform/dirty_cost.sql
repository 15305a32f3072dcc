-- Which orders' costs have to be made anew: those of which a bill or a parcel tells something new, and those whose lines changed.

-- table: dirty_cost
-- brings: shipment (shop, order_id), order_fee (shop, order_id), cost_line (shop, order_id), sales_line (shop, order_id)
SELECT shop, order_id FROM changed_cost
UNION
SELECT shop, order_id FROM dirty_order;
