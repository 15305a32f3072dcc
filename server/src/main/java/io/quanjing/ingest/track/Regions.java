package io.quanjing.ingest.track;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The province or country of an event, by the name that facts carry. */
record Regions(Function<String, @Nullable String> names) {

    @Nullable String of(Fields properties, Fields context, Fields traits) {
        String named = properties.text("region", "province");
        if (named == null) {
            named = properties.child("shipping_address").text("state", "province", "region");
        }
        Fields location = context.child("location");
        if (named == null) {
            named = location.text("region", "province");
        }
        if (named == null) {
            named = traits.child("address").text("state", "province");
        }
        if (named == null) {
            named = location.text("country");
        }
        return named == null ? null : names.apply(named);
    }
}
