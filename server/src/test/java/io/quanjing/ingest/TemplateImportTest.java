package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.mapping.Template;
import io.quanjing.ingest.mapping.Template.Column;
import io.quanjing.ingest.mapping.Template.Kind;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates as they are downloaded, filled in and imported: the facts that they make, in either language and as either kind of file. */
class TemplateImportTest extends OnAnImportBench {

    /**
     * Rows of a template and what they have to become.
     *
     * @param rows the cells in the order of the columns; {@code 女|female} is a word of the language
     * @param facts a query whose rows, joined, are the expected text
     * @param changed the column whose cell in the first row is changed to {@code to}
     * @param revised the query's text then
     */
    record Story(
            String template,
            List<List<String>> rows,
            String facts,
            String expected,
            int changed,
            String to,
            String revised) {

        @Override
        public String toString() {
            return template;
        }
    }

    static Stream<Story> stories() {
        return TemplateStories.all();
    }

    @Test
    void everyTemplateHasItsStory() {
        assertThat(stories().map(Story::template))
                .containsExactlyInAnyOrderElementsOf(new Formats(bench.warehouse, List::of)
                        .templates().stream().map(Template::id).toList());
    }

    /** A day's spending is replaced as a whole, and a file of one channel leaves the others alone. */
    @Test
    void filesOfSeveralChannelsOfADayDoNotReplaceEachOther() throws IOException {
        Template template = new Formats(bench.warehouse, List::of).template("ad_spend");
        take(template, true, false, List.of(spending("百度推广", "618", "100"), spending("百度推广", "", "20")));
        take(template, true, false, List.of(spending("谷歌广告", "", "7")));
        take(template, true, false, List.of(spending("百度推广", "618", "90")));
        assertThat(all("SELECT channel, campaign, cost FROM ad_spend ORDER BY channel"))
                .isEqualTo("baidu_ads 618 90\ngoogle_ads null 7");
    }

    private static List<String> spending(String channel, String campaign, String cost) {
        return List.of("2026-11-01", channel, campaign, "", "", cost, "", "", "", "");
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theSameFactsComeOfEitherLanguageAndKindOfFile(Story story) throws IOException {
        Template template = new Formats(bench.warehouse, List::of).template(story.template());
        assertThat(story.rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(template.columns()));
        ImportSummary first = take(template, true, false, story.rows());
        assertThat(all(story.facts())).isEqualTo(story.expected());
        long facts = first.facts().values().stream()
                .mapToLong(ImportSummary.Facts::added)
                .sum();
        for (boolean[] other : new boolean[][] {{true, true}, {false, false}, {false, true}, {true, false}}) {
            ImportSummary again = take(template, other[0], other[1], story.rows());
            assertThat(again.facts().values()).allSatisfy(counts -> {
                assertThat(counts.added()).isZero();
                assertThat(counts.revised()).isZero();
            });
            assertThat(again.facts().values().stream()
                            .mapToLong(ImportSummary.Facts::unchanged)
                            .sum())
                    .isEqualTo(facts);
        }

        List<List<String>> mended = new ArrayList<>(story.rows());
        List<String> cells = new ArrayList<>(mended.getFirst());
        cells.set(story.changed(), story.to());
        mended.set(0, cells);
        ImportSummary revision = take(template, false, true, mended);
        assertThat(revision.facts().values().stream()
                        .mapToLong(ImportSummary.Facts::revised)
                        .sum())
                .isPositive();
        assertThat(revision.facts().values().stream()
                        .mapToLong(ImportSummary.Facts::added)
                        .sum())
                .isZero();
        assertThat(all(story.facts())).isEqualTo(story.revised());
    }

    /** A word that is on no list goes to the quarantine with its reason, and so does a row without a value that it needs. */
    @ParameterizedTest
    @MethodSource("stories")
    void aWrongRowIsToldAndTheOthersAreTaken(Story story) throws IOException {
        Template template = new Formats(bench.warehouse, List::of).template(story.template());
        List<Column> columns = template.columns();
        List<String> wrong = new ArrayList<>(story.rows().getFirst());
        int list = -1;
        int needed = -1;
        for (int c = 0; c < columns.size(); c++) {
            list = columns.get(c).kind() == Kind.WORD ? c : list;
            needed = columns.get(c).required() ? c : needed;
        }
        if (list >= 0) {
            wrong.set(list, "no such word");
        } else {
            wrong.set(needed, "");
        }
        List<String> right = story.rows().getLast();
        ImportSummary summary = take(template, true, false, List.of(wrong, right), 1);
        assertThat(reasons(summary)).isEqualTo(list >= 0 ? "2 ingest.unknown_value\n" : "2 ingest.missing_value\n");
        assertThat(summary.accepted()).isEqualTo(1);
    }

    private ImportSummary take(Template template, boolean chinese, boolean workbook, List<List<String>> rows)
            throws IOException {
        return take(template, chinese, workbook, rows, 0);
    }

    private ImportSummary take(
            Template template, boolean chinese, boolean workbook, List<List<String>> rows, int rejected)
            throws IOException {
        FilledTemplate filled = new FilledTemplate(template, chinese);
        Path file = Files.write(
                folder.resolve(workbook ? "filled.xlsx" : "filled.csv"),
                workbook ? filled.xlsx(rows) : filled.csv(rows));
        ImportSummary summary = bench.run("auto", file);
        assertThat(summary.read()).isEqualTo(rows.size());
        if (rejected == 0) {
            assertThat(reasons(summary)).isEmpty();
        }
        assertThat(summary.rejected()).isEqualTo(rejected);
        return summary;
    }

    /** All rows of a query, a line each. */
    private String all(String sql) {
        return bench.warehouse.query(SqlQuery.of(sql), QueryOptions.batch()).rows().stream()
                .map(row -> row.stream().map(TemplateImportTest::shown).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private static String shown(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : String.valueOf(value);
    }
}
