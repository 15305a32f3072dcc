package io.quanjing.metric.dictionary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the rows behind figures are shown.
 *
 * @param tables by the name of the entity
 * @param columns the titles of columns that are no dimension's
 * @param people the columns that name somebody
 * @param measures the titles of measures that no metric is called after
 */
public record RowBook(
        Map<String, Table> tables, Map<String, Title> columns, Set<String> people, Map<String, Title> measures) {

    /**
     * A table.
     *
     * @param title what its rows are
     * @param columns in the order in which they are shown
     */
    public record Table(Title title, List<String> columns) {}

    /**
     * The book that is part of the program.
     *
     * @throws io.quanjing.kernel.QuanjingException if a table, a column's title or a measure's title is missing
     */
    public static RowBook load(Dictionary dictionary) {
        YamlValue file = DictionaryReader.resource("row.yml");
        file.entries(List.of("tables", "people", "columns", "measures"));
        Map<String, Title> columns = titles(file.get("columns"));
        Map<String, Title> measures = titles(file.get("measures"));
        Set<String> people = new HashSet<>();
        file.get("people").list().forEach(column -> people.add(column.text()));
        Map<String, Table> tables = new LinkedHashMap<>();
        file.get("tables").entries().forEach((name, source) -> {
            Entity entity = dictionary.entities().get(name);
            if (entity == null) {
                throw source.broken("There is no table " + name + ". "
                        + Suggestion.maybe(name, dictionary.entities().keySet()));
            }
            List<String> shown = new ArrayList<>();
            for (YamlValue column : source.get("columns").list()) {
                if (dimension(entity, column.text()) == null && !columns.containsKey(column.text())) {
                    throw column.broken("The column " + column.text() + " has no title. Maybe add it under 'columns'.");
                }
                shown.add(column.text());
            }
            tables.put(name, new Table(source.get("title").title(), List.copyOf(shown)));
        });
        for (Entity entity : dictionary.entities().values()) {
            if (!tables.containsKey(entity.name())) {
                throw file.broken("The table " + entity.name() + " is missing. Maybe add it under 'tables'.");
            }
        }
        // Also those that no metric of the program needs: a shop's own may.
        for (Entity entity : dictionary.entities().values()) {
            for (String measure : entity.measures().keySet()) {
                if (!measures.containsKey(measure) && !dictionary.metrics().containsKey(measure)) {
                    throw file.broken("The measure " + measure + " has no title. Maybe add it under 'measures'.");
                }
            }
        }
        return new RowBook(tables, columns, people, measures);
    }

    private static Map<String, Title> titles(YamlValue source) {
        Map<String, Title> titles = new LinkedHashMap<>();
        source.entries().forEach((id, title) -> titles.put(id, title.title()));
        return titles;
    }

    /** The dimension that a column of a table is; null if it is none's. */
    public static @Nullable String dimension(Entity entity, String column) {
        return entity.columns().entrySet().stream()
                .filter(entry -> entry.getValue().equals(column))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** The table of an entity. */
    public Table table(Entity entity) {
        return Objects.requireNonNull(tables.get(entity.name()));
    }

    /** What a measure is called; one that a shop narrowed is called after the whole one and its condition. */
    public Title measure(Entity.Measure measure, Dictionary dictionary) {
        String id = OwnNarrowing.whole(measure.id());
        Metric metric = dictionary.metrics().get(id);
        Title title = metric == null ? Objects.requireNonNull(measures.get(id)) : metric.title();
        return id.equals(measure.id()) ? title : OwnCondition.narrowed(title, OwnCondition.words(measure.conditions()));
    }
}
