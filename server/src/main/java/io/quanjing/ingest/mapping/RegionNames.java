package io.quanjing.ingest.mapping;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The provinces of China as facts carry them: short names of GB/T 2260. */
public final class RegionNames {

    private static final List<String> SHORT = List.of(
            "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
            "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门");
    private static final List<String> SUFFIXES = List.of("", "省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区");
    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("beijing", "北京"),
            Map.entry("tianjin", "天津"),
            Map.entry("hebei", "河北"),
            Map.entry("shanxi", "山西"),
            Map.entry("innermongolia", "内蒙古"),
            Map.entry("liaoning", "辽宁"),
            Map.entry("jilin", "吉林"),
            Map.entry("heilongjiang", "黑龙江"),
            Map.entry("shanghai", "上海"),
            Map.entry("jiangsu", "江苏"),
            Map.entry("zhejiang", "浙江"),
            Map.entry("anhui", "安徽"),
            Map.entry("fujian", "福建"),
            Map.entry("jiangxi", "江西"),
            Map.entry("shandong", "山东"),
            Map.entry("henan", "河南"),
            Map.entry("hubei", "湖北"),
            Map.entry("hunan", "湖南"),
            Map.entry("guangdong", "广东"),
            Map.entry("guangxi", "广西"),
            Map.entry("hainan", "海南"),
            Map.entry("chongqing", "重庆"),
            Map.entry("sichuan", "四川"),
            Map.entry("guizhou", "贵州"),
            Map.entry("yunnan", "云南"),
            Map.entry("tibet", "西藏"),
            Map.entry("xizang", "西藏"),
            Map.entry("shaanxi", "陕西"),
            Map.entry("gansu", "甘肃"),
            Map.entry("qinghai", "青海"),
            Map.entry("ningxia", "宁夏"),
            Map.entry("xinjiang", "新疆"),
            Map.entry("taiwan", "台湾"),
            Map.entry("hongkong", "香港"),
            Map.entry("macau", "澳门"),
            Map.entry("macao", "澳门"));
    private static final java.util.regex.Pattern SEPARATORS = java.util.regex.Pattern.compile("[，,;；\\s]+");
    private static final String NONE = "";
    private static final int CACHED = 10_000;
    private static final Map<String, String> CACHE = new ConcurrentHashMap<>();

    private RegionNames() {}

    /** The short names, in the order of their codes. */
    public static List<String> all() {
        return SHORT;
    }

    /**
     * The short name of the province that the text names: {@code 广西壮族自治区}, {@code 上海}, {@code Zhejiang} or an address that starts with
     * it, perhaps after {@code 中国} or behind a comma as in {@code 周强，86-139…，江苏省 扬州市 …}. Null if it names none.
     */
    public static @Nullable String province(String text) {
        String known = CACHE.get(text);
        if (known == null) {
            known = find(Values.text(text));
            if (CACHE.size() < CACHED) {
                CACHE.put(text, known);
            }
        }
        return known.equals(NONE) ? null : known;
    }

    private static String find(String text) {
        String bare = text.startsWith("中国") ? text.substring(2).strip() : text;
        String english = ENGLISH.get(Values.word(bare).replace(" province", "").replace(" ", ""));
        if (english != null) {
            return english;
        }
        String start = startOf(bare);
        if (!start.equals(NONE)) {
            return start;
        }
        for (String part : SEPARATORS.split(bare, -1)) {
            for (String name : SHORT) {
                // Behind a name or a phone number only the full form is a province: 周江苏 is a person.
                for (String suffix : SUFFIXES) {
                    if (!suffix.isEmpty() && part.startsWith(name + suffix)) {
                        return name;
                    }
                }
            }
        }
        return NONE;
    }

    private static String startOf(String text) {
        for (String name : SHORT) {
            if (text.startsWith(name) && (text.length() == name.length() || !roadOf(text.substring(name.length())))) {
                return name;
            }
        }
        return NONE;
    }

    /** 上海路 and 北京东路 are streets anywhere. */
    private static boolean roadOf(String rest) {
        return rest.startsWith("路")
                || rest.startsWith("街")
                || rest.startsWith("大道")
                || (rest.length() > 1 && "东西南北中".indexOf(rest.charAt(0)) >= 0 && rest.charAt(1) == '路');
    }
}
