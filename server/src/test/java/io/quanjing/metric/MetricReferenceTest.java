package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricDictionary.Dimension;
import io.quanjing.metric.MetricDictionary.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference page says what the dictionary says. To renew it: {@code -Dquanjing.golden=write}. */
class MetricReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/metrics.md");

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = page(Story.get().metrics.dictionary());
        if ("write".equals(System.getProperty("quanjing.golden"))) {
            assertThat(Files.createDirectories(PAGE.getParent())).exists();
            assertThat(Files.writeString(PAGE, page)).exists();
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page(MetricDictionary dictionary) {
        StringBuilder page = new StringBuilder("""
                # Metrics and dimensions

                This page is made from `server/src/main/resources/metric`; change it there. It is what `GET /api/dictionary` answers.

                Amounts are decimal text with two places, counts whole numbers, rates numbers from 0 to 1, times seconds. A ratio is always the
                ratio of the sums. What adds up to a total is said in the column *adds up*: `additive` over periods and every dimension,
                `not_over_products` over periods and everything that an order has once, `none` over nothing.

                ## Metrics

                | id | 中文 | English | formula | unit | better | adds up | refunds | by |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (Metric metric : dictionary.metrics()) {
            page.append("| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            metric.id(),
                            metric.title().zh(),
                            metric.title().en(),
                            metric.formula().en(),
                            metric.unit(),
                            metric.direction(),
                            metric.additivity(),
                            metric.refundBasis(),
                            String.join(", ", metric.dimensions())));
        }
        page.append("\n## What they mean\n\n");
        for (Metric metric : dictionary.metrics()) {
            page.append("- `%s` %s  \n  %s\n"
                    .formatted(metric.id(), metric.text().en(), metric.text().zh()));
        }
        page.append("\n## Dimensions\n\n| id | 中文 | English | values |\n|---|---|---|---|\n");
        for (Dimension dimension : dictionary.dimensions()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            dimension.id(),
                            dimension.title().zh(),
                            dimension.title().en(),
                            values(dimension.values())));
        }
        return page.toString();
    }

    private static String values(Map<String, Label> values) {
        return values.isEmpty()
                ? "as the data has them"
                : String.join(
                        ", ",
                        values.entrySet().stream()
                                .map(v -> "`" + v.getKey() + "` " + v.getValue().zh())
                                .toList());
    }
}
