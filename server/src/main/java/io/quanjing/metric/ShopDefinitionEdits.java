package io.quanjing.metric;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.OwnDefinitions;
import io.quanjing.metric.dictionary.Problem;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.support.TransactionOperations;

/** Changes what shops add to the dictionary: a text with a mistake is never kept. */
final class ShopDefinitionEdits {

    static final int MOST_VERSIONS = 200;

    private final Dictionary program;
    private final ShopDefinitionStore store;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ShopDefinitionEdits(
            Dictionary program,
            ShopDefinitionStore store,
            Audit audit,
            TransactionOperations transaction,
            InstantSource clock) {
        this.program = program;
        this.store = store;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What a text would add, and what is wrong with it; nothing is kept. */
    OwnDefinitions check(String text) {
        return OwnDefinitions.read(text, program);
    }

    ShopDefinition latest(Shop shop) {
        return store.latest(shop.id());
    }

    /** The last ones first. */
    List<ShopDefinition> history(Shop shop) {
        return store.history(shop.id(), MOST_VERSIONS);
    }

    ShopDefinition version(Shop shop, long version) {
        return store.find(shop.id(), version)
                .orElseThrow(() -> new QuanjingException(
                        MetricError.UNKNOWN_VERSION,
                        "The definitions of " + shop.name() + " have no version " + version
                                + ". Maybe it is older than the last " + MOST_VERSIONS + ".",
                        Map.of("version", version, "shop", shop.name())));
    }

    /**
     * Keeps a text as the next version.
     *
     * @param before the version that it was written over
     * @throws QuanjingException if it has a mistake, or if somebody else was quicker
     */
    ShopDefinition save(Shop shop, String text, long before, Caller caller) {
        OwnDefinitions read = check(text);
        if (!read.problems().isEmpty()) {
            throw refused(read.problems());
        }
        ShopDefinition next = new ShopDefinition(
                shop.id(), before + 1, text, caller.name(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        transaction.executeWithoutResult(status -> {
            long now = store.latest(shop.id()).version();
            if (before != now || !store.add(next, MOST_VERSIONS)) {
                throw new QuanjingException(
                        MetricError.DEFINITIONS_MOVED,
                        "The definitions of " + shop.name() + " were changed by somebody else after version " + before
                                + ". Maybe load them again and put your change on top.",
                        Map.of("version", before, "shop", shop.name()));
            }
            audit.record(
                    caller,
                    read.metrics().isEmpty() && read.dimensions().isEmpty()
                            ? MetricAction.DEFINITIONS_REMOVED
                            : MetricAction.DEFINITIONS_SAVED,
                    shop.id(),
                    Map.of(
                            "shop",
                            shop.name(),
                            "version",
                            next.version(),
                            "metrics",
                            read.metrics().size(),
                            "dimensions",
                            read.dimensions().size()));
        });
        return next;
    }

    private static QuanjingException refused(List<Problem> problems) {
        Problem first = problems.getFirst();
        return new QuanjingException(
                MetricError.BAD_DEFINITION,
                first.message(),
                Map.of("line", first.line(), "column", first.column(), "problems", problems.size()));
    }
}
