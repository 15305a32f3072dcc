package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.calendar.Calendar;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricRows.Column;
import io.quanjing.metric.MetricRows.Part;
import io.quanjing.metric.MetricRows.Sheets;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.sql.LookupRenderer;
import io.quanjing.metric.sql.RowRenderer;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks both states of the warehouse at the same time of the clock, so that only facts make a difference. */
final class FoundRestatements implements Restatements {

    private static final int FIRST_IDS = 5;
    private static final Set<String> SYSTEM =
            Set.of(RowRenderer.SHOP, RowRenderer.DAY, RowRenderer.HOUR, RowRenderer.AT);

    private final ScopedDictionaries dictionaries;
    private final Warehouse warehouse;
    private final Shops shops;
    private final Calendar calendar;
    private final KnownPasts pasts;
    private final InstantSource clock;

    FoundRestatements(
            ScopedDictionaries dictionaries,
            Warehouse warehouse,
            Shops shops,
            Calendar calendar,
            KnownPasts pasts,
            InstantSource clock) {
        this.dictionaries = dictionaries;
        this.warehouse = warehouse;
        this.shops = shops;
        this.calendar = calendar;
        this.pasts = pasts;
        this.clock = clock;
    }

    @Override
    public Listed since(MetricQuestion question, String since, Caller caller) {
        Instant now = clock.instant();
        Instant at = KnownPasts.moment(since, now);
        if (question.metrics().size() > MOST_METRICS || question.range().days() > MOST_DAYS) {
            throw new QuanjingException(
                    MetricError.TOO_MUCH,
                    "Restatements are asked of " + question.metrics().size() + " metrics and "
                            + question.range().days() + " days; " + MOST_METRICS + " and " + MOST_DAYS
                            + " are allowed. Maybe ask for the last month.",
                    Map.of("what", "days", "value", question.range().days(), "limit", MOST_DAYS));
        }
        List<Shop> scope = ShopScope.of(question.shops(), shops, caller);
        LocalDate last = scope.stream()
                .map(shop -> shop.clock().day(at).minusDays(1))
                .min(Comparator.naturalOrder())
                .orElse(LocalDate.MIN);
        DayRange range = question.range();
        if (last.isBefore(range.from())) {
            return new Listed(at, now, null, List.of(), false);
        }
        MetricQuestion days = of(
                question,
                question.metrics(),
                new DayRange(range.from(), last.isBefore(range.to()) ? last : range.to()));
        Dictionary program = dictionaries.program();
        MetricEngine engine = new MetricEngine(program, warehouse, shops, calendar, InstantSource.fixed(now));
        Metrics today = new ScopedMetrics(engine, dictionaries);
        Pasts.Past past = pasts.over(at, now);
        MetricAnswer after = today.ask(days, caller);
        List<Change> changes = changes(days, past.metrics().ask(days, caller), after);
        MetricRows rows = new ScopedRows(new RowTracer(program, warehouse, engine, QueryOptions.batch()), dictionaries);
        List<Change> told = new ArrayList<>();
        for (Change change : changes.subList(0, Math.min(MOST, changes.size()))) {
            told.add(
                    told.size() < MOST_EXPLAINED
                            ? explained(change, question, past.rows(), rows, scope, at, caller)
                            : change);
        }
        return new Listed(at, now, after.currency(), told, changes.size() > MOST);
    }

    private static MetricQuestion of(MetricQuestion question, List<String> metrics, DayRange days) {
        return new MetricQuestion(
                metrics, days, Grain.DAY, List.of(), question.where(), question.shops(), null, null, null);
    }

    private static List<Change> changes(MetricQuestion question, MetricAnswer before, MetricAnswer after) {
        Map<Object, Map<String, @Nullable Object>> then = new HashMap<>();
        before.rows().forEach(row -> then.put(String.valueOf(row.get("period")), row));
        List<Change> changes = new ArrayList<>();
        for (Map<String, @Nullable Object> row : after.rows()) {
            String day = String.valueOf(row.get("period"));
            Map<String, @Nullable Object> was = then.getOrDefault(day, Map.of());
            for (String metric : question.metrics()) {
                if (!Objects.equals(was.get(metric), row.get(metric))) {
                    changes.add(new Change(metric, LocalDate.parse(day), was.get(metric), row.get(metric), null));
                }
            }
        }
        changes.sort(Comparator.comparing(Change::day).reversed());
        return changes;
    }

    private Change explained(
            Change change,
            MetricQuestion question,
            MetricRows then,
            MetricRows now,
            List<Shop> scope,
            Instant since,
            Caller caller) {
        RowsQuestion rows =
                new RowsQuestion(of(question, List.of(change.metric()), new DayRange(change.day(), change.day())));
        try {
            Sheets before = then.export(rows, caller);
            Sheets after = now.export(rows, caller);
            List<Because> because = new ArrayList<>();
            for (int p = 0; p < after.rows().size(); p++) {
                Part part = after.figure().parts().get(p);
                because.addAll(because(part, before.rows().get(p), after.rows().get(p), scope, since));
            }
            return new Change(change.metric(), change.day(), change.from(), change.to(), because);
        } catch (QuanjingException e) {
            if (e.errorCode() == WarehouseError.TOO_MANY_ROWS) {
                return change;
            }
            throw e;
        }
    }

    private List<Because> because(
            Part part,
            List<List<@Nullable Object>> allBefore,
            List<List<@Nullable Object>> allAfter,
            List<Shop> scope,
            Instant since) {
        // What a row does not bring to the figure has not changed it.
        List<List<@Nullable Object>> before = brought(part, allBefore);
        List<List<@Nullable Object>> after = brought(part, allAfter);
        int id = 1;
        Set<String> gone = ids(before, after, id);
        Set<String> came = ids(after, before, id);
        Set<String> added = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        Set<String> removed = new TreeSet<>();
        Set<String> had = new TreeSet<>();
        before.forEach(row -> had.add(String.valueOf(row.get(id))));
        Set<String> has = new TreeSet<>();
        after.forEach(row -> has.add(String.valueOf(row.get(id))));
        came.forEach(each -> (had.contains(each) ? changed : added).add(each));
        gone.forEach(each -> (has.contains(each) ? changed : removed).add(each));
        Map<String, Set<String>> hows = new LinkedHashMap<>();
        hows.put("added", added);
        hows.put("changed", changed);
        hows.put("removed", removed);
        List<Because> because = new ArrayList<>();
        hows.forEach((how, ids) -> {
            if (!ids.isEmpty()) {
                List<String> first = ids.stream().limit(FIRST_IDS).toList();
                because.add(new Because(
                        part.table(), part.title(), how, ids.size(), first, loads(part.table(), first, scope, since)));
            }
        });
        return because;
    }

    /** Of each row its shop, what tells it from others, and what it brings. */
    private static List<List<@Nullable Object>> brought(Part part, List<List<@Nullable Object>> rows) {
        List<Integer> places = new ArrayList<>(List.of(0, id(part)));
        for (int i = 0; i < part.columns().size(); i++) {
            if (part.columns().get(i).brings()) {
                places.add(i);
            }
        }
        return rows.stream()
                .<List<@Nullable Object>>map(row -> {
                    List<@Nullable Object> cells = new ArrayList<>();
                    places.forEach(place -> cells.add(row.get(place)));
                    return cells;
                })
                .toList();
    }

    /** The first column that tells a row from others. */
    private static int id(Part part) {
        List<Column> columns = part.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (!SYSTEM.contains(columns.get(i).id())) {
                return i;
            }
        }
        return 0;
    }

    /** Whose rows are in the one list more often than in the other. */
    private static Set<String> ids(List<List<@Nullable Object>> list, List<List<@Nullable Object>> other, int id) {
        Map<List<@Nullable Object>, Integer> left = new HashMap<>();
        other.forEach(row -> left.merge(row, 1, Integer::sum));
        Set<String> ids = new TreeSet<>();
        for (List<@Nullable Object> row : list) {
            Integer count = left.get(row);
            if (count == null || count == 0) {
                ids.add(String.valueOf(row.get(id)));
            } else {
                left.put(row, count - 1);
            }
        }
        return ids;
    }

    private List<String> loads(String table, List<String> ids, List<Shop> scope, Instant since) {
        List<String> facts = switch (table) {
            case "sales_line" -> List.of("order_header", "order_line");
            case "refund_line" -> List.of("refund");
            default -> List.of();
        };
        Set<String> loads = new TreeSet<>();
        List<String> shopIds = scope.stream().map(Shop::id).toList();
        for (String fact : facts) {
            String key = fact.equals("refund") ? "natural_key" : "order_id";
            warehouse
                    .query(
                            LookupRenderer.loads(fact, key, ids, shopIds, since, warehouse.dialect()),
                            QueryOptions.batch())
                    .rows()
                    .forEach(row -> loads.add(String.valueOf(row.getFirst())));
        }
        return List.copyOf(loads);
    }
}
