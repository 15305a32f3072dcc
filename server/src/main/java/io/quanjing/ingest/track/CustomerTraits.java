package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.warehouse.FactRow;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an identify call says about a customer, as far as figures need it. Names, numbers, addresses and whatever else the sender adds are
 * left out: nothing keeps them safe here yet.
 */
final class CustomerTraits {

    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    private final FactRows rows;
    private final Regions regions;

    CustomerTraits(FactRows rows, Regions regions) {
        this.rows = rows;
        this.regions = regions;
    }

    /** What the event says, by column; empty if it says nothing that figures need. */
    Map<String, Object> said(TrackedEvent event) {
        Fields traits = event.traits();
        Map<String, Object> said = new LinkedHashMap<>();
        add(said, "gender", gender(traits.text("gender", "sex")));
        add(said, "birth_year", birthYear(event));
        add(said, "region", regions.of(Fields.NONE, event.context(), traits));
        add(said, "city", city(traits));
        add(said, "member_level", traits.text("member_level", "vip_level", "tier"));
        add(said, "language", event.context().text("locale"));
        return said;
    }

    private static void add(Map<String, Object> said, String column, @Nullable Object value) {
        if (value != null) {
            said.put(column, value);
        }
    }

    /** The customer as known before with what was said, or null if that adds nothing. */
    @Nullable FactRow row(Shop shop, String customer, Map<String, Object> said, @Nullable FactRow known) {
        FactRow row = known == null
                ? FactRows.row(rows.customer, shop, customer).set("customer", customer)
                : new FactRow(known.table(), known.values().clone());
        boolean adds = false;
        for (Map.Entry<String, Object> each : said.entrySet()) {
            if (!each.getValue().equals(row.get(each.getKey()))) {
                row.set(each.getKey(), each.getValue());
                adds = true;
            }
        }
        return adds ? row : null;
    }

    private static @Nullable String city(Fields traits) {
        String city = traits.text("city");
        return city == null ? traits.child("address").text("city") : city;
    }

    private static @Nullable String gender(@Nullable String said) {
        return said == null
                ? null
                : switch (said.toLowerCase(Locale.ROOT)) {
                    case "female", "f", "woman", "女" -> "female";
                    case "male", "m", "man", "男" -> "male";
                    default -> null;
                };
    }

    private static @Nullable Long birthYear(TrackedEvent event) {
        String birthday = event.traits().text("birth_year", "birthday", "date_of_birth");
        if (birthday != null) {
            Matcher year = YEAR.matcher(birthday);
            return year.find() ? Long.valueOf(year.group()) : null;
        }
        String age = event.traits().text("age");
        return age != null && age.matches("[1-9]\\d?")
                ? Long.valueOf(event.at().atOffset(ZoneOffset.UTC).getYear() - Long.parseLong(age))
                : null;
    }
}
