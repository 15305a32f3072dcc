package io.quanjing.ingest.retention;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.ingest.retention.OldFactStore.Found;
import io.quanjing.ingest.retention.RetentionStore.Chosen;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long facts are kept. Everything stays without limit until somebody chooses otherwise, so that no figure changes by itself; whole shop days
 * are deleted, so that none is told by half.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int MOST_DAYS = 36_500;

    private final RetentionStore store;
    private final OldFactStore facts;
    private final Warehouse warehouse;
    private final Audit audit;
    private final InstantSource clock;

    Retention(RetentionStore store, OldFactStore facts, Warehouse warehouse, Audit audit, InstantSource clock) {
        this.store = store;
        this.facts = facts;
        this.warehouse = warehouse;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A kind of data and what was chosen for it.
     *
     * @param leastDays the fewest that can be chosen
     * @param usualDays fewer than these have to be confirmed
     * @param chosen null if nothing was ever chosen
     */
    record Kept(
            RetainedData data,
            List<String> tables,
            int leastDays,
            int usualDays,
            @Nullable Chosen chosen) {}

    /**
     * What would be deleted.
     *
     * @param before the first shop day that would stay
     * @param first the oldest shop day that there is; null without any
     * @param rows how many facts would go, by table; of tables that lose none nothing
     */
    record Preview(LocalDate before, @Nullable LocalDate first, Map<String, Long> rows) {}

    List<Kept> all() {
        Map<String, Chosen> chosen = chosen();
        return Arrays.stream(RetainedData.values())
                .map(data -> new Kept(data, data.tables(), data.leastDays(), data.usualDays(), chosen.get(data.id())))
                .toList();
    }

    private Map<String, Chosen> chosen() {
        return store.all().stream().collect(Collectors.toMap(Chosen::data, Function.identity()));
    }

    /**
     * Counts what would be deleted now.
     *
     * @throws QuanjingException if there is no such kind of data, so few or many days cannot be chosen, or the caller does not see all shops
     */
    Preview preview(String id, int days, Caller caller) {
        RetainedData data = data(id);
        requireAllShops(caller);
        requirePossible(data, days);
        LocalDate before = firstKept(days);
        LocalDate first = null;
        Map<String, Long> rows = new TreeMap<>();
        for (String table : data.tables()) {
            Found found = facts.before(table, before);
            if (found.first() != null && (first == null || found.first().isBefore(first))) {
                first = found.first();
            }
            if (found.count() > 0) {
                rows.put(table, found.count());
            }
        }
        return new Preview(before, first, rows);
    }

    /**
     * Chooses for how long facts are kept; the older ones are deleted by the next run of the job.
     *
     * @param days null for no limit
     * @param confirmed whether somebody who knows the law wants fewer days than are usual
     */
    void choose(String id, @Nullable Integer days, boolean confirmed, Caller caller) {
        RetainedData data = data(id);
        requireAllShops(caller);
        if (days != null) {
            requirePossible(data, days);
            if (days < data.usualDays() && !confirmed) {
                throw new QuanjingException(
                        RetentionError.RETENTION_UNCONFIRMED,
                        "Records of transactions are usually kept for " + data.usualDays() + " days, and " + days
                                + " are fewer. Maybe confirm that no law asks for more.",
                        Map.of("days", days, "usual", data.usualDays()));
            }
        }
        store.choose(data.id(), days, caller.name(), clock.instant());
        audit.record(
                caller,
                days == null ? RetentionAction.RETENTION_REMOVED : RetentionAction.RETENTION_SET,
                data.id(),
                days == null ? Map.of() : Map.of("days", days, "confirmed", confirmed));
    }

    private static RetainedData data(String id) {
        return RetainedData.of(id)
                .orElseThrow(() -> new QuanjingException(
                        RetentionError.UNKNOWN_RETAINED_DATA,
                        "There is no kind of data " + id + ". Maybe it is one of "
                                + Arrays.stream(RetainedData.values())
                                        .map(RetainedData::id)
                                        .collect(Collectors.joining(", "))
                                + ".",
                        Map.of("data", id)));
    }

    private static void requireAllShops(Caller caller) {
        if (!caller.shops().isEmpty()) {
            throw new QuanjingException(
                    RetentionError.RETENTION_OF_ALL_SHOPS,
                    "Retention holds for all shops, and " + caller.name()
                            + " sees some of them. Maybe ask an administrator who sees all.");
        }
    }

    private static void requirePossible(RetainedData data, int days) {
        if (days < data.leastDays() || days > MOST_DAYS) {
            throw new QuanjingException(
                    RetentionError.RETENTION_DAYS_INVALID,
                    "Facts are kept for " + data.leastDays() + " to " + MOST_DAYS + " days, and not for " + days
                            + ". Maybe no limit is meant.",
                    Map.of("days", days, "least", data.leastDays(), "most", MOST_DAYS));
        }
    }

    /** Shop days differ by a day around the world; the last of them is not in a hurry to go. */
    private LocalDate firstKept(int days) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days);
    }

    /** Deletes what is older than it is to be kept. */
    void deleteOld() {
        Map<RetainedData, LocalDate> due = new TreeMap<>();
        Map<String, LocalDate> before = new HashMap<>();
        chosen().forEach((id, chosen) -> {
            RetainedData data = RetainedData.of(id).orElse(null);
            if (data != null && chosen.days() != null) {
                LocalDate first = firstKept(chosen.days());
                due.put(data, first);
                data.tables().forEach(table -> before.put(table, first));
            }
        });
        if (before.isEmpty()) {
            return;
        }
        Map<String, Long> gone = warehouse.forget(before);
        Instant now = clock.instant();
        List<String> told = new ArrayList<>();
        due.forEach((data, first) -> {
            Map<String, Long> rows = new TreeMap<>(gone);
            rows.keySet().retainAll(data.tables());
            long count = rows.values().stream().mapToLong(Long::longValue).sum();
            if (count > 0) {
                store.deleted(data.id(), now, first, count);
                audit.record(
                        new Caller("retention", Role.ADMIN, Set.of()),
                        RetentionAction.FACTS_DELETED,
                        data.id(),
                        Map.of("olderThan", first.toString(), "rows", count));
                told.add(count + " of " + data.id() + " before " + first);
            }
        });
        if (!told.isEmpty()) {
            LOG.info("Deleted facts that are no longer to be kept: {}.", String.join(", ", told));
        }
    }
}
