package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.mapping.Template;
import io.quanjing.ingest.mapping.Template.Column;
import io.quanjing.ingest.mapping.Template.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page says what the templates say. To renew it: {@code make docs}. */
class TemplateReferenceTest extends OnAnImportBench {

    private static final Path PAGE = Path.of("../docs/reference/templates.md");

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = page(new Formats(bench.warehouse, List::of).templates());
        if ("write".equals(System.getProperty("quanjing.golden"))) {
            assertThat(Files.writeString(PAGE, page)).exists();
        }
        assertThat(Files.readString(PAGE)).as("renewed by make docs").isEqualTo(page);
    }

    private static String page(List<Template> templates) {
        StringBuilder page = new StringBuilder("""
                # Templates

                This page is made from `server/src/main/resources/formats/template-*.yml` by `make docs`; change it there.

                Files to download, fill in and import, for what no platform exports. They are on the import page under "Download a template"
                (下载模板), and at `GET /api/imports/templates` and `GET /api/imports/templates/<id>?language=zh-CN|en&as=xlsx|csv` (operator).
                A workbook has the header on its first sheet and what each column means on the second; lists to choose from, and columns with the
                format of their values. A text file has the header alone, with a byte order mark.

                A filled-in template is recognised by its header, in either language, so that no format is chosen. Rows are known again by the
                columns that name them: the same file again changes nothing, a corrected one revises. Columns marked *needed* have a value in
                every row; the others may be empty, but stay in the file. Channels are written by name or id: those that every shop knows are
                known by both, others are taken as they are. One that nobody has filled in is refused with a message that says so.

                Every fact has the source `own`. Daily reports of a channel (ad spend, posts by day, groups by day) have `own/<channel>`, so that a
                file of one channel does not replace the day of another. Orders that a platform's export has too are imported from one of
                the two: they would count twice.

                Industry benchmarks have a page and a file of their own: [benchmarks](../concepts/benchmark.md).
                """);
        Group group = null;
        for (Template template : templates) {
            if (template.group() != group) {
                group = template.group();
                page.append("\n## ").append(title(group)).append('\n');
            }
            page.append("\n### `%s`: %s %s\n\n%s  \n%s\n\n"
                    .formatted(
                            template.id(),
                            template.title().en(),
                            template.title().zh(),
                            template.about().en(),
                            template.about().zh()));
            page.append("| column | 列 | | value | meaning |\n|---|---|---|---|---|\n");
            template.columns().forEach(column -> page.append(line(column)));
        }
        return page.toString();
    }

    private static String title(Group group) {
        return switch (group) {
            case ORDERS -> "Orders";
            case CUSTOMERS -> "Customers";
            case GOODS -> "Goods and stock";
            case PURCHASING -> "Purchasing and shipping";
            case MARKETING -> "Marketing and content";
            case SERVICE -> "Service and reviews";
        };
    }

    private static String line(Column column) {
        String words = column.words().stream()
                .map(word -> word.zh().equals(word.en()) ? word.en() : word.en() + " " + word.zh())
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        column.header().en(),
                        column.header().zh(),
                        column.required() ? "needed" : "",
                        words.isEmpty() ? column.kind().name().toLowerCase(Locale.ROOT) : words,
                        column.about().en());
    }
}
