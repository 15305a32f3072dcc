package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricQuestion.Against;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same question gives the same rows, in the same order and with the same notes, whichever engine holds the facts: metrics by the
 * dimensions that they have, in every grain, compared, filtered and cut off, over shops with a night cut-off, a second shop and one with summer
 * time. What the rows have to be is the other tests' matter; here one engine checks the other.
 */
@Execution(ExecutionMode.CONCURRENT)
class SameAnswersTest {

    private static final Dictionary DICTIONARY = Dictionary.load();
    private static final String SPRING = "2026-02-01..2026-04-15";

    /** With {@code -Dquanjing.test.everything=true} every metric is asked for by every dimension, which takes minutes. */
    private static final boolean EVERYTHING = Boolean.getBoolean("quanjing.test.everything");

    private static final int FEW = 9;

    static List<Story.Ask> questions() {
        List<Story.Ask> questions = new ArrayList<>();
        String all = ids(Story.ofRows(true));
        String byHour = ids(Story.ofRows(true).stream()
                .filter(metric -> metric.grain() == Grain.HOUR)
                .toList());
        for (Grain grain : Grain.values()) {
            String days = grain == Grain.HOUR ? "2026-02-10..2026-02-11" : SPRING;
            questions.add(ask(grain == Grain.HOUR ? byHour : all, days).grain(grain));
            if (grain == Grain.WEEK || (EVERYTHING && grain != Grain.HOUR)) {
                // the hours of shops whose days start at different hours do not line up
                questions.add(ask(all, days).grain(grain).shops("night", "day"));
            }
        }
        for (String dimension : DICTIONARY.dimensions().keySet()) {
            questions.add(
                    ask(byDimension(dimension), SPRING).shops("night", "day").by(dimension));
        }
        // the open day, of which the base ends at the same minute: of an order, of its lines, of a visit and of a day
        for (String dimension : List.of("channel", "category_1", "device", "weekday")) {
            questions.add(ask(byDimension(dimension), "2026-04-15..2026-04-15")
                    .by(dimension)
                    .compare(Comparison.PREVIOUS));
        }
        // last year's warm-up was longer and its peak shorter; and three days beside seven
        questions.add(ask("gmv,buyers,visitors", "2026-04-08..2026-04-15")
                .grain(Grain.DAY)
                .compare(Comparison.EVENT));
        questions.add(ask("gmv,buyers,visitors", "2026-04-01..2026-04-30").compare(Comparison.EVENT));
        questions.add(ask("gmv,buyers", "2026-04-09..2026-04-15")
                .grain(Grain.DAY)
                .against(Comparison.CUSTOM, new Against(null, Story.days("2025-04-15..2025-04-17"))));
        questions.add(
                ask("gmv,buyers", "2026-04-01..2026-04-30").grain(Grain.DAY).compare(Comparison.LAST_MONTH));
        for (Comparison comparison : List.of(Comparison.PREVIOUS, Comparison.LAST_YEAR)) {
            // the open day, of which the base ends at the same minute
            questions.add(ask(all, "2026-04-15..2026-04-15").compare(comparison));
            questions.add(ask(all, "2026-04-01..2026-04-15").compare(comparison).grain(Grain.DAY));
            questions.add(ask(all, "2026-03-29..2026-03-29").shops("berlin").compare(comparison));
        }
        // what was ordered is not what was paid, nor on the same day
        questions.add(ask(all, "2026-01-10..2026-01-11").shops("berlin").grain(Grain.DAY));
        // an hour that exists twice and one that does not exist
        questions.add(ask(byHour, "2025-10-26..2025-10-26").shops("berlin").grain(Grain.HOUR));
        questions.add(ask(byHour, "2026-03-29..2026-03-29").shops("berlin").grain(Grain.HOUR));
        questions.add(ask("gmv,paid_orders", SPRING).by("product").top("gmv", 2));
        questions.add(ask("gmv,paid_orders", SPRING).where("region", "上海").by("category_1"));
        questions.add(ask("gmv,page_views", SPRING).where("channel", "taobao_search"));
        // what is left beyond the first rows, with rows that have no value, and of two dimensions
        for (String dimension : List.of("category_2", "channel_kind", "weekday")) {
            // sums, counts of different things and ratios of both; Trino takes no statement of more than 150 stages
            List<String> metrics =
                    List.of("gmv", "buyers", "aov", "gross_margin", "visitors", "pay_rate", "bounce_rate");
            String known = ids(metrics.stream()
                    .map(DICTIONARY::metric)
                    .filter(metric -> metric.dimensions().contains(dimension))
                    .toList());
            questions.add(ask(known, SPRING)
                    .shops("night", "day")
                    .by(dimension)
                    .compare(Comparison.PREVIOUS)
                    .top("gmv", 1)
                    .rest());
        }
        questions.add(ask("gmv,buyers,repeat_buyers,repurchase_rate,visitors,retention_d1", SPRING)
                .by("channel_kind")
                .top("gmv", 1)
                .rest());
        questions.add(ask("gmv,buyers,visitors", "2026-04-13..2026-04-15")
                .by("region", "device")
                .top("gmv", 2)
                .rest());
        // nothing at all
        questions.add(ask(all, "2019-01-01..2019-01-31"));
        questions.add(ask("gmv", "2019-01-01..2019-01-31").by("region"));
        return questions;
    }

    /** The metrics that have a dimension; a third of them for each, another one for the next, unless everything is asked for. */
    private static String byDimension(String dimension) {
        int place = List.copyOf(DICTIONARY.dimensions().keySet()).indexOf(dimension);
        List<Metric> metrics = Story.ofRows(true).stream()
                .filter(metric -> metric.dimensions().contains(dimension))
                .toList();
        return ids(IntStream.range(0, metrics.size())
                .filter(index -> EVERYTHING || metrics.size() < FEW || (index + place) % 3 == 0)
                .mapToObj(metrics::get)
                .toList());
    }

    private static String ids(List<Metric> metrics) {
        return String.join(",", metrics.stream().map(Metric::id).toList());
    }

    static List<Story.Ask> questionsOfTheClub() {
        String days = "2025-06-01..2026-06-15";
        String all = ids(Story.ofRows(false));
        String byChannel = ids(Story.ofRows(false).stream()
                .filter(metric -> metric.dimensions().contains("channel"))
                .toList());
        return List.of(
                ask(all, days).shops("club").grain(Grain.MONTH).compare(Comparison.LAST_YEAR),
                ask(byChannel, days).shops("club").by("channel"),
                ask(all, "2026-06-01..2026-06-15").shops("club", "night").grain(Grain.DAY),
                ask(ids(Story.ofRows(true)), "2026-05-01..2026-05-31")
                        .shops("club")
                        .grain(Grain.WEEK),
                ask(all, days).shops("wien"));
    }

    @ParameterizedTest
    @MethodSource("questionsOfTheClub")
    void soDoesWhatComesBack(Story.Ask ask) {
        check(ask, Story.get().metrics(ClubStory.NOW), Story.distributed().metrics(ClubStory.NOW));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyEngineGivesTheSameAnswer(Story.Ask ask) {
        check(ask, Story.get().metrics, Story.distributed().metrics);
    }

    /** The past, fetched from the one engine, of a moment after everything was written. */
    @Test
    void whatIsKnownNowIsTheLastOfThePasts() {
        Warehouse distributed = Story.distributed().warehouse;
        Instant known = Instant.now();
        KnownPasts pasts = new KnownPasts(
                AsOfStory.dictionaries(Story.SHOPS),
                distributed,
                Story.SHOPS,
                Story.CALENDAR,
                InstantSource.fixed(known));
        Metrics then = pasts.over(known, Story.NOW).metrics();
        questions().forEach(ask -> check(ask, Story.get().metrics, then));
        Metrics ofTheClub = pasts.over(known, ClubStory.NOW).metrics();
        questionsOfTheClub().forEach(ask -> check(ask, Story.get().metrics(ClubStory.NOW), ofTheClub));
    }

    private static void check(Story.Ask ask, Metrics here, Metrics there) {
        MetricAnswer embedded = here.ask(ask.question(), Story.EVERYTHING);
        MetricAnswer distributed = there.ask(ask.question(), Story.EVERYTHING);

        assertThat(distributed.rows()).isEqualTo(embedded.rows());
        assertThat(distributed.whole()).isEqualTo(embedded.whole());
        assertThat(distributed.notes()).isEqualTo(embedded.notes());
        assertThat(distributed.currency()).isEqualTo(embedded.currency());
        assertThat(distributed.base()).isEqualTo(embedded.base());
    }

    @Test
    void everyEngineTellsTheSameOfTheRunningDay() {
        InstantSource evening = InstantSource.fixed(Instant.parse("2026-02-11T12:30:00Z"));
        List<LatestOrders.PaidOrder> orders = new OrderTicker(DICTIONARY, Story.get().warehouse, Story.SHOPS, evening)
                .latest(List.of(), LatestOrders.MOST, Story.EVERYTHING);

        assertThat(orders).isNotEmpty();
        assertThat(new OrderTicker(DICTIONARY, Story.distributed().warehouse, Story.SHOPS, evening)
                        .latest(List.of(), LatestOrders.MOST, Story.EVERYTHING))
                .isEqualTo(orders);
        assertThat(judged(Story.distributed().warehouse, evening))
                .isEqualTo(judged(Story.get().warehouse, evening))
                .containsKey("visitors");
    }

    private static Map<String, RunningDay.Judged> judged(Warehouse warehouse, InstantSource clock) {
        Metrics metrics = new MetricEngine(DICTIONARY, warehouse, Story.SHOPS, clock);
        return new WeekdayBands(metrics, Story.SHOPS, warehouse::version, clock)
                .judge(List.of("gmv", "visitors", "pay_rate"), List.of("day"), Story.EVERYTHING)
                .figures();
    }

    /** Without this the tests above might compare nothing. */
    @Test
    void aMetricWordedOtherwiseForOneEngineIsNoticed() {
        Warehouse distributed = Story.distributed().warehouse;
        Warehouse changed = (Warehouse) Proxy.newProxyInstance(
                Warehouse.class.getClassLoader(), new Class<?>[] {Warehouse.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof SqlQuery query) {
                        arguments[0] = new SqlQuery(query.sql().replace("count(distinct", "count("), query.binds());
                    }
                    return method.invoke(distributed, arguments);
                });
        Metrics worded = new MetricEngine(DICTIONARY, changed, Story.SHOPS, InstantSource.fixed(Story.NOW));
        MetricQuestion visitors = ask("visitors", SPRING).question();

        assertThat(worded.ask(visitors, Story.EVERYTHING).rows())
                .isNotEqualTo(
                        Story.get().metrics.ask(visitors, Story.EVERYTHING).rows());
    }
}
