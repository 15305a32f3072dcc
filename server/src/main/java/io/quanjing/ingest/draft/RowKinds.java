package io.quanjing.ingest.draft;

import io.quanjing.ingest.mapping.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the rows of a file can be, with the words that headers have for their fields: {@code mapping/row-kinds.yml}.
 *
 * @param kinds what rows can be, in the order in which they are offered
 * @param vocabularies of fields whose values are ours: id to words
 * @param layouts of times beside the usual ones
 * @param encodings that can be asked for
 */
public record RowKinds(
        List<RowKind> kinds, Map<String, List<Word>> vocabularies, List<String> layouts, List<String> encodings) {

    private static final String FILE = "mapping/row-kinds.yml";

    /** What the values of a field are. */
    public enum Type {
        TEXT,
        ID,
        AMOUNT,
        NUMBER,
        INTEGER,
        TIME,
        DAY;

        boolean numeric() {
            return this == AMOUNT || this == NUMBER || this == INTEGER;
        }

        boolean temporal() {
            return this == TIME || this == DAY;
        }
    }

    /** A text in both languages. */
    public record Title(String zh, String en) {}

    /**
     * Something that rows can be.
     *
     * @param table of the facts
     * @param key an expression that tells a row from the others when the file has no id, or null for a hash of the row
     */
    public record RowKind(
            String id, String table, Title title, @Nullable String key, List<Field> fields) {

        /** A field by name. */
        public Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }
    }

    /**
     * A field.
     *
     * @param needed whether there is no fact without it
     * @param identity whether it is the row's own id, made up where the file has none
     * @param keyOnly whether it stands in the natural key alone
     * @param withDay whether the id is one of a day
     * @param telling whether a column of this name says much about what the file is
     * @param otherwise the constant where the file has none, or null
     * @param otherwiseNow whether the moment of the import counts where the file has none
     * @param values the name of its vocabulary, or null
     * @param words that headers have for it
     */
    public record Field(
            String name,
            Type type,
            Title title,
            boolean needed,
            boolean identity,
            boolean keyOnly,
            boolean withDay,
            boolean telling,
            @Nullable String otherwise,
            boolean otherwiseNow,
            @Nullable String values,
            List<String> words) {}

    /** A word of ours, and those that sources have for it. */
    public record Word(String id, Title title, List<String> words) {

        boolean means(String given) {
            String word = Values.word(given);
            return word.equals(id) || words.stream().map(Values::word).anyMatch(word::equals);
        }
    }

    /** What rows can be, by its id. */
    public Optional<RowKind> kind(String id) {
        return kinds.stream().filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** The words of a field's vocabulary; none if it takes any. */
    List<Word> words(Field field) {
        return field.values() == null ? List.of() : vocabularies.getOrDefault(field.values(), List.of());
    }

    /** Refuses what cannot be the name of a format. */
    public static void requireName(String name) {
        DraftRules.name(name);
    }

    /** Reads the file of the program. */
    public static RowKinds read() {
        try (@Nullable InputStream in = RowKinds.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks " + FILE + ".");
            }
            Map<?, ?> root = map(new Load(LoadSettings.builder().setLabel(FILE).build()).loadFromInputStream(in));
            Map<String, List<Word>> vocabularies = new LinkedHashMap<>();
            map(root.get("vocabularies")).forEach((name, words) -> vocabularies.put(text(name), words(map(words))));
            List<RowKind> kinds = new ArrayList<>();
            map(root.get("kinds")).forEach((id, kind) -> kinds.add(kind(text(id), map(kind))));
            return new RowKinds(
                    List.copyOf(kinds), vocabularies, texts(root.get("layouts")), texts(root.get("encodings")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Word> words(Map<?, ?> given) {
        List<Word> words = new ArrayList<>();
        given.forEach((id, word) ->
                words.add(new Word(text(id), title(map(word)), texts(map(word).get("words")))));
        return List.copyOf(words);
    }

    private static RowKind kind(String id, Map<?, ?> given) {
        List<Field> fields = new ArrayList<>();
        map(given.get("fields")).forEach((name, field) -> fields.add(field(text(name), map(field))));
        return new RowKind(
                id,
                text(given.get("table")),
                title(map(given.get("title"))),
                optional(given.get("key")),
                List.copyOf(fields));
    }

    private static Field field(String name, Map<?, ?> given) {
        return new Field(
                name,
                Type.valueOf(text(given.get("type")).toUpperCase(java.util.Locale.ROOT)),
                title(map(given.get("title"))),
                flag(given, "needed"),
                flag(given, "identity"),
                flag(given, "key_only"),
                flag(given, "with_day"),
                flag(given, "telling"),
                optional(given.get("otherwise")),
                flag(given, "otherwise_now"),
                optional(given.get("values")),
                texts(given.get("words")));
    }

    private static Title title(Map<?, ?> given) {
        Map<?, ?> title = given.containsKey("title") ? map(given.get("title")) : given;
        return new Title(text(title.get("zh")), text(title.get("en")));
    }

    private static boolean flag(Map<?, ?> given, String name) {
        return Boolean.TRUE.equals(given.get(name));
    }

    private static Map<?, ?> map(@Nullable Object given) {
        if (given instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalStateException(FILE + " has " + given + " where a map is needed.");
    }

    private static List<String> texts(@Nullable Object given) {
        if (given instanceof List<?> list) {
            return list.stream().map(RowKinds::text).toList();
        }
        throw new IllegalStateException(FILE + " has " + given + " where a list is needed.");
    }

    private static String text(@Nullable Object given) {
        return Objects.requireNonNull(given, FILE).toString();
    }

    private static @Nullable String optional(@Nullable Object given) {
        return given == null ? null : given.toString();
    }
}
