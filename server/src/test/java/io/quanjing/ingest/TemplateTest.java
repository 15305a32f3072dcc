package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.ingest.mapping.Head;
import io.quanjing.ingest.mapping.Template;
import io.quanjing.ingest.mapping.Template.Column;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.kernel.QuanjingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

/** What holds for every template: it is known again by its header, explains itself in both languages, and its own examples can be imported. */
class TemplateTest extends OnAnImportBench {

    /** A list that stands in a cell's rule may not be longer. */
    private static final int LONGEST_CHOICE = 255;

    private Formats formats() {
        return new Formats(bench.warehouse, List::of);
    }

    private static Optional<String> recognised(Recogniser recogniser, List<String> header) {
        String[] cells = header.toArray(String[]::new);
        try {
            return recogniser
                    .recognise("x.csv", new Head(List.of(new RawRow(1, cells, String.join(",", cells)))))
                    .map(found -> found.layout().kindName());
        } catch (QuanjingException ambiguous) {
            return Optional.of(String.valueOf(ambiguous.getMessage()));
        }
    }

    private static List<String> headers(Template template, boolean chinese) {
        return template.columns().stream()
                .map(column -> column.header().in(chinese))
                .toList();
    }

    @Test
    void everyTemplateHasANameOfItsOwnAndIsRecognisedByItsHeader() {
        Recogniser recogniser = formats().of(FileImport.RECOGNISED, null);
        Set<String> ids = new HashSet<>();
        for (Template template : formats().templates()) {
            assertThat(ids.add(template.id())).as(template.id()).isTrue();
            for (boolean chinese : new boolean[] {true, false}) {
                assertThat(headers(template, chinese)).doesNotHaveDuplicates();
                assertThat(recognised(recogniser, headers(template, chinese))).hasValue(template.id());
            }
        }
        assertThat(ids).contains("customers", "products", "suppliers");
    }

    /** Somebody deletes columns although the file says not to: it may be unknown then, but it is nothing else. */
    @Test
    void aTemplateWithoutSomeOfItsColumnsIsNothingElse() {
        Recogniser recogniser = formats().of(FileImport.RECOGNISED, null);
        Random random = new Random(11);
        for (Template template : formats().templates()) {
            for (int round = 0; round < 60; round++) {
                List<String> some = new ArrayList<>(headers(template, round % 2 == 0));
                int kept = 1 + random.nextInt(some.size());
                while (some.size() > kept) {
                    some.remove(random.nextInt(some.size()));
                }
                assertThat(recognised(recogniser, some).orElse(template.id()))
                        .as(template.id() + " " + some)
                        .isEqualTo(template.id());
            }
        }
    }

    @Test
    void theSecondSheetSaysWhatEachColumnMeans() throws IOException {
        for (Template template : formats().templates()) {
            for (boolean chinese : new boolean[] {true, false}) {
                try (ReadableWorkbook workbook =
                        new ReadableWorkbook(new ByteArrayInputStream(TemplateController.xlsx(template, chinese)))) {
                    List<Row> first = workbook.getFirstSheet().read();
                    assertThat(first).hasSize(1);
                    assertThat(cells(first.getFirst())).isEqualTo(headers(template, chinese));
                    List<List<String>> second = workbook.getSheet(1).orElseThrow().read().stream()
                            .map(TemplateTest::cells)
                            .toList();
                    for (Column column : template.columns()) {
                        assertThat(second)
                                .filteredOn(row -> row.size() > 1
                                        && row.getFirst().equals(column.header().in(chinese)))
                                .singleElement()
                                .satisfies(row -> assertThat(row)
                                        .contains(
                                                column.about().in(chinese),
                                                column.example().in(chinese)));
                    }
                }
            }
        }
    }

    private static List<String> cells(Row row) {
        return row.stream().map(cell -> cell == null ? "" : cell.getText()).toList();
    }

    @Test
    void whatIsWrittenInALanguageIsOfThatLanguage() {
        for (Template template : formats().templates()) {
            List<String> english = new ArrayList<>(
                    List.of(template.title().en(), template.about().en()));
            List<String> chinese = new ArrayList<>(
                    List.of(template.title().zh(), template.about().zh()));
            for (Column column : template.columns()) {
                english.addAll(List.of(column.header().en(), column.about().en()));
                chinese.addAll(List.of(column.header().zh(), column.about().zh()));
                String choice = String.join(
                        ",", column.words().stream().map(Template.Text::zh).toList());
                assertThat(choice.length()).isLessThan(LONGEST_CHOICE);
                assertThat(column.words())
                        .allSatisfy(word -> assertThat(word.zh() + word.en()).doesNotContain(",", "\"", "&", "<"));
            }
            assertThat(english).allSatisfy(text -> assertThat(text).isNotBlank().doesNotContainPattern("\\p{IsHan}"));
            assertThat(chinese).allSatisfy(text -> assertThat(text).containsPattern("\\p{IsHan}"));
        }
    }

    @Test
    void theExamplesOfATemplateCanBeImported() throws IOException {
        for (Template template : formats().templates()) {
            List<String> row = template.columns().stream()
                    .map(column ->
                            column.example().zh() + "|" + column.example().en())
                    .toList();
            for (boolean chinese : new boolean[] {true, false}) {
                Path file = folder.resolve(template.id() + (chinese ? "-zh.xlsx" : "-en.xlsx"));
                Files.write(file, new FilledTemplate(template, chinese).xlsx(List.of(row)));
                ImportSummary summary = bench.run("auto", file);
                assertThat(reasons(summary)).as(template.id()).isEmpty();
                assertThat(summary.accepted()).as(template.id()).isEqualTo(1);
            }
        }
    }

    @Test
    void aTemplateThatNobodyFilledInIsToldAsOne() throws IOException {
        Template template = formats().template("customers");
        Path csv = Files.write(folder.resolve("empty.csv"), TemplateController.csv(template, true));
        Path xlsx = Files.write(folder.resolve("empty.xlsx"), TemplateController.xlsx(template, false));
        for (Path file : List.of(csv, xlsx)) {
            assertThatThrownBy(() -> bench.run("auto", file))
                    .isInstanceOf(QuanjingException.class)
                    .hasMessageContaining("is a template with its header and no row below it")
                    .extracting(e -> ((QuanjingException) e).errorCode())
                    .isEqualTo(IngestError.TEMPLATE_EMPTY);
        }
    }

    /** Its columns are ours: another language is no change of a source. */
    @Test
    void theHeaderOfATemplateIsNotWatchedForChanges() throws IOException {
        Template template = formats().template("suppliers");
        Path file = Files.write(
                folder.resolve("filled.csv"),
                new FilledTemplate(template, true).csv(List.of(List.of("S1", "示例", "", "", "", "", ""))));
        ImportPlan plan =
                ImportPlan.of(formats().of(FileImport.RECOGNISED, null), List.of(file), SourceLimits.standard());
        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.headers()).isEmpty();
    }

    /** Excel in China reads UTF-8 as GBK without the mark. */
    @Test
    void aTextFileBeginsWithAByteOrderMark() {
        byte[] csv = TemplateController.csv(formats().template("suppliers"), true);
        assertThat(new String(csv, StandardCharsets.UTF_8))
                .startsWith("\uFEFF供应商编号,供应商名称,")
                .endsWith("\r\n");
        assertThat(csv).startsWith(0xEF, 0xBB, 0xBF);
    }

    @Test
    void anUnknownTemplateIsToldTheNearest() {
        assertThatThrownBy(() -> formats().template("customer"))
                .hasMessageContaining("There is no template customer")
                .hasMessageContaining("customers");
    }
}
