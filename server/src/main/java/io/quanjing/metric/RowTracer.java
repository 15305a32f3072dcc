package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Formula;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.dictionary.RowBook;
import io.quanjing.metric.plan.Keep;
import io.quanjing.metric.plan.PlanNode.Aggregate;
import io.quanjing.metric.plan.PlanNode.Compare;
import io.quanjing.metric.plan.PlanNode.Figures;
import io.quanjing.metric.plan.PlanNode.Limit;
import io.quanjing.metric.plan.Planner;
import io.quanjing.metric.plan.ResolvedQuestion;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans a figure's question as {@link MetricEngine} does and asks for the rows instead of what they add up to. */
final class RowTracer implements MetricRows {

    private static final int MOST_REREADS = 2;

    private final Dictionary dictionary;
    private final RowBook book;
    private final Warehouse warehouse;
    private final MetricEngine engine;
    private final Planner planner;
    private final Labels labels;
    private final QueryOptions exports;

    RowTracer(Dictionary dictionary, Warehouse warehouse, MetricEngine engine, QueryOptions exports) {
        this(dictionary, RowBook.load(dictionary), warehouse, engine, exports);
    }

    private RowTracer(
            Dictionary dictionary, RowBook book, Warehouse warehouse, MetricEngine engine, QueryOptions exports) {
        this.dictionary = dictionary;
        this.book = book;
        this.warehouse = warehouse;
        this.engine = engine;
        this.planner = new Planner(dictionary);
        this.labels = new Labels(warehouse);
        this.exports = exports;
    }

    /** One of the same warehouse that knows a shop's own names too. */
    RowTracer with(Dictionary other) {
        return new RowTracer(other, book, warehouse, engine.with(other), exports);
    }

    /** A figure with the parts that can be read. */
    private record Traced(Figure figure, List<RowPart> parts, ResolvedQuestion question) {}

    @Override
    public Page page(RowsQuestion question, Caller caller) {
        QueryOptions options = QueryOptions.interactive();
        boolean masked = !caller.role().includes(Role.ANALYST);
        return consistent(version -> {
            Traced traced = traced(question, caller, options);
            if (question.part() >= traced.parts().size()) {
                throw RowsQuestionParser.refused(
                        "part",
                        String.valueOf(question.part()),
                        "There is no part " + question.part() + " of the rows behind " + question.metric()
                                + ", which has " + traced.parts().size() + ". Maybe part=0.");
            }
            RowPart part = traced.parts().get(question.part());
            List<String> ids = part.columns().stream().map(Column::id).toList();
            List<Map<String, @Nullable Object>> rows =
                    part.read(question.offset(), question.limit(), warehouse, options).stream()
                            .map(cells -> {
                                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                                for (int i = 0; i < ids.size(); i++) {
                                    row.put(ids.get(i), masked && part.person(i) ? masked(cells.get(i)) : cells.get(i));
                                }
                                return row;
                            })
                            .toList();
            return new Page(
                    traced.figure(),
                    question.part(),
                    question.offset(),
                    rows,
                    labels.of(
                            part.dimensions(dictionary),
                            part.byDimension(rows),
                            traced.question().shops()),
                    masked,
                    traced.question().now(),
                    version);
        });
    }

    @Override
    public Sheets export(RowsQuestion question, Caller caller) {
        if (!caller.role().includes(Role.ANALYST)) {
            throw new QuanjingException(
                    MetricError.EXPORT_NOT_ALLOWED,
                    "The role " + caller.role() + " may not export rows; ANALYST may. Maybe ask an administrator.",
                    Map.of("role", caller.role().name()));
        }
        return consistent(version -> {
            Traced traced = traced(question, caller, exports);
            int columns = traced.parts().stream()
                    .mapToInt(part -> part.columns().size())
                    .max()
                    .orElse(1);
            int most = MetricEngine.mostExported(
                    exports.maxRows(), columns, Runtime.getRuntime().maxMemory());
            long all = traced.figure().parts().stream().mapToLong(Part::rows).sum();
            if (all > most) {
                throw new QuanjingException(
                        WarehouseError.TOO_MANY_ROWS,
                        "The figure has " + all + " rows behind it; a file has " + most
                                + " at most. Maybe ask for a shorter range or one shop.",
                        Map.of("limit", most));
            }
            return new Sheets(
                    traced.figure(),
                    traced.parts().stream()
                            .map(part -> part.read(0, most, warehouse, exports))
                            .toList());
        });
    }

    /** Rows and totals come from statements of their own: they add up if nothing came in between. */
    private <T> T consistent(Function<Long, T> reading) {
        long version = warehouse.version();
        T read = reading.apply(version);
        for (int again = 0; again < MOST_REREADS && warehouse.version() != version; again++) {
            version = warehouse.version();
            read = reading.apply(version);
        }
        return read;
    }

    private static @Nullable Object masked(@Nullable Object id) {
        if (id == null) {
            return null;
        }
        String text = id.toString();
        return text.length() < 3 ? "…" : text.charAt(0) + "…" + text.charAt(text.length() - 1);
    }

    private Traced traced(RowsQuestion asked, Caller caller, QueryOptions options) {
        ResolvedQuestion question = resolved(asked, caller);
        Metric metric = question.metrics().getFirst();
        List<RowPart> parts = parts(asked, question, metric);
        Map<String, BigDecimal> values = new HashMap<>();
        Set<String> currencies = new TreeSet<>();
        List<Part> shown = new ArrayList<>();
        for (RowPart part : parts) {
            shown.add(part.totals(values, currencies, warehouse, options));
        }
        if (currencies.size() > 1) {
            throw MetricEngine.mixed(question.shops(), currencies);
        }
        Formula formula = metric.definition();
        return new Traced(
                new Figure(
                        metric.id(),
                        days(asked, question),
                        metric.unit().name().toLowerCase(Locale.ROOT),
                        currencies.isEmpty()
                                ? MetricEngine.currency(question, currencies)
                                : currencies.iterator().next(),
                        AnswerRows.word(metric, formula.value(values)),
                        words(formula, 0),
                        formula.unknown(values),
                        shown),
                parts,
                question);
    }

    private ResolvedQuestion resolved(RowsQuestion asked, Caller caller) {
        MetricQuestion whole = asked.question();
        if (asked.eachDay()) {
            checkAddsUp(dictionary.metric(asked.metric()));
        }
        ResolvedQuestion question = engine.resolve(
                new MetricQuestion(
                        whole.metrics(),
                        whole.range(),
                        asked.eachDay()
                                ? Grain.DAY
                                : asked.base() && asked.period() != null ? whole.grain() : Grain.TOTAL,
                        List.of(),
                        whole.where(),
                        whole.shops(),
                        asked.base() ? whole.comparison() : null,
                        null,
                        1,
                        false,
                        asked.base() ? whole.against() : null),
                caller,
                1);
        if (asked.beyond() != null) {
            return question.beyond(
                    whole.by().stream().map(dictionary::dimension).toList(), shown(asked, caller));
        }
        AskedPeriod period = period(asked, question);
        if (period == null) {
            return question;
        }
        ResolvedQuestion ofHour = period.hour() == null
                ? question
                : question.keeping(List.of(new Keep(dictionary.dimension("hour"), List.of(period.hour()))));
        // What a period is compared with is known by the whole question alone.
        return asked.base() ? ofHour : ofHour.within(period.days());
    }

    private static @Nullable AskedPeriod period(RowsQuestion asked, ResolvedQuestion question) {
        String name = asked.period();
        return name == null ? null : AskedPeriod.of(name, asked.question(), question.shops());
    }

    /** The rows of all days are those of each, but only a sum of measures is what those add up to. */
    private static void checkAddsUp(Metric metric) {
        if (!metric.definition().linear()) {
            throw RowsQuestionParser.refused(
                    "each",
                    metric.id(),
                    "The days of " + metric.id() + " do not add up: it is " + words(metric.definition(), 0)
                            + ", worked out anew for each. Maybe without each.");
        }
    }

    /** What the first rows of the breakdown are about. */
    private List<List<@Nullable Object>> shown(RowsQuestion asked, Caller caller) {
        MetricQuestion whole = asked.question();
        Set<String> beside = new LinkedHashSet<>(asked.beside().isEmpty() ? whole.metrics() : asked.beside());
        if (whole.order() != null) {
            beside.add(whole.order());
        }
        MetricQuestion first = new MetricQuestion(
                List.copyOf(beside),
                whole.range(),
                Grain.TOTAL,
                whole.by(),
                whole.where(),
                whole.shops(),
                whole.comparison(),
                whole.order(),
                asked.beyond(),
                false,
                whole.against());
        return engine.ask(first.largestFirst(), caller).rows().stream()
                .<List<@Nullable Object>>map(row -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    whole.by().forEach(dimension -> values.add(row.get(dimension)));
                    return values;
                })
                .toList();
    }

    private List<RowPart> parts(RowsQuestion asked, ResolvedQuestion question, Metric metric) {
        List<Keep> cell = new ArrayList<>();
        asked.cell().forEach((id, value) -> cell.add(cell(dictionary.dimension(id), value)));
        Set<String> own = new LinkedHashSet<>();
        Set<String> wholes = new LinkedHashSet<>();
        collect(metric.definition(), own, wholes);
        List<RowPart> parts = new ArrayList<>();
        AskedPeriod beside = asked.base() ? period(asked, question) : null;
        Figures figures = figures(question.keeping(cell), asked.base());
        add(parts, figures.input(), own, false, beside, question);
        if (!wholes.isEmpty()) {
            // The plan of the breakdown: its totals come from the same tables as its rows.
            List<Dimension> by = cell.stream().map(Keep::dimension).toList();
            Limit totals = figures(question.by(by), asked.base()).totals();
            if (totals != null) {
                add(parts, totals, wholes, true, beside, question);
            }
        }
        return parts;
    }

    private void add(
            List<RowPart> parts,
            Limit limit,
            Set<String> measures,
            boolean whole,
            @Nullable AskedPeriod beside,
            ResolvedQuestion question) {
        for (Aggregate planned : limit.input().input().inputs()) {
            Aggregate aggregate = beside == null ? planned : beside.base(planned);
            Aggregate needed = new Aggregate(
                    aggregate.input(),
                    aggregate.keys(),
                    aggregate.measures().stream()
                            .filter(measure -> measures.contains(measure.id()))
                            .toList(),
                    aggregate.perShop(),
                    aggregate.counted());
            if (!needed.measures().isEmpty()) {
                parts.add(new RowPart(needed, whole, book, dictionary, question));
            }
        }
    }

    private Figures figures(ResolvedQuestion question, boolean base) {
        return switch (planner.plan(question)) {
            case Compare compare -> base ? compare.base() : compare.current();
            case Figures alone -> alone;
            default -> throw new IllegalStateException("A plan ends in figures.");
        };
    }

    private DayRange days(RowsQuestion asked, ResolvedQuestion question) {
        if (!asked.base()) {
            return question.range();
        }
        Aggregate first =
                figures(question, true).input().input().input().inputs().getFirst();
        AskedPeriod beside = period(asked, question);
        return (beside == null ? first : beside.base(first)).input().window().days();
    }

    private static Keep cell(Dimension dimension, @Nullable String value) {
        List<@Nullable Object> values = new ArrayList<>();
        if (value == null) {
            values.add(null);
        } else if (dimension.numeric()) {
            if (!value.matches("\\d{1,4}")) {
                throw RowsQuestionParser.refused(
                        "cell",
                        value,
                        "The value " + value + " of " + dimension.id() + " is no number. Maybe " + dimension.id()
                                + "=1.");
            }
            values.add(Long.valueOf(value));
        } else {
            values.add(value);
        }
        return new Keep(dimension.exactly(), values);
    }

    private static void collect(Formula formula, Set<String> own, Set<String> wholes) {
        switch (formula) {
            case Formula.Reference reference -> own.add(reference.id());
            case Formula.OfTotal total -> wholes.add(total.id());
            case Formula.Constant constant -> {}
            case Formula.Operation operation -> {
                collect(operation.left(), own, wholes);
                collect(operation.right(), own, wholes);
            }
            case Formula.Known known -> {
                collect(known.value(), own, wholes);
                own.add(known.missing());
            }
            case Formula.Noted noted -> {
                collect(noted.value(), own, wholes);
                own.add(noted.remark());
            }
        }
    }

    /** With brackets only where they are needed. */
    private static String words(Formula formula, int binds) {
        return switch (formula) {
            case Formula.Reference reference -> "{" + reference.id() + "}";
            case Formula.OfTotal total -> "{" + Formula.total(total.id()) + "}";
            case Formula.Constant constant -> constant.number().toPlainString();
            case Formula.Known known -> words(known.value(), binds);
            case Formula.Noted noted -> words(noted.value(), binds);
            case Formula.Operation operation -> {
                boolean sum = operation.sign() == '+' || operation.sign() == '-';
                int level = sum ? 1 : 3;
                String text = words(operation.left(), level) + " " + operation.sign() + " "
                        + words(
                                operation.right(),
                                operation.sign() == '+' || operation.sign() == '*' ? level : level + 1);
                yield level < binds ? "(" + text + ")" : text;
            }
        };
    }
}
