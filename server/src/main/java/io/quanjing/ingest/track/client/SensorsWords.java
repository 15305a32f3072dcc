package io.quanjing.ingest.track.client;

import java.util.Locale;
import java.util.Map;

/**
 * What shops in China commonly call things in Sensors Analytics, in the words of the Segment interface. Neither case nor underscores matter;
 * the names of the Segment interface itself are understood without standing here.
 */
final class SensorsWords {

    static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("$pageview", "page"),
            Map.entry("$appviewscreen", "screen"),
            Map.entry("$mpviewscreen", "screen"),
            Map.entry("$appstart", "Session Started"),
            Map.entry("$mplaunch", "Session Started"),
            Map.entry("viewproduct", "Product Viewed"),
            Map.entry("productdetail", "Product Viewed"),
            Map.entry("commoditydetail", "Product Viewed"),
            Map.entry("goodsdetail", "Product Viewed"),
            Map.entry("viewgoods", "Product Viewed"),
            Map.entry("addtoshoppingcart", "Product Added"),
            Map.entry("addtocart", "Product Added"),
            Map.entry("addcart", "Product Added"),
            Map.entry("removefromshoppingcart", "Product Removed"),
            Map.entry("collectgoods", "Product Added to Wishlist"),
            Map.entry("collectproduct", "Product Added to Wishlist"),
            Map.entry("searchgoods", "Products Searched"),
            Map.entry("searchproduct", "Products Searched"),
            Map.entry("searchrequest", "Products Searched"),
            Map.entry("startcheckout", "Checkout Started"),
            Map.entry("checkout", "Checkout Started"),
            Map.entry("submitorder", "Order Placed"),
            Map.entry("payorder", "Order Completed"),
            Map.entry("orderpay", "Order Completed"),
            Map.entry("cancelorder", "Order Cancelled"),
            Map.entry("refundorder", "Order Refunded"),
            Map.entry("orderrefund", "Order Refunded"),
            Map.entry("receivecoupon", "Coupon Received"),
            Map.entry("getcoupon", "Coupon Received"),
            Map.entry("usecoupon", "Coupon Redeemed"));

    static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("$url", "url"),
            Map.entry("$urlpath", "path"),
            Map.entry("$title", "title"),
            Map.entry("$screenname", "title"),
            Map.entry("$referrer", "referrer"),
            Map.entry("$eventsessionid", "session_id"),
            Map.entry("$utmsource", "utm_source"),
            Map.entry("$utmmedium", "utm_medium"),
            Map.entry("$utmcampaign", "utm_campaign"),
            Map.entry("$province", "province"),
            Map.entry("$city", "city"),
            Map.entry("$country", "country"),
            Map.entry("eventduration", "dwell_seconds"),
            Map.entry("productid", "product_id"),
            Map.entry("commodityid", "product_id"),
            Map.entry("goodsid", "product_id"),
            Map.entry("spuid", "product_id"),
            Map.entry("skuid", "sku"),
            Map.entry("productname", "name"),
            Map.entry("commodityname", "name"),
            Map.entry("goodsname", "name"),
            Map.entry("productprice", "price"),
            Map.entry("commodityprice", "price"),
            Map.entry("goodsprice", "price"),
            Map.entry("presentprice", "price"),
            Map.entry("productquantity", "quantity"),
            Map.entry("commodityquantity", "quantity"),
            Map.entry("goodsnum", "quantity"),
            Map.entry("productcategory", "category"),
            Map.entry("productcatalog", "category"),
            Map.entry("firstcommodity", "category"),
            Map.entry("orderid", "order_id"),
            Map.entry("orderno", "order_id"),
            Map.entry("amount", "total"),
            Map.entry("orderamount", "total"),
            Map.entry("orderactualamount", "total"),
            Map.entry("payamount", "total"),
            Map.entry("transportationcosts", "shipping"),
            Map.entry("discountamount", "discount"),
            Map.entry("paytype", "payment_method"),
            Map.entry("paymentmethod", "payment_method"),
            Map.entry("keyword", "query"),
            Map.entry("searchkeyword", "query"));

    static final Map<String, String> TRAITS = Map.ofEntries(
            Map.entry("gender", "gender"),
            Map.entry("$gender", "gender"),
            Map.entry("sex", "gender"),
            Map.entry("birthday", "birthday"),
            Map.entry("yearofbirth", "birth_year"),
            Map.entry("birthyear", "birth_year"),
            Map.entry("age", "age"),
            Map.entry("$province", "province"),
            Map.entry("province", "province"),
            Map.entry("$city", "city"),
            Map.entry("city", "city"),
            Map.entry("viplevel", "vip_level"),
            Map.entry("memberlevel", "member_level"));

    private SensorsWords() {}

    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
