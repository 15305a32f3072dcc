package io.quanjing.metric;

import java.time.Instant;

/**
 * A version of what a shop adds to the dictionary.
 *
 * @param shop the shop's id
 * @param version from 1; 0 if the shop never added anything
 * @param text YAML; empty for nothing
 * @param changedBy who wrote it
 * @param changedAt when
 */
record ShopDefinition(String shop, long version, String text, String changedBy, Instant changedAt) {

    /** What a shop has before it adds anything. */
    static ShopDefinition none(String shop) {
        return new ShopDefinition(shop, 0, "", "", Instant.EPOCH);
    }
}
