import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Order exports of platforms with all of their columns, most of them empty as in real ones; one seed, the same bytes. UTF-8, so that the
 * engine's own reader can read them too.
 */
enum BenchExports {
    /** 54 columns. */
    TAOBAO("""
            订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,
            订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,
            是否上传合同照片,是否上传小票,是否代付,定金排名,修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易,新零售交易类型,新零售导购门店名称,新零售导购门店id,
            新零售发货门店名称,新零售发货门店id,退款金额,预约门店,确认收货时间,打款商家金额,含应开票给个人的个人红包""") {
        @Override
        Map<String, String> row(long order, SplittableRandom random, String at, String price) {
            return Map.of(
                    "订单编号", "\"=\"\"" + (4_600_000_000_000_000_000L + order) + "\"\"\"", "买家会员名", "tb" + random.nextInt(50_000),
                    "买家应付货款", price, "总金额", price, "买家实际支付金额", price, "订单状态", "交易成功", "收货地址", "浙江省 杭州市 余杭区",
                    "订单创建时间", at, "订单付款时间", at, "退款金额", "0.00");
        }
    },

    /** 74 columns. */
    DOUYIN("""
            主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品单价,订单应付金额,运费,优惠总金额,平台优惠,商家优惠,达人优惠,商家改价,支付优惠,红包抵扣,支付方式,手续费,收件人,
            收件人手机号,省,市,区,街道,详细地址,是否修改过地址,地址修改时段,买家留言,订单提交时间,旗帜颜色,商家备注,订单完成时间,支付完成时间,APP渠道,流量来源,订单状态,承诺发货时间,订单类型,
            鲁班落地页ID,达人ID,达人昵称,所属门店ID,售后状态,取消原因,预约发货时间,仓库ID,仓库名称,序列号,是否安心购,广告渠道,流量类型,流量体裁,流量渠道,发货主体,发货主体明细,发货时间,降价类优惠,
            平台实际承担优惠金额,商家实际承担优惠金额,达人实际承担优惠金额,预计送达时间,是否平台仓自流转,车型,商品69码,发货SN码,发货IMEI码1,发货IMEI码2,预约送达时间,建议发货时间（起）,
            建议发货时间（止）,物流SN码,物流IMEI码1,物流IMEI码2""") {
        @Override
        Map<String, String> row(long order, SplittableRandom random, String at, String price) {
            Map<String, String> row = new HashMap<>(Map.of(
                    "主订单编号", "\t" + (6_900_000_000_000_000_000L + order / 2), "子订单编号", "\t" + (6_900_000_000_000_000_000L + order),
                    "选购商品", "示例商品", "商品数量", "1", "商品ID", "\t" + (3_600_000_000_000_000_000L + random.nextInt(2_000)), "商品单价", price,
                    "订单应付金额", price, "省", "广东省", "市", "深圳市", "订单提交时间", at));
            row.putAll(Map.of("支付完成时间", at, "订单状态", "已完成", "流量体裁", "直播", "售后状态", "-", "达人ID", "\t0"));
            return row;
        }
    },

    /** 35 columns. */
    JD("""
            订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话,订单备注,发票类型,发票抬头,发票内容,
            商家备注,商家备注等级（等级1-5为由高到低）,运费金额,付款确认时间,增值税发票,货号,订单完成时间,订单来源,订单渠道,送装服务,服务费,仓库id,仓库名称,商家SKUID""") {
        @Override
        Map<String, String> row(long order, SplittableRandom random, String at, String price) {
            return Map.of(
                    "订单号", Long.toString(300_000_000_000L + order / 2), "商品ID", Integer.toString(random.nextInt(2_000)), "订购数量", "1",
                    "下单时间", at, "京东价", price, "订单金额", "200.00", "应付金额", "190.00", "订单状态", "完成", "客户地址", "广东深圳市福田区",
                    "付款确认时间", at);
        }
    },

    /** 27 columns. */
    PDD("""
            商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),发货时间,确认收货时间,商品id,
            商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,商家备注,售后状态,快递单号,快递公司,订单成交时间,是否分期,分期期数,手续费承担方,分期方式""") {
        @Override
        Map<String, String> row(long order, SplittableRandom random, String at, String price) {
            return Map.of(
                    "商品", "示例商品", "订单号", "251101-" + (400_000_000_000_000L + order), "订单状态", "已收货", "商品总价(元)", price + "\t",
                    "用户实付金额(元)", price + "\t", "商品数量(件)", "1\t", "商品id", random.nextInt(2_000) + "\t", "售后状态", "无售后或售后取消",
                    "订单成交时间", at + "\t");
        }
    },

    /** 79 columns. */
    SHOPIFY("""
            Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,
            Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,
            Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,
            Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,
            Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,
            Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,
            Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,
            Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,
            Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,
            Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,
            Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,
            Payment References""") {
        @Override
        Map<String, String> row(long order, SplittableRandom random, String at, String price) {
            Map<String, String> row = new HashMap<>(Map.of(
                    "Name", "#" + order / 2, "Email", "b" + order / 2 % 50_000 + "@example.com", "Created at", at + " +0800", "Lineitem quantity",
                    "1", "Lineitem name", "Demo", "Lineitem price", price, "Lineitem sku", "S" + random.nextInt(2_000)));
            if (order % 2 == 0) {
                row.putAll(Map.of(
                        "Financial Status", "paid", "Paid at", at + " +0800", "Currency", "CNY", "Subtotal", "100.00", "Total", "105.00", "Shipping",
                        "5.00", "Refunded Amount", "0.00"));
            }
            return row;
        }
    };

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final List<String> header;

    BenchExports(String header) {
        this.header = List.of(header.replace("\n", "").split(","));
    }

    abstract Map<String, String> row(long order, SplittableRandom random, String at, String price);

    /** Writes a file of this export. */
    Path write(Path file, long rows) throws IOException {
        SplittableRandom random = new SplittableRandom(1_111);
        LocalDateTime begin = LocalDateTime.of(2025, 1, 1, 0, 0);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.append(String.join(",", header)).append('\n');
            for (long n = 0; n < rows; n++) {
                String at = TIME.format(begin.plusSeconds(n * 360 * 86_400 / rows));
                Map<String, String> row = row(n, random, at, 10 + random.nextInt(190) + ".90");
                if (!header.containsAll(row.keySet())) {
                    throw new IllegalStateException("The export has no columns " + row.keySet() + ".");
                }
                out.append(header.stream().map(h -> row.getOrDefault(h, "")).collect(Collectors.joining(","))).append('\n');
            }
        }
        return file;
    }
}
