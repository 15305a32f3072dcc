package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.warehouse.FactRow;
import java.time.ZoneOffset;
import java.util.Locale;
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

    /** The customer as known before with what the event adds, or null if it adds nothing. */
    @Nullable FactRow row(Shop shop, TrackedEvent event, @Nullable FactRow known) {
        String customer = event.customer();
        if (customer == null) {
            return null;
        }
        Fields traits = event.traits();
        FactRow row = known == null
                ? FactRows.row(rows.customer, shop, customer).set("customer", customer)
                : new FactRow(known.table(), known.values().clone());
        boolean adds = add(row, "gender", gender(traits.text("gender", "sex")));
        adds |= add(row, "birth_year", birthYear(event));
        adds |= add(row, "region", regions.of(Fields.NONE, event.context(), traits));
        adds |= add(row, "city", city(traits));
        adds |= add(row, "member_level", traits.text("member_level", "vip_level", "tier"));
        adds |= add(row, "language", event.context().text("locale"));
        return adds ? row : null;
    }

    private static boolean add(FactRow row, String column, @Nullable Object said) {
        if (said == null || said.equals(row.get(column))) {
            return false;
        }
        row.set(column, said);
        return true;
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
