package io.quanjing.metric.dictionary;

import io.quanjing.metric.dictionary.Dimension.Origin;
import io.quanjing.metric.dictionary.Dimension.TimePart;
import io.quanjing.metric.dictionary.Dimension.TitleTable;
import io.quanjing.metric.dictionary.Entity.History;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.dictionary.Entity.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the YAML files and refuses whatever would only fail when somebody asks. */
final class DictionaryReader {

    private static final String FOLDER = "/metric/";
    private static final List<String> METRIC_FILES = List.of(
            "metric-sales.yml",
            "metric-profit.yml",
            "metric-traffic.yml",
            "metric-conversion.yml",
            "metric-retention.yml",
            "metric-advertising.yml");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private final Map<String, Dimension> dimensions = new LinkedHashMap<>();

    private DictionaryReader() {}

    static Dictionary fromResources() {
        return read(resource("entity.yml"), resource("dimension.yml"), metricFiles());
    }

    static List<YamlValue> metricFiles() {
        List<YamlValue> metricFiles = new ArrayList<>();
        METRIC_FILES.forEach(file -> metricFiles.add(resource(file)));
        return metricFiles;
    }

    static Dictionary read(YamlValue entityFile, YamlValue dimensionFile, List<YamlValue> metricFiles) {
        DictionaryReader reader = new DictionaryReader();
        reader.readDimensions(dimensionFile);
        reader.readEntities(entityFile);
        Map<String, YamlValue> metrics = new LinkedHashMap<>();
        metricFiles.forEach(file -> file.entries().forEach((id, source) -> {
            if (!MetricNotes.OF_FILE.contains(id) && metrics.put(checkedId(id, source), source) != null) {
                throw source.broken("The metric " + id + " is defined a second time. Maybe rename one of them.");
            }
        }));
        return new Dictionary(
                reader.entities,
                reader.dimensions,
                new MetricReader(reader.entities, reader.dimensions, metrics).metrics());
    }

    static YamlValue resource(String file) {
        try (InputStream in = DictionaryReader.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its own file " + FOLDER + file + ".");
            }
            return YamlValue.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readDimensions(YamlValue file) {
        Map<String, YamlValue> sources = file.entries();
        sources.forEach((id, source) -> {
            source.entries(List.of(
                    "title",
                    "from",
                    "lookup",
                    "path_level",
                    "of_time",
                    "path",
                    "values",
                    "open_values",
                    "titles",
                    "looks_back"));
            Optional<String> from = source.find("from").map(value -> {
                if (!sources.containsKey(value.text())) {
                    throw value.broken("There is no dimension " + value.text() + ". "
                            + Suggestion.maybe(value.text(), sources.keySet()));
                }
                return value.text();
            });
            Origin origin = origin(checkedId(id, source), source, from);
            Map<String, Title> values = new LinkedHashMap<>();
            for (String key : List.of("values", "open_values")) {
                source.find(key).ifPresent(list -> list.entries().forEach((v, t) -> values.put(v, t.title())));
            }
            dimensions.put(
                    id,
                    new Dimension(
                            id,
                            source.get("title").title(),
                            origin,
                            source.find("path").isPresent(),
                            values,
                            source.find("values").isPresent(),
                            source.find("titles")
                                    .map(DictionaryReader::titleTable)
                                    .orElse(null),
                            MeasureReader.looksBack(source)));
        });
    }

    private static Origin origin(String id, YamlValue source, Optional<String> from) {
        Optional<YamlValue> time = source.find("of_time");
        if (time.isPresent()) {
            return new Dimension.OfTime(time.get().oneOf(TimePart.class));
        }
        Optional<YamlValue> lookup = source.find("lookup");
        if (lookup.isPresent()) {
            YamlValue value = lookup.get();
            value.entries(List.of("table", "key", "column", "when_true", "when_false"));
            return new Dimension.OfLookup(
                    from.orElse(id),
                    value.get("table").text(),
                    value.get("key").text(),
                    value.get("column").text(),
                    value.find("when_true").map(YamlValue::text).orElse(null),
                    value.find("when_false").map(YamlValue::text).orElse(null));
        }
        Optional<YamlValue> level = source.find("path_level");
        if (level.isPresent()) {
            return new Dimension.PathLevel(from.orElse(id), pathLevel(level.get()));
        }
        return new Dimension.OfColumn(from.orElse(id));
    }

    private static int pathLevel(YamlValue source) {
        String text = source.text();
        if (!text.matches("[1-9]")) {
            throw source.broken("The path level " + text + " is no number from 1 to 9.");
        }
        return Integer.parseInt(text);
    }

    private static TitleTable titleTable(YamlValue source) {
        source.entries(List.of("table", "key", "zh", "en", "also"));
        return new TitleTable(
                source.get("table").text(),
                source.get("key").text(),
                source.get("zh").text(),
                source.get("en").text(),
                source.find("also")
                        .map(list -> list.list().stream().map(YamlValue::text).toList())
                        .orElse(List.of()));
    }

    private void readEntities(YamlValue file) {
        Map<String, YamlValue> sources = file.entries();
        sources.forEach((name, source) -> {
            source.entries(List.of("cost", "times", "history", "currency", "columns", "measures"));
            Map<String, Time> times = new LinkedHashMap<>();
            source.get("times").entries().forEach((time, value) -> {
                value.entries(List.of("day", "hour", "at", "moments"));
                times.put(
                        time,
                        new Time(
                                time,
                                value.get("day").text(),
                                value.find("hour").map(YamlValue::text).orElse(null),
                                value.find("at").map(YamlValue::text).orElse(null),
                                value.find("moments")
                                        .map(DictionaryReader::query)
                                        .orElse(null)));
            });
            Map<String, String> columns = new LinkedHashMap<>();
            source.get("columns").entries().forEach((dimension, column) -> {
                if (!dimensions.containsKey(dimension)) {
                    throw column.broken("There is no dimension " + dimension + ". "
                            + Suggestion.maybe(dimension, dimensions.keySet()));
                }
                columns.put(dimension, column.text());
            });
            Map<String, Measure> measures = new LinkedHashMap<>();
            source.get("measures")
                    .entries()
                    .forEach((id, value) -> measures.put(
                            id, MeasureReader.measure(checkedId(id, value), value, times.keySet(), dimensions)));
            YamlValue cost = source.get("cost");
            if (!cost.text().matches("\\d{1,3}")) {
                throw cost.broken("The cost " + cost.text() + " is no number from 0 to 999. Maybe 1.");
            }
            entities.put(
                    name,
                    new Entity(
                            name,
                            Integer.parseInt(cost.text()),
                            times,
                            new History(
                                    source.get("history").get("entity").text(),
                                    source.get("history").get("time").text()),
                            source.find("currency").map(YamlValue::text).orElse(null),
                            columns,
                            measures));
        });
        sources.forEach((name, source) -> {
            YamlValue history = source.get("history");
            Entity whose = entities.get(history.get("entity").text());
            if (whose == null) {
                YamlValue entity = history.get("entity");
                throw entity.broken("There is no entity " + entity.text() + ". "
                        + Suggestion.maybe(entity.text(), entities.keySet()));
            }
            known(history.get("time"), "time", whose.times().keySet());
        });
    }

    /** The query of a file beside the dictionary, without ending. */
    static String query(YamlValue file) {
        try (InputStream in = DictionaryReader.class.getResourceAsStream(FOLDER + file.text() + ".sql")) {
            if (in == null) {
                throw file.broken("There is no query " + FOLDER + file.text()
                        + ".sql. Maybe visitor_moment or visitor_customer.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^\\s*--.*\n", "")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text, if it is one of the names. */
    static String known(YamlValue value, String what, Collection<String> names) {
        if (!names.contains(value.text())) {
            throw value.broken(
                    "There is no " + what + " " + value.text() + ". " + Suggestion.maybe(value.text(), names));
        }
        return value.text();
    }

    private static String checkedId(String id, YamlValue source) {
        if (!ID.matcher(id).matches()) {
            throw source.broken("The id " + id + " is not of small letters, digits and '_'. Maybe "
                    + id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_") + ".");
        }
        return id;
    }
}
