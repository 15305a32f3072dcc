package io.quanjing.ingest.mapping;

import io.quanjing.ingest.mapping.Scope.Aggregate;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a mapping file and checks everything that can be known before the first row: names, kinds, columns of tables. */
public final class MappingReader {

    private static final Set<String> FILLED = Set.of("shop", "shop_day", "shop_hour", "paid_day", "paid_hour");

    private final String file;
    private final Map<String, TableSchema> schemas;
    private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    private final Map<String, Scope.Kept> kept = new HashMap<>();
    private final PayloadReader payload;
    private final TemplateReader templates = new TemplateReader();

    private MappingReader(String file, List<TableSchema> schemas) {
        this.file = file;
        this.schemas = new TreeMap<>();
        for (TableSchema schema : schemas) {
            this.schemas.put(schema.name(), schema);
        }
        this.payload = new PayloadReader(this.schemas);
    }

    /**
     * Reads a mapping.
     *
     * @param file the file's name, for messages
     * @param text its text
     * @param schemas the tables that facts can be made for
     * @throws io.quanjing.kernel.QuanjingException naming line and column of the first broken rule
     */
    public static Mapping read(String file, String text, List<TableSchema> schemas) {
        return new MappingReader(file, schemas).mapping(root(file, text));
    }

    private static Node root(String file, String text) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(text)
                    .orElseThrow(() -> YamlSection.invalid(file, 1, 1, "The file is empty."));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
            int column = e.getProblemMark().map(m -> m.getColumn() + 1).orElse(1);
            throw YamlSection.invalid(file, line, column, "The YAML cannot be read: " + e.getProblem() + ".");
        } catch (YamlEngineException e) {
            throw YamlSection.invalid(file, 1, 1, "The YAML cannot be read: " + e.getMessage() + ".");
        }
    }

    private Mapping mapping(Node node) {
        YamlSection root = new YamlSection(file, node, "The mapping");
        root.allow("format", "title", "about", "source", "zone", "currency", "channels", "tables", "files", "topics");
        for (String table :
                root.optionalSection("tables", "tables").map(YamlSection::names).orElse(List.of())) {
            tables.put(
                    table,
                    root.section("tables", "tables").section(table, "A table").dictionary());
        }
        YamlSection files = root.section("files", "The list of files");
        List<FileKind> kinds = new ArrayList<>();
        for (String name : files.names()) {
            kinds.add(kind(name, files, kinds));
        }
        if (kinds.isEmpty()) {
            throw root.wrong("files", "At least one kind of file is needed.");
        }
        Map<String, String> titles = new LinkedHashMap<>();
        root.optionalSection("title", "title").ifPresent(title -> {
            title.allow("zh", "en");
            titles.putAll(title.dictionary());
        });
        String name = root.text("format", "The format's name");
        String source = root.optionalText("source");
        return new Mapping(
                name,
                titles,
                source == null ? name : source,
                zone(root),
                currency(root),
                root.sections("channels", "A channel").stream()
                        .map(this::channel)
                        .toList(),
                kinds,
                payload.payload(root),
                templates.templates());
    }

    private static @Nullable ZoneId zone(YamlSection root) {
        String zone = root.optionalText("zone");
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw root.wrong(
                    "zone",
                    "There is no time zone " + zone + "." + Suggestion.maybe(zone, ZoneId.getAvailableZoneIds()));
        }
    }

    private static @Nullable Currency currency(YamlSection root) {
        String currency = root.optionalText("currency");
        try {
            return currency == null ? null : Currency.getInstance(currency);
        } catch (IllegalArgumentException e) {
            throw root.wrong("currency", currency + " is not a currency code of ISO 4217, such as CNY.");
        }
    }

    private Mapping.Channel channel(YamlSection channel) {
        channel.allow("id", "title", "kind", "paid");
        List<String> kinds = List.of(
                "search",
                "recommend",
                "ads",
                "live",
                "short_video",
                "content",
                "private_domain",
                "direct",
                "referral",
                "offline");
        String kind = channel.text("kind", "The channel's kind");
        if (!kinds.contains(kind)) {
            throw channel.wrong(
                    "kind",
                    "There is no channel kind " + kind + "; there are " + String.join(", ", kinds) + "."
                            + Suggestion.maybe(kind, kinds));
        }
        Map<String, String> title = channel.optionalSection("title", "title")
                .map(YamlSection::dictionary)
                .orElse(Map.of());
        return new Mapping.Channel(
                channel.text("id", "The channel's id"), title.get("zh"), title.get("en"), kind, channel.flag("paid"));
    }

    private FileKind kind(String name, YamlSection files, List<FileKind> earlier) {
        YamlSection kind = files.section(name, "A kind of file");
        kind.allow(
                "header",
                "name",
                "delimiter",
                "sheet",
                "encoding",
                "empty",
                "columns",
                "unfold",
                "let",
                "skip",
                "key",
                "needs",
                "facts",
                "contacts",
                "rows",
                "known",
                "template");
        Scope scope = new Scope(tables, kept);
        List<ColumnRule> columns = new ColumnReader(tables).columns(kind, scope);
        payload.kind(name, kind, columns);
        templates.kind(name, kind, columns);
        List<Expression> lets = lets(kind, scope);
        Expression skip = kind.has("skip") ? kind.condition("skip", scope) : null;
        Expression key = kind.has("key") ? kind.expression("key", scope) : null;
        if (key != null && !key.kind().fits(ValueKind.TEXT)) {
            throw kind.wrong("key", "A key has to be a text; maybe the column's type should be id.");
        }
        List<FactRule> facts = new ArrayList<>();
        List<GroupRule> groups = new ArrayList<>();
        for (YamlSection fact : kind.sections("facts", "A fact")) {
            facts(fact, scope, facts, groups);
        }
        List<ContactRule> contacts = ContactRule.read(kind, scope);
        List<Integer> keptSlots = new ArrayList<>();
        if (key != null) {
            kept.put(name, new Scope.Kept(earlier.size(), name, scope, keptSlots));
        }
        if (facts.isEmpty() && groups.isEmpty() && key == null) {
            throw files.wrongName(name, "The kind " + name + " makes no facts and has no key to be looked up by.");
        }
        return new FileKind(
                name,
                headerless(kind),
                false,
                lower(kind.optionalText("name")),
                delimiter(kind),
                kind.optionalText("sheet"),
                encoding(kind),
                unfolding(kind, columns),
                columns,
                lets,
                skip,
                key,
                needs(kind, earlier),
                facts,
                groups,
                contacts,
                scope.names().size(),
                scope.counters(),
                scope.shares(),
                earlier.size(),
                keptSlots);
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static boolean headerless(YamlSection kind) {
        String header = kind.optionalText("header");
        if (header != null && !header.equals("none") && !header.equals("find")) {
            throw kind.wrong(
                    "header", "header is find (the default: in the first 30 rows) or none, not " + header + ".");
        }
        return "none".equals(header);
    }

    private static @Nullable Character delimiter(YamlSection kind) {
        String delimiter = kind.optionalText("delimiter");
        if (delimiter == null) {
            return null;
        }
        if (delimiter.length() != 1) {
            throw kind.wrong("delimiter", "The delimiter is one character; a tab is written \"\\t\".");
        }
        return delimiter.charAt(0);
    }

    private static @Nullable Charset encoding(YamlSection kind) {
        String encoding = kind.optionalText("encoding");
        try {
            return encoding == null ? null : Charset.forName(encoding);
        } catch (IllegalArgumentException e) {
            throw kind.wrong("encoding", "There is no encoding " + encoding + ", such as UTF-8 or GB18030.");
        }
    }

    private static @Nullable Unfolding unfolding(YamlSection kind, List<ColumnRule> columns) {
        YamlSection unfold = kind.optionalSection("unfold", "unfold").orElse(null);
        if (unfold == null) {
            return null;
        }
        unfold.allow("by", "columns");
        String by = unfold.text("by", "What stands between the parts");
        if (by.isEmpty()) {
            throw unfold.wrong("by", "What stands between the parts cannot be empty.");
        }
        List<String> known = columns.stream().map(ColumnRule::name).toList();
        List<Integer> joined = new ArrayList<>();
        for (String name : unfold.texts("columns")) {
            if (!known.contains(name)) {
                throw unfold.wrong("columns", "There is no column " + name + "." + Suggestion.maybe(name, known));
            }
            joined.add(known.indexOf(name));
        }
        if (joined.isEmpty()) {
            throw unfold.wrong("columns", "At least one joined column is needed.");
        }
        return new Unfolding(by, joined);
    }

    private static List<String> needs(YamlSection kind, List<FileKind> earlier) {
        List<String> names = earlier.stream().map(FileKind::name).toList();
        for (String need : kind.texts("needs")) {
            if (!names.contains(need)) {
                throw kind.wrong(
                        "needs",
                        "There is no kind of file " + need + " above this one." + Suggestion.maybe(need, names));
            }
        }
        return kind.texts("needs");
    }

    private List<Expression> lets(YamlSection kind, Scope scope) {
        List<Expression> lets = new ArrayList<>();
        YamlSection section = kind.optionalSection("let", "let").orElse(null);
        if (section == null) {
            return lets;
        }
        for (String name : section.names()) {
            ColumnReader.checkName(section, name, scope);
            scope.counting(true);
            Expression value = section.expression(name, scope);
            scope.counting(false);
            lets.add(value);
            scope.add(name, value.kind());
        }
        return lets;
    }

    /** The facts of a list that says the same for each of several names, or the one of all others. */
    private void facts(YamlSection fact, Scope scope, List<FactRule> facts, List<GroupRule> groups) {
        fact.allow("table", "for", "when", "group", "set");
        List<String> names = fact.texts("for");
        for (String name : names) {
            if (!scope.names().containsKey(name)) {
                throw fact.wrong(
                        "for",
                        "There is no column or let " + name + "."
                                + Suggestion.maybe(name, scope.names().keySet()));
            }
            scope.each(name);
            fact(fact, scope, facts, groups);
            scope.each(null);
        }
        if (!fact.has("for")) {
            fact(fact, scope, facts, groups);
        }
    }

    private void fact(YamlSection fact, Scope scope, List<FactRule> facts, List<GroupRule> groups) {
        String table = fact.text("table", "The table");
        TableSchema schema = schemas.get(table);
        if (schema == null) {
            throw fact.wrong(
                    "table",
                    "There is no table " + table + "; there are " + String.join(", ", schemas.keySet()) + "."
                            + Suggestion.maybe(table, schemas.keySet()));
        }
        Expression when = fact.has("when") ? fact.condition("when", scope) : null;
        YamlSection set = fact.section("set", "set");
        if (!fact.has("group")) {
            facts.add(new FactRule(schema, when, setters(set, schema, scope)));
            return;
        }
        Expression by = fact.expression("group", scope);
        List<Aggregate> aggregates = new ArrayList<>();
        scope.aggregates(aggregates);
        List<FactRule.Setter> setters = setters(set, schema, scope);
        scope.aggregates(null);
        groups.add(new GroupRule(by, List.copyOf(aggregates), new FactRule(schema, when, setters)));
    }

    private List<FactRule.Setter> setters(YamlSection set, TableSchema schema, Scope scope) {
        List<String> names = schema.columns().stream()
                .map(Column::name)
                .filter(n -> !FILLED.contains(n))
                .toList();
        List<FactRule.Setter> setters = new ArrayList<>();
        for (String name : set.names()) {
            if (!names.contains(name)) {
                String why = FILLED.contains(name)
                        ? "The column " + name + " is worked out and cannot be set."
                        : "The table " + schema.name() + " has no column " + name + "." + Suggestion.maybe(name, names);
                throw set.wrongName(name, why);
            }
            Column column = schema.columns().get(schema.index(name));
            Expression value = set.expression(name, scope);
            if (!FactRule.accepts(column, value.kind())) {
                throw set.wrong(
                        name,
                        schema.name() + "." + name + " is a "
                                + column.type().name().toLowerCase(Locale.ROOT) + " and this gives a "
                                + value.kind().word() + ".");
            }
            setters.add(new FactRule.Setter(schema.index(name), column, value));
        }
        for (Column column : schema.columns()) {
            boolean given = set.has(column.name()) || FILLED.contains(column.name());
            if (column.required() && !given && !Set.of("source", "currency").contains(column.name())) {
                throw set.wrong("", "Every " + schema.name() + " needs " + column.name() + ", and it is not set.");
            }
        }
        return setters;
    }
}
