package io.quanjing.ingest.track;

import io.quanjing.ingest.mapping.RegionNames;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The region of an event by the name that facts carry: the short name of a province, or the English name of another country.
 *
 * @param provinces the short name of the province that a text names, or null
 */
record Regions(Function<String, @Nullable String> provinces) {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    static Regions known() {
        return new Regions(RegionNames::province);
    }

    @Nullable String of(Fields properties, Fields context, Fields traits) {
        Fields delivery = properties.child("shipping_address");
        Fields location = context.child("location");
        Fields home = traits.child("address");
        for (String named : new String[] {
            properties.text("region", "province"),
            delivery.text("state", "province", "region"),
            location.text("region", "province"),
            traits.text("region", "province"),
            home.text("state", "province", "region")
        }) {
            String province = named == null ? null : provinces.apply(named);
            if (province != null) {
                return province;
            }
        }
        for (Fields place : new Fields[] {properties, delivery, location, home}) {
            String country = country(place.text("country", "country_code"));
            if (country != null) {
                return country;
            }
        }
        return null;
    }

    private static @Nullable String country(@Nullable String named) {
        if (named == null || named.equalsIgnoreCase("china") || named.equalsIgnoreCase("cn") || named.equals("中国")) {
            // The country alone does not say which province.
            return null;
        }
        String code = named.toUpperCase(Locale.ROOT);
        return COUNTRIES.contains(code) ? Locale.of("", code).getDisplayCountry(Locale.ENGLISH) : named;
    }
}
