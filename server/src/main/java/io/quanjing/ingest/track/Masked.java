package io.quanjing.ingest.track;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a client sent, without what names a person: fields that are known to, and values that look like it wherever they stand. */
final class Masked {

    static final String MARK = "•••";

    private static final Pattern EMAIL = Pattern.compile("[^@\\s\"',;<>]+@[^@\\s\"',;<>]+\\.[^@\\s\"',;<>]+");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])\\+?\\d[\\d -]{8,20}\\d(?![\\w.])");
    private static final Pattern QUERY = Pattern.compile("\\?[^\\s\"]*");
    private static final int LONGEST = 256;

    /** In small letters, without what joins words. */
    private static final Set<String> PERSONAL = Set.of(
            "address",
            "birthday",
            "consignee",
            "contact",
            "email",
            "firstname",
            "fullname",
            "idcard",
            "identitycard",
            "ip",
            "lastname",
            "mail",
            "middlename",
            "mobile",
            "mobilephone",
            "nickname",
            "openid",
            "password",
            "phone",
            "phonenumber",
            "postcode",
            "realname",
            "receiver",
            "remark",
            "street",
            "tel",
            "telephone",
            "token",
            "unionid",
            "username",
            "wechat",
            "writekey",
            "zip",
            "zipcode");

    /** What may be said within an address all the same. */
    private static final Set<String> COARSE = Set.of("city", "country", "countrycode", "province", "region", "state");

    private static final Set<String> OF_PEOPLE = Set.of("traits", "$set", "$setonce", "userproperties", "user");

    private Masked() {}

    static JsonNode of(JsonNode sent) {
        return masked(sent, false);
    }

    private static JsonNode masked(JsonNode node, boolean ofPerson) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.forEachEntry((name, value) -> copy.set(name, field(name, value, ofPerson)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(value -> copy.add(masked(value, ofPerson)));
                yield copy;
            }
            default -> node.isString() || node.isNumber() ? value(node) : node;
        };
    }

    private static JsonNode field(String name, JsonNode value, boolean ofPerson) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
        boolean personal = PERSONAL.contains(plain)
                || plain.endsWith("address")
                || (ofPerson && (plain.equals("name") || plain.equals("id")));
        if (!personal) {
            return masked(value, ofPerson || OF_PEOPLE.contains(plain));
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.forEachEntry((inner, text) -> copy.set(
                    inner, COARSE.contains(inner.toLowerCase(Locale.ROOT)) ? masked(text, true) : masking(text)));
            return copy;
        }
        return masking(value);
    }

    private static JsonNode masking(JsonNode value) {
        return value.isNull() ? value : JsonNodeFactory.instance.stringNode(MARK);
    }

    private static JsonNode value(JsonNode value) {
        String text = value.asString();
        String masked = text(text);
        return masked.equals(text) ? value : JsonNodeFactory.instance.stringNode(masked);
    }

    /** A text without the addresses and telephone numbers in it. */
    static String text(String text) {
        String masked = EMAIL.matcher(text).replaceAll(MARK);
        masked = NUMBER.matcher(masked).replaceAll(found -> isTelephone(found.group()) ? MARK : found.group());
        if (masked.contains("/")) {
            masked = QUERY.matcher(masked).replaceAll("?" + MARK);
        }
        if (masked.length() > LONGEST) {
            masked = masked.substring(0, LONGEST) + "…";
        }
        return masked;
    }

    /** A number of 11 digits that begins with 1, with or without 86 before it, or one that begins with a plus. */
    private static boolean isTelephone(String number) {
        String digits = number.replaceAll("\\D", "");
        return number.startsWith("+")
                || (digits.length() == 11 && digits.startsWith("1"))
                || (digits.length() == 13 && digits.startsWith("861"));
    }
}
