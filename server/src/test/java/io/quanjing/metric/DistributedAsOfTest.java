package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestTrino;
import io.quanjing.warehouse.DistributedWarehouse;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The distributed engine knows of a moment what the embedded one knows, and what it answered itself at the time. */
// Its tests take turns at two warehouses that nobody else has.
@Execution(ExecutionMode.SAME_THREAD)
class DistributedAsOfTest {

    private static final String DAYS = "2026-02-01..2026-02-28";

    private static Warehouse embedded;
    private static Warehouse distributed;
    private static Instant first;
    private static Instant second;
    private static List<List<Map<String, @Nullable Object>>> atFirst;

    @BeforeAll
    static void twoStatesInBoth() throws InterruptedException {
        embedded =
                EmbeddedWarehouse.open(TestFolders.create("distributed-as-of").resolve("warehouse"));
        distributed = DistributedWarehouse.open(TestTrino.newWarehouse());
        AsOfStory.first(embedded);
        AsOfStory.first(distributed);
        first = AsOfStory.nextSecond();
        atFirst = whole(AsOfStory.today(distributed, first));
        AsOfStory.second(embedded);
        AsOfStory.second(distributed);
        second = AsOfStory.nextSecond();
    }

    @AfterAll
    static void close() {
        embedded.close();
        distributed.close();
    }

    /** Every metric as a total and by day. */
    private static List<List<Map<String, @Nullable Object>>> whole(Metrics metrics) {
        List<List<Map<String, @Nullable Object>>> answers = new ArrayList<>();
        for (boolean rows : new boolean[] {true, false}) {
            String ids = ids(Story.ofRows(rows));
            answers.add(rows(metrics, ask(ids, DAYS)));
            answers.add(rows(metrics, ask(ids, DAYS).grain(Grain.DAY)));
        }
        return answers;
    }

    /** Every metric, by what it can be split by too. */
    private static List<List<Map<String, @Nullable Object>>> everything(Metrics metrics) {
        List<List<Map<String, @Nullable Object>>> answers = whole(metrics);
        for (String split : List.of("channel", "region", "product", "buyer_type")) {
            for (boolean rows : new boolean[] {true, false}) {
                List<Metric> having = Story.ofRows(rows).stream()
                        .filter(metric -> metric.dimensions().contains(split))
                        .toList();
                if (!having.isEmpty()) {
                    answers.add(rows(metrics, ask(ids(having), DAYS).by(split)));
                }
            }
        }
        return answers;
    }

    private static String ids(List<Metric> metrics) {
        return String.join(",", metrics.stream().map(Metric::id).toList());
    }

    private static List<Map<String, @Nullable Object>> rows(Metrics metrics, Story.Ask question) {
        return metrics.ask(question.shops("past").question(), Story.EVERYTHING).rows();
    }

    private static Metrics known(Warehouse warehouse, Instant at) {
        return AsOfStory.pasts(warehouse).at(at.toString()).metrics();
    }

    @Test
    void everyFigureIsAnsweredAsItWasThen() {
        assertThat(whole(known(distributed, first))).isEqualTo(atFirst);
        assertThat(whole(known(distributed, second))).isNotEqualTo(atFirst);
    }

    @Test
    void bothEnginesKnowTheSameOfEveryMoment() {
        assertThat(everything(known(distributed, first))).isEqualTo(everything(known(embedded, first)));
        assertThat(whole(known(distributed, second))).isEqualTo(whole(known(embedded, second)));
    }

    @Test
    void bothEnginesTellOfTheSameRestatements() {
        MetricQuestion question =
                ask("gmv,visitors,refund_amount,ad_cost", DAYS).shops("past").question();

        assertThat(AsOfStory.restatements(distributed, second)
                        .since(question, first.toString(), Story.EVERYTHING)
                        .changes())
                .hasSize(5)
                .isEqualTo(AsOfStory.restatements(embedded, second)
                        .since(question, first.toString(), Story.EVERYTHING)
                        .changes());
    }
}
