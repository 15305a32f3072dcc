package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.calendar.Alignment;
import io.quanjing.calendar.Calendar;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MeasuredRow.RowKey;
import io.quanjing.metric.MetricAnswer.Note;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.dictionary.MetricNotes;
import io.quanjing.metric.dictionary.Suggestion;
import io.quanjing.metric.plan.Keep;
import io.quanjing.metric.plan.PlanNode;
import io.quanjing.metric.plan.PlanNode.Compare;
import io.quanjing.metric.plan.PlanNode.Figures;
import io.quanjing.metric.plan.PlanNode.Limit;
import io.quanjing.metric.plan.Planner;
import io.quanjing.metric.plan.ResolvedQuestion;
import io.quanjing.metric.plan.Window;
import io.quanjing.metric.sql.PlanRenderer;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.ResultTable;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers questions: looks names up, plans, asks the warehouse, puts the rows together. */
final class MetricEngine implements Metrics {

    /** What a row and each of its cells take at most, from the warehouse's answer to the file: measured with a million rows of six. */
    private static final long ROW_BYTES = 500;

    private static final long CELL_BYTES = 200;

    private static final int MOST_REREADS = 2;

    private final Dictionary dictionary;
    private final Warehouse warehouse;
    private final Shops shops;
    private final Calendar calendar;
    private final InstantSource clock;
    private final Planner planner;
    private final ValueResolver values;
    private final Labels labels;
    private final ValueSearch search;
    private final QueryOptions exports;
    private final Histories histories;
    private final SettledRows settled;

    /** Without a calendar, so that nothing is compared by event. */
    MetricEngine(Dictionary dictionary, Warehouse warehouse, Shops shops, InstantSource clock) {
        this(dictionary, warehouse, shops, Calendar.of(List.of()), clock);
    }

    MetricEngine(Dictionary dictionary, Warehouse warehouse, Shops shops, Calendar calendar, InstantSource clock) {
        this(dictionary, warehouse, shops, calendar, clock, QueryOptions.batch());
    }

    MetricEngine(
            Dictionary dictionary,
            Warehouse warehouse,
            Shops shops,
            Calendar calendar,
            InstantSource clock,
            QueryOptions exports) {
        this(
                dictionary,
                warehouse,
                shops,
                calendar,
                clock,
                exports,
                new Histories(dictionary, warehouse),
                new SettledRows(warehouse));
    }

    private MetricEngine(
            Dictionary dictionary,
            Warehouse warehouse,
            Shops shops,
            Calendar calendar,
            InstantSource clock,
            QueryOptions exports,
            Histories histories,
            SettledRows settled) {
        this.dictionary = dictionary;
        this.warehouse = warehouse;
        this.shops = shops;
        this.calendar = calendar;
        this.clock = clock;
        this.planner = new Planner(dictionary);
        this.values = new ValueResolver(dictionary, warehouse);
        this.labels = new Labels(warehouse);
        this.search = new ValueSearch(dictionary, warehouse, labels);
        this.exports = exports;
        this.histories = histories;
        this.settled = settled;
    }

    /** An engine of the same warehouse that knows other names. */
    MetricEngine with(Dictionary other) {
        return new MetricEngine(other, warehouse, shops, calendar, clock, exports, histories, settled);
    }

    /** One shop can have two only from facts of before the doors compared; a shop counts in one currency. */
    static QuanjingException mixed(List<Shop> shops, Set<String> currencies) {
        String maybe = shops.size() > 1
                ? "Maybe ask for one shop."
                : "The shop " + shops.getFirst().name() + " counts in "
                        + shops.getFirst().currency().getCurrencyCode()
                        + ", and some of its facts came in another currency. Maybe import those again in the shop's.";
        return new QuanjingException(
                MetricError.MIXED_CURRENCIES,
                "The amounts are in several currencies (" + String.join(", ", currencies) + "), which do not add up. "
                        + maybe,
                Map.of("currencies", List.copyOf(currencies)));
    }

    @Override
    public MetricAnswer ask(MetricQuestion question, Caller caller) {
        QueryOptions board = QueryOptions.interactive();
        ResolvedQuestion resolved = resolve(question, caller, board.maxRows());
        MetricAnswer answer = answer(resolved, question.rest(), board);
        return answer.with(labels.of(resolved.by(), answer.rows(), resolved.shops()));
    }

    @Override
    public MetricAnswer export(MetricQuestion question, Caller caller) {
        int most = mostExported(
                exports.maxRows(),
                MetricCsv.columns(question).size(),
                Runtime.getRuntime().maxMemory());
        ResolvedQuestion resolved = resolve(question, caller, most);
        MetricAnswer answer = answer(resolved, question.rest(), exports);
        if (answer.truncated() && question.limit() == null) {
            throw new QuanjingException(
                    WarehouseError.TOO_MANY_ROWS,
                    "The answer has more than " + most
                            + " rows, which is the most of one export. Maybe ask for a shorter range or fewer dimensions.",
                    Map.of("limit", most));
        }
        // Nobody reads more rows than that, and their titles would be asked for by one statement of a million values.
        return answer.rows().size() > Labels.MOST
                ? answer
                : answer.with(labels.of(resolved.by(), answer.rows(), resolved.shops()));
    }

    /** As many rows as a third of the heap holds while they are put together, so that an export does not take the server down. */
    static int mostExported(int most, int columns, long heapBytes) {
        return (int) Math.min(most, heapBytes / 3 / (ROW_BYTES + columns * CELL_BYTES));
    }

    private static void checkWhole(ResolvedQuestion resolved) {
        if (resolved.by().isEmpty()
                || resolved.grain() != Grain.TOTAL
                || resolved.limit() > MetricQuestion.MOST_BESIDE_REST) {
            throw new QuanjingException(
                    MetricError.BAD_REST,
                    "The rest is asked of " + (resolved.by().isEmpty() ? "no" : "a") + " breakdown by "
                            + resolved.grain().id() + " with a limit of " + resolved.limit()
                            + " rows; it is what a breakdown without periods leaves away beyond "
                            + MetricQuestion.MOST_BESIDE_REST + " rows at most. Maybe by=product and limit=20.",
                    Map.of("limit", MetricQuestion.MOST_BESIDE_REST));
        }
    }

    private MetricAnswer answer(ResolvedQuestion resolved, boolean rest, QueryOptions options) {
        if (rest) {
            checkWhole(resolved);
        }
        // Before the question: an answer may be newer than its version says, never older.
        long version = warehouse.version();
        MetricAnswer answer = answer(resolved, rest, version, options);
        // Rows, rest and total come from statements of their own: they add up if nothing came in between.
        for (int again = 0; rest && again < MOST_REREADS && warehouse.version() != version; again++) {
            version = warehouse.version();
            answer = answer(resolved, true, version, options);
        }
        return answer;
    }

    private MetricAnswer answer(ResolvedQuestion resolved, boolean rest, long version, QueryOptions options) {
        Set<String> currencies = new TreeSet<>();
        Asked asked = asked(resolved, currencies, options);
        List<Map<String, @Nullable Object>> rows = asked.answer().rows();
        Asked total = rest ? asked(resolved.beyond(List.of()), currencies, options) : asked;
        MetricAnswer.Whole whole = rest ? whole(resolved, asked, total, currencies, options) : null;
        if (currencies.size() > 1) {
            throw mixed(resolved.shops(), currencies);
        }
        AnswerRows.Base base = asked.base();
        return new MetricAnswer(
                rows,
                resolved.range(),
                base == null ? null : base.window().days(),
                currency(resolved, currencies),
                notes(
                        asked.figures(),
                        resolved,
                        rest ? total.current() : asked.shown(),
                        base,
                        asked.answer().shortHistory()),
                asked.answer().truncated(),
                resolved.now(),
                version,
                whole,
                Map.of(),
                asked.answer().basePeriods());
    }

    /** A question with what the warehouse said to it. */
    private record Asked(
            Figures figures, Map<RowKey, MeasuredRow> current, AnswerRows.@Nullable Base base, AnswerRows answer) {

        /** What was measured for the rows of the answer; more may have been read than it has room for. */
        Map<RowKey, MeasuredRow> shown() {
            Map<RowKey, MeasuredRow> shown = new LinkedHashMap<>();
            answer.shown().forEach(key -> {
                MeasuredRow row = current.get(key);
                if (row != null) {
                    shown.put(key, row);
                }
            });
            return shown;
        }
    }

    private Asked asked(ResolvedQuestion resolved, Set<String> currencies, QueryOptions options) {
        PlanNode plan = planner.plan(resolved);
        Figures figures = switch (plan) {
            case Compare compare -> compare.current();
            case Figures alone -> alone;
            default -> throw new IllegalStateException("A plan ends in figures, not in " + plan + ".");
        };
        Map<RowKey, MeasuredRow> current = run(figures, resolved, currencies, options);
        AnswerRows.Base base = null;
        if (plan instanceof Compare compare) {
            base = new AnswerRows.Base(
                    run(compare.base(), resolved, currencies, options),
                    window(compare.base().input()),
                    histories(compare.base(), resolved),
                    wholeDays(compare.base()));
        }
        return new Asked(figures, current, base, new AnswerRows(resolved, current, base));
    }

    private MetricAnswer.Whole whole(
            ResolvedQuestion resolved, Asked asked, Asked total, Set<String> currencies, QueryOptions options) {
        List<List<@Nullable Object>> shown =
                asked.answer().shown().stream().map(RowKey::values).toList();
        long others = asked.answer().left();
        Map<String, @Nullable Object> rest = null;
        if (others > 0) {
            if (asked.current().size() > resolved.limit()) {
                others = rows(asked.figures().input().input().input(), resolved, options) - shown.size();
            }
            rest = asked(resolved.beyond(shown), currencies, options)
                    .answer()
                    .rows()
                    .getFirst();
        }
        return new MetricAnswer.Whole(others, rest, total.answer().rows().getFirst());
    }

    private long rows(PlanNode.Merge merge, ResolvedQuestion question, QueryOptions options) {
        Object count = warehouse
                .query(
                        PlanRenderer.rows(merge, question.now(), warehouse.dialect()),
                        new QueryOptions(options.lane(), options.timeout(), 1))
                .rows()
                .getFirst()
                .getFirst();
        return ((Number) Objects.requireNonNull(count)).longValue();
    }

    @Override
    public List<FoundValue> values(String dimension, String text, List<String> named, Caller caller) {
        MetricQuestionParser.checkLength("the text to find", text);
        return search.find(dictionary.dimension(dimension), text, ShopScope.of(named, shops, caller));
    }

    @Override
    public MetricDictionary dictionary() {
        return new MetricDictionary(
                dictionary.metrics().values().stream()
                        .map(metric -> new MetricDictionary.Metric(
                                metric.id(),
                                id(metric.kind()),
                                Labels.label(metric.title()),
                                Labels.label(metric.text()),
                                Labels.label(metric.formula()),
                                id(metric.unit()),
                                id(metric.direction()),
                                id(metric.additivity()),
                                id(metric.refundBasis()),
                                metric.grain().id(),
                                metric.owner(),
                                MetricNotes.ofProgram().group(metric.id()),
                                List.copyOf(metric.dimensions()),
                                metric.ways().products(),
                                metric.ways().terms().stream()
                                        .map(term -> (term.minus() ? "-" : "") + term.metric())
                                        .toList(),
                                metric.ways().sides()))
                        .toList(),
                dictionary.dimensions().values().stream()
                        .map(dimension -> {
                            Map<String, MetricAnswer.Label> titles = new LinkedHashMap<>();
                            dimension.values().forEach((value, title) -> titles.put(value, Labels.label(title)));
                            return new MetricDictionary.Dimension(
                                    dimension.id(), Labels.label(dimension.title()), titles);
                        })
                        .toList());
    }

    private static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Looks up every name of a question; without a limit of its own, it has this many rows at most. */
    ResolvedQuestion resolve(MetricQuestion question, Caller caller, int mostRows) {
        List<Metric> metrics =
                question.metrics().stream().map(dictionary::metric).toList();
        List<Dimension> by =
                question.by().stream().map(dictionary::dimension).distinct().toList();
        List<Shop> scope = ShopScope.of(question.shops(), shops, caller);
        List<Keep> keeps = new ArrayList<>();
        question.where()
                .forEach((dimension, texts) ->
                        keeps.add(values.resolve(dictionary.dimension(dimension), texts, scope, metrics)));
        Metric order = null;
        if (question.order() != null) {
            if (!question.metrics().contains(question.order())) {
                throw new QuanjingException(
                        MetricError.BAD_ORDER,
                        "The rows cannot be ordered by " + question.order() + ", which is not asked for. "
                                + Suggestion.maybe(question.order(), question.metrics()),
                        Map.of("value", question.order()));
            }
            order = dictionary.metric(question.order());
        }
        return new ResolvedQuestion(
                metrics,
                question.range(),
                question.grain(),
                by,
                keeps,
                scope,
                question.comparison(),
                order,
                question.limit() == null ? mostRows : question.limit(),
                clock.instant(),
                null,
                alignment(question, scope),
                question.against() == null ? null : question.against().days());
    }

    private @Nullable Alignment alignment(MetricQuestion question, List<Shop> scope) {
        return question.comparison() == MetricQuestion.Comparison.EVENT
                ? calendar.align(
                        question.against() == null ? null : question.against().event(),
                        question.range(),
                        scope.stream().map(Shop::id).toList())
                : null;
    }

    private Map<RowKey, MeasuredRow> run(
            Figures figures, ResolvedQuestion question, Set<String> currencies, QueryOptions options) {
        Map<RowKey, MeasuredRow> rows = run(figures.input(), question, currencies, options);
        return figures.totals() == null
                ? rows
                : MeasuredRow.withTotals(rows, run(figures.totals(), question, currencies, options));
    }

    private Map<RowKey, MeasuredRow> run(
            Limit limit, ResolvedQuestion question, Set<String> currencies, QueryOptions options) {
        SettledRows.Rows rows = options.lane() == QueryOptions.Lane.INTERACTIVE
                ? settled.of(limit, question, part -> read(part, question, options))
                : read(limit, question, options);
        currencies.addAll(rows.currencies());
        return rows.byKey();
    }

    private SettledRows.Rows read(Limit limit, ResolvedQuestion question, QueryOptions options) {
        Set<String> currencies = new TreeSet<>();
        ResultTable table = warehouse.query(
                PlanRenderer.render(limit, question.now(), warehouse.dialect()),
                new QueryOptions(options.lane(), options.timeout(), limit.rows()));
        return new SettledRows.Rows(
                MeasuredRow.read(table, limit.input().input(), question.grain(), currencies), currencies);
    }

    private static Window window(Limit limit) {
        return limit.input().input().inputs().getFirst().input().window();
    }

    /** The day from which each metric is known: the latest start of the tables that it needs. */
    private Map<String, LocalDate> histories(Figures figures, ResolvedQuestion question) {
        Map<String, LocalDate> firsts = new HashMap<>();
        for (PlanNode.Aggregate aggregate : figures.input().input().input().inputs()) {
            LocalDate first = first(aggregate.input().input().entity().history(), question);
            aggregate.measures().forEach(measure -> firsts.put(measure.id(), first == null ? LocalDate.MAX : first));
        }
        Map<String, LocalDate> histories = new HashMap<>();
        for (Metric metric : question.metrics()) {
            metric.definition().measures().stream()
                    .map(measure -> Objects.requireNonNull(firsts.get(measure)))
                    .max(LocalDate::compareTo)
                    .filter(day -> !day.equals(LocalDate.MAX))
                    .ifPresent(day -> histories.put(metric.id(), day));
        }
        return histories;
    }

    /** The metrics with a part that is only known by the day. */
    private static Set<String> wholeDays(Figures figures) {
        Set<String> measures = new HashSet<>();
        for (PlanNode.Aggregate aggregate : figures.input().input().input().inputs()) {
            if (aggregate.input().input().time().wholeDays()) {
                aggregate.measures().forEach(measure -> measures.add(measure.id()));
            }
        }
        return figures.metrics().stream()
                .filter(metric -> metric.definition().measures().stream().anyMatch(measures::contains))
                .map(Metric::id)
                .collect(Collectors.toSet());
    }

    private @Nullable LocalDate first(Entity.History table, ResolvedQuestion question) {
        return histories.first(table, question.shops().stream().map(Shop::id).toList());
    }

    static @Nullable String currency(ResolvedQuestion question, Set<String> found) {
        if (question.metrics().stream().noneMatch(metric -> metric.unit() == Metric.Unit.AMOUNT)) {
            return null;
        }
        if (!found.isEmpty()) {
            return found.iterator().next();
        }
        List<Currency> currencies =
                question.shops().stream().map(Shop::currency).distinct().toList();
        return currencies.size() == 1 ? currencies.getFirst().getCurrencyCode() : null;
    }

    private List<Note> notes(
            Figures figures,
            ResolvedQuestion question,
            Map<RowKey, MeasuredRow> current,
            AnswerRows.@Nullable Base base,
            boolean shortHistory) {
        List<Note> notes = new ArrayList<>();
        for (Metric metric : question.metrics()) {
            for (Metric.Caveat caveat :
                    Planner.caveats(dictionary, metric.definition().measures())) {
                BigDecimal without = sum(current, caveat.measure());
                if (without.signum() > 0) {
                    notes.add(new Note(
                            MetricError.UNKNOWN_METRIC.module() + "." + caveat.note(),
                            metric.id(),
                            Map.of(
                                    "without", without.longValue(),
                                    "items", sum(current, caveat.of()).longValue())));
                }
            }
        }
        notes.addAll(tooYoung(figures, question));
        if (question.open()) {
            notes.add(new Note("metric.open_period", "", Map.of("until", wallClock(question))));
        }
        if (question.open() && base != null) {
            base.wholeDays().stream()
                    .sorted()
                    .forEach(metric -> notes.add(new Note("metric.reported_by_day", metric, Map.of())));
        }
        if (base != null) {
            notes.addAll(BaseNotes.of(question, base.window()));
        }
        if (shortHistory && base != null) {
            base.history().forEach((metric, since) -> {
                if (base.window().days().from().isBefore(since)) {
                    notes.add(new Note("metric.not_enough_history", metric, Map.of("since", since.toString())));
                }
            });
        }
        return notes;
    }

    /**
     * Who bought before the first known day is not known: buyers seem new for as many days as are looked back, and of what is said of days
     * before the end of a period a part is missing.
     */
    private List<Note> tooYoung(Figures figures, ResolvedQuestion question) {
        int split = Stream.concat(
                        question.by().stream(), question.keeps().stream().map(Keep::dimension))
                .mapToInt(Dimension::looksBack)
                .max()
                .orElse(0);
        Map<String, Note> notes = new LinkedHashMap<>();
        for (PlanNode.Aggregate aggregate : figures.input().input().input().inputs()) {
            for (Entity.Measure measure : aggregate.measures()) {
                int before = measure.counting().looksBack();
                int days = Math.max(Math.max(split, measure.looksBack()), before);
                LocalDate first = days == 0
                        ? null
                        : first(aggregate.input().input().entity().history(), question);
                LocalDate day =
                        before > 0 ? question.range().to() : question.range().from();
                if (first != null && day.minusDays(days).isBefore(first)) {
                    String code = before > 0 ? "metric.history_too_short" : "metric.buyers_seem_new";
                    question.metrics().stream()
                            .filter(metric -> metric.definition().measures().contains(measure.id()))
                            .forEach(metric -> notes.putIfAbsent(
                                    metric.id(),
                                    new Note(code, metric.id(), Map.of("since", first.toString(), "days", days))));
                }
            }
        }
        return List.copyOf(notes.values());
    }

    private static BigDecimal sum(Map<RowKey, MeasuredRow> rows, String measure) {
        return rows.values().stream()
                .map(row -> row.measures().getOrDefault(measure, BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String wallClock(ResolvedQuestion question) {
        ZoneId zone = question.shops().getFirst().clock().zone();
        Instant now = question.now();
        return LocalDateTime.ofInstant(now, zone)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
