package io.quanjing.demo;

/** The canonical columns that the simulator fills, in the order in which it writes them. */
final class Columns {

    static final String[] EVENT = of(
            "natural_key,at,type,visitor,customer,session,page,page_kind,product,sku,category,channel,campaign,creator,"
                    + "live_session,device,region,dwell_seconds,query,quantity,value,currency,order_id");
    static final String[] ORDER_HEADER = of("natural_key,at,order_id,status,customer,visitor,session,paid_at,closed_at,"
            + "order_amount,paid_amount,discount_amount,freight_amount,currency,channel,campaign,creator,live_session,"
            + "device,region,city,payment_method");
    static final String[] ORDER_LINE = of("natural_key,at,order_id,line_no,product,sku,category,title,quantity,"
            + "list_price,order_amount,paid_amount,gift,currency");
    static final String[] PAYMENT =
            of("natural_key,at,order_id,result,method,amount,currency,customer,visitor,failure_reason");
    static final String[] REFUND = of("natural_key,at,order_id,line_no,product,sku,customer,region,amount,quantity,"
            + "unit_cost,reason,type,currency,requested_at");
    static final String[] SHIPMENT = of("natural_key,at,order_id,status,warehouse,carrier,tracking_number,promised_at,"
            + "delivered_at,region,city,quantity,freight_cost,currency");
    static final String[] ORDER_FEE = of("natural_key,at,order_id,kind,amount,currency");
    static final String[] REVIEW =
            of("natural_key,at,order_id,line_no,product,sku,customer,rating,text,pictures,region");
    static final String[] SURVEY_ANSWER =
            of("natural_key,at,survey,question,kind,score,answer,customer,order_id,product,channel");
    static final String[] CONVERSATION = of(
            "natural_key,at,customer,visitor,agent,robot,channel,topic,product,order_id,"
                    + "first_reply_at,ended_at,customer_messages,agent_messages,average_reply_seconds,satisfaction,solved");
    static final String[] AD_SPEND = of("natural_key,at,channel,campaign,cost,impressions,clicks,currency");
    static final String[] LIVE_MINUTE =
            of("natural_key,at,live_session,creator,product,online,entered,left_stream,likes,"
                    + "comments,shares,new_fans,product_clicks,orders,order_amount,currency");
    static final String[] CONTENT_DAY = of("natural_key,at,content_post,creator,channel,product,impressions,views,"
            + "view_seconds,likes,comments,shares,favourites,new_fans,product_clicks");
    static final String[] COMMUNITY_DAY =
            of("natural_key,at,community,channel,members,joined,left_group,active,messages,coupon_claims");
    static final String[] STOCK_LEVEL =
            of("natural_key,at,warehouse,product,sku,on_hand,in_transit,unit_cost,currency");
    static final String[] STOCK_MOVE =
            of("natural_key,at,warehouse,product,sku,quantity,reason,purchase_order,unit_cost,currency");
    static final String[] PURCHASE_ORDER_LINE =
            of("natural_key,at,purchase_order,line_no,supplier,warehouse,product,sku,"
                    + "quantity,unit_cost,currency,status,promised_on");
    static final String[] RECEIPT = of("natural_key,at,purchase_order,line_no,supplier,warehouse,product,sku,quantity,"
            + "rejected,unit_cost,currency");

    static final String[] CHANNEL = of("natural_key,channel,title,title_en,kind,paid");
    static final String[] CAMPAIGN = of("natural_key,campaign,title,title_en,kind,starts_at,ends_at,currency");
    static final String[] CATEGORY = of("natural_key,category,parent,title,title_en,sort");
    static final String[] PRODUCT =
            of("natural_key,product,title,title_en,category,brand,list_price,currency,launched_on");
    static final String[] SKU = of("natural_key,sku,product,title,title_en,specification,list_price,currency");
    static final String[] PRODUCT_COST = of("natural_key,product,sku,valid_from,unit_cost,currency");
    static final String[] CREATOR = of("natural_key,creator,title,title_en,tier,platform,fans,commission_rate");
    static final String[] LIVE_SESSION = of("natural_key,live_session,title,title_en,creator,channel,starts_at,ends_at,"
            + "slot_fee,commission_rate,currency");
    static final String[] CONTENT_POST =
            of("natural_key,content_post,title,title_en,kind,channel,creator,product,published_at,cost,currency");
    static final String[] CUSTOMER =
            of("natural_key,customer,registered_at,channel,region,city,member_level,member_since,language");
    static final String[] SHOP = of("natural_key,title,title_en,platform,zone,currency,opened_on");
    static final String[] SUPPLIER =
            of("natural_key,supplier,title,title_en,region,lead_time_days,payment_days,currency");
    static final String[] WAREHOUSE = of("natural_key,warehouse,title,title_en,region,city,kind");

    private Columns() {}

    private static String[] of(String columns) {
        return columns.split(",", -1);
    }
}
