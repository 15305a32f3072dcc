package io.quanjing.ingest.live;

import io.quanjing.access.Shop;
import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.kernel.QuanjingException;
import java.util.Map;

/** The currency of a source's amounts, which is that of its shop. */
public final class SourceCurrency {

    private SourceCurrency() {}

    /**
     * Looks whether a mapping suits a shop.
     *
     * @throws QuanjingException if it has amounts in another currency
     */
    public static void check(Mapping mapping, Shop shop) {
        if (mapping.currency() != null && !mapping.currency().equals(shop.currency())) {
            throw new QuanjingException(
                    IngestError.CURRENCY_MISMATCH,
                    "The mapping has amounts in " + mapping.currency() + ", and the shop " + shop.name() + " counts in "
                            + shop.currency() + ". Maybe another shop is meant.",
                    Map.of(
                            "format",
                            mapping.name(),
                            "currency",
                            mapping.currency().getCurrencyCode(),
                            "shop",
                            shop.name(),
                            "shopCurrency",
                            shop.currency().getCurrencyCode()));
        }
    }
}
