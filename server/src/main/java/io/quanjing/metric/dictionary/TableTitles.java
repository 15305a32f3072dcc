package io.quanjing.metric.dictionary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What people call the tables that figures come from. */
public final class TableTitles {

    private static final String FILE = "table.yml";

    private static final class Program {
        private static final Map<String, Title> TITLES = read();
    }

    private TableTitles() {}

    /** The title of a table; one without a title is called by its name. */
    public static Title of(String table) {
        return Program.TITLES.getOrDefault(table, new Title(table, table));
    }

    /** The tables that have a title. */
    static Set<String> known() {
        return Program.TITLES.keySet();
    }

    private static Map<String, Title> read() {
        try (InputStream in = TableTitles.class.getResourceAsStream("/metric/" + FILE)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its own file /metric/" + FILE + ".");
            }
            Map<String, Title> titles = new LinkedHashMap<>();
            YamlValue.parse(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .entries()
                    .forEach((table, title) -> titles.put(table, title.title()));
            return titles;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
