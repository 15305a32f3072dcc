package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricRows.Column;
import io.quanjing.metric.MetricRows.Kind;
import io.quanjing.metric.MetricRows.Part;
import io.quanjing.metric.MetricRows.Total;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.dictionary.Formula;
import io.quanjing.metric.dictionary.RowBook;
import io.quanjing.metric.dictionary.Title;
import io.quanjing.metric.plan.Counted;
import io.quanjing.metric.plan.PlanNode.Aggregate;
import io.quanjing.metric.plan.ResolvedQuestion;
import io.quanjing.metric.sql.RowRenderer;
import io.quanjing.metric.sql.RowRenderer.How;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of one table behind a figure. */
final class RowPart {

    private static final Title SHOP = new Title("店铺", "Shop");
    private static final Title DAY = new Title("日期", "Day");
    private static final Title HOUR = new Title("小时", "Hour");
    private static final Title AT = new Title("时间", "Time");

    private final Aggregate aggregate;
    private final boolean whole;
    private final RowBook book;
    private final Entity entity;
    private final RowRenderer rows;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> origins = new ArrayList<>();
    private final List<Title> measures;
    private final Map<String, ZoneId> zones;

    RowPart(Aggregate aggregate, boolean whole, RowBook book, Dictionary dictionary, ResolvedQuestion question) {
        this.aggregate = aggregate;
        this.whole = whole;
        this.book = book;
        this.entity = aggregate.input().input().entity();
        Set<String> ids = aggregate.measures().stream().map(Measure::id).collect(Collectors.toSet());
        List<String> shown = book.table(entity).columns().stream()
                .filter(column -> !ids.contains(column))
                .toList();
        this.rows = new RowRenderer(aggregate, shown, question.now());
        this.measures = aggregate.measures().stream()
                .map(measure -> book.measure(measure, dictionary))
                .toList();
        this.zones = question.shops().stream()
                .collect(Collectors.toMap(Shop::id, shop -> shop.clock().zone()));
        columns(dictionary);
    }

    private void columns(Dictionary dictionary) {
        List<String> names = rows.columns();
        int brought = names.size() - measures.size();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (i >= brought) {
                Measure measure = aggregate.measures().get(i - brought);
                boolean thing = isThing(rows.how(measure));
                Kind kind = thing
                        ? Kind.TEXT
                        : !measure.decimal() ? Kind.COUNT : entity.currency() == null ? Kind.NUMBER : Kind.AMOUNT;
                columns.add(new Column(name, Labels.label(measures.get(i - brought)), kind, null, true));
                origins.add(thing ? String.valueOf(measure.column()) : "");
                continue;
            }
            String origin = name.equals(RowRenderer.THING)
                    ? String.valueOf(aggregate.measures().getFirst().column())
                    : name;
            origins.add(origin);
            columns.add(
                    switch (name) {
                        case RowRenderer.SHOP -> new Column(name, Labels.label(SHOP), Kind.TEXT, "shop", false);
                        case RowRenderer.DAY -> new Column(name, Labels.label(DAY), Kind.DAY, null, false);
                        case RowRenderer.HOUR -> new Column(name, Labels.label(HOUR), Kind.COUNT, "hour", false);
                        case RowRenderer.AT -> new Column(name, Labels.label(AT), Kind.MOMENT, null, false);
                        default -> column(origin, dictionary);
                    });
        }
    }

    private static boolean isThing(How how) {
        return how == How.DISTINCT || how == How.DISTINCT_BY_DAY;
    }

    private Column column(String name, Dictionary dictionary) {
        String dimension = RowBook.dimension(entity, name);
        Title title = dimension == null
                ? Objects.requireNonNull(book.columns().get(name))
                : dictionary.dimension(dimension).title();
        return new Column(name, Labels.label(title), Kind.TEXT, dimension, false);
    }

    List<Column> columns() {
        return columns;
    }

    /** Whether a column names somebody. */
    boolean person(int column) {
        return book.people().contains(origins.get(column));
    }

    List<Dimension> dimensions(Dictionary dictionary) {
        return columns.stream()
                .flatMap(column -> column.dimension() == null
                        ? java.util.stream.Stream.empty()
                        : java.util.stream.Stream.of(dictionary.dimension(column.dimension())))
                .distinct()
                .toList();
    }

    /** The rows by the ids of the dimensions, some of which have columns of other names. */
    List<Map<String, @Nullable Object>> byDimension(List<Map<String, @Nullable Object>> shown) {
        return shown.stream()
                .map(row -> {
                    Map<String, @Nullable Object> values = new LinkedHashMap<>();
                    for (Column column : columns) {
                        if (column.dimension() != null) {
                            values.put(column.dimension(), row.get(column.id()));
                        }
                    }
                    return values;
                })
                .toList();
    }

    /** What the rows add up to; puts the values under the names that the formula has for them. */
    Part totals(Map<String, BigDecimal> values, Set<String> currencies, Warehouse warehouse, QueryOptions options) {
        List<@Nullable Object> row = warehouse
                .query(rows.totals(warehouse.dialect()), new QueryOptions(options.lane(), options.timeout(), 1))
                .rows()
                .getFirst();
        List<Total> totals = new ArrayList<>();
        for (int i = 0; i < aggregate.measures().size(); i++) {
            Measure measure = aggregate.measures().get(i);
            Object read = row.get(i + 1);
            BigDecimal value = read == null ? BigDecimal.ZERO : MeasuredRow.number(read);
            String name = whole ? Formula.total(measure.id()) : measure.id();
            if (read != null) {
                values.put(name, value);
            }
            totals.add(new Total(
                    name,
                    measure.id(),
                    Labels.label(measures.get(i)),
                    rows.how(measure).name().toLowerCase(Locale.ROOT),
                    measure.decimal() ? decimal(value) : value.toBigInteger().toString()));
        }
        for (int i = 0; i < 2; i++) {
            Object currency = row.get(1 + aggregate.measures().size() + i);
            if (currency != null) {
                currencies.add(currency.toString());
            }
        }
        long count = MeasuredRow.number(Objects.requireNonNull(row.getFirst())).longValue();
        return new Part(entity.name(), title(), whole, count, List.copyOf(columns), totals);
    }

    private Label title() {
        if (aggregate.counted() instanceof Counted.Each) {
            return Labels.label(book.table(entity).title());
        }
        return Labels.label(measures.getFirst());
    }

    /** Some rows, each value as it is shown: amounts in letters, moments on the wall clock of the row's shop. */
    List<List<@Nullable Object>> read(int offset, int most, Warehouse warehouse, QueryOptions options) {
        return warehouse
                .query(
                        rows.list(offset, most, warehouse.dialect()),
                        new QueryOptions(options.lane(), options.timeout(), most))
                .rows()
                .stream()
                .map(this::worded)
                .toList();
    }

    private List<@Nullable Object> worded(List<@Nullable Object> row) {
        List<@Nullable Object> cells = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            cells.add(
                    switch (columns.get(i).kind()) {
                        case AMOUNT, NUMBER -> value == null ? null : decimal(MeasuredRow.number(value));
                        case COUNT ->
                            value == null ? null : MeasuredRow.number(value).longValue();
                        case MOMENT ->
                            value instanceof Instant at
                                    ? LocalDateTime.ofInstant(
                                                    at,
                                                    zones.getOrDefault(String.valueOf(row.getFirst()), ZoneOffset.UTC))
                                            .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                                    : null;
                        case DAY, TEXT -> value == null ? null : value.toString();
                    });
        }
        return cells;
    }

    /** Exact, with two places at least. */
    private static String decimal(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return (shortest.scale() < 2 ? shortest.setScale(2) : shortest).toPlainString();
    }
}
