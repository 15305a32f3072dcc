package io.quanjing.warehouse.schema;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Reads the {@code CREATE TABLE} files under {@code warehouse/schema}. They are written in the subset of SQL that every engine shares: one
 * column a line, a type of {@link Column.Type}, {@code NOT NULL} or nothing, a comment.
 */
public final class SchemaReader {

    private static final String FOLDER = "classpath*:warehouse/schema/";
    private static final Pattern NAME = Pattern.compile("CREATE TABLE (\\w+) \\(");
    private static final Pattern REVISION = Pattern.compile("^-- revision: (\\w+)$", Pattern.MULTILINE);
    private static final Pattern COLUMN = Pattern.compile("^ {4}(\\w+) +(\\w+)( NOT NULL)?,?(?: +--.*)?$");
    private static final int MOST_COLUMNS = 63;

    private SchemaReader() {}

    /** Reads every file of this program. */
    public static WarehouseSchema read() {
        List<TableSchema> tables = new ArrayList<>();
        texts("dimension/*.sql").forEach(text -> tables.add(table(text)));
        texts("fact/*.sql").forEach(text -> tables.add(table(text)));
        tables.sort(Comparator.comparing(TableSchema::name));
        List<Mart> marts = texts("mart/*.sql").stream()
                .map(text -> new Mart(name(text), columns(text), text))
                .sorted(Comparator.comparing(Mart::name))
                .toList();
        return new WarehouseSchema(List.copyOf(tables), marts);
    }

    static TableSchema table(String text) {
        Matcher revision = REVISION.matcher(text);
        if (!revision.find()) {
            throw new IllegalStateException("The schema file of " + name(text) + " does not say its revision.");
        }
        return new TableSchema(name(text), TableSchema.Revision.valueOf(revision.group(1)), columns(text));
    }

    private static String name(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.find()) {
            throw new IllegalStateException("A schema file creates no table: " + text);
        }
        return name.group(1);
    }

    private static List<Column> columns(String text) {
        List<Column> columns = new ArrayList<>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith(")")) {
                break;
            }
            if (inside) {
                columns.add(column(line));
            } else {
                inside = line.startsWith("CREATE TABLE");
            }
        }
        if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
            throw new IllegalStateException("The table " + name(text) + " has " + columns.size() + " columns.");
        }
        return List.copyOf(columns);
    }

    private static Column column(String line) {
        Matcher column = COLUMN.matcher(line);
        if (!column.matches()) {
            throw new IllegalStateException("Not a column of a schema file: " + line);
        }
        return new Column(column.group(1), Column.Type.valueOf(column.group(2)), column.group(3) != null);
    }

    private static List<String> texts(String pattern) {
        try {
            List<String> texts = new ArrayList<>();
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources(FOLDER + pattern)) {
                try (InputStream in = resource.getInputStream()) {
                    texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("The schema files of the warehouse cannot be read.", e);
        }
    }
}
