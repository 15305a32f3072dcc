package io.quanjing.ingest.draft;

import io.quanjing.ingest.draft.Draft.From;
import io.quanjing.ingest.draft.Draft.Origin;
import io.quanjing.ingest.draft.Preview.ColumnView;
import io.quanjing.ingest.draft.RowKinds.Field;
import io.quanjing.ingest.draft.RowKinds.RowKind;
import io.quanjing.ingest.draft.RowKinds.Word;
import io.quanjing.ingest.mapping.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Guesses by names and values what the rows of a file are and which column is which field. */
final class Suggestions {

    private static final double PART_OF_A_NAME = 0.5;
    private static final double BY_VALUES = 0.4;
    private static final double LATER_WORD = 0.002;
    private static final int SHORTEST_PART = 4;
    private static final int SHORTEST_HAN_PART = 2;
    private static final double NEEDED = 3;
    private static final double TELLING = 2;
    private static final double MISSING = -5;
    private static final double BASKETS = 5;
    private static final List<String> GOODS = List.of("line_no", "sku", "product", "title", "quantity");

    private final RowKinds kinds;
    private final Draft.Reading reading;
    private final List<ColumnView> columns;
    private final List<ColumnProfile> profiles;
    private final Draft.@Nullable Split split;

    Suggestions(
            RowKinds kinds,
            Draft.Reading reading,
            List<ColumnView> columns,
            List<ColumnProfile> profiles,
            Draft.@Nullable Split split) {
        this.kinds = kinds;
        this.reading = reading;
        this.columns = columns;
        this.profiles = profiles;
        this.split = split;
    }

    /** A column that may be a field. */
    private record Guess(Field field, int column, double score) {}

    /** What the file may be, the likeliest first. */
    List<Preview.Suggested> all(String file) {
        String name = nameOf(file);
        List<Preview.Suggested> all = new ArrayList<>();
        for (RowKind kind : kinds.kinds()) {
            all.add(of(kind, name));
        }
        all.sort(Comparator.comparingDouble(Preview.Suggested::score).reversed());
        return all;
    }

    /** A name of a format, made of the file's. */
    static String nameOf(String file) {
        String bare = file.substring(file.lastIndexOf('/') + 1).replaceAll("(\\.[A-Za-z]{2,4})+$", "");
        String name = bare.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut = name.length() > 40 ? name.substring(0, 40) : name;
        return cut.isEmpty() ? "own" : cut;
    }

    private Preview.Suggested of(RowKind kind, String name) {
        Map<String, Guess> guesses = guesses(kind);
        Map<String, Origin> fields = new LinkedHashMap<>();
        double score = 0;
        for (Field field : kind.fields()) {
            Guess guess = guesses.get(field.name());
            if (guess != null) {
                fields.put(field.name(), origin(field, guess.column()));
                score += guess.score() * (field.needed() ? NEEDED : field.telling() ? TELLING : 1);
            } else if (field.otherwiseNow()) {
                fields.put(field.name(), Origin.of(From.NOW));
            } else if (field.otherwise() != null) {
                fields.put(field.name(), Origin.constant(field.otherwise()));
            }
        }
        if (kind.field("paid_at").isPresent()) {
            money(kind, fields);
            if (kind.table().equals("order_line")) {
                boolean goods = GOODS.stream().anyMatch(guesses::containsKey);
                score += split != null ? BASKETS : goods ? 0 : MISSING;
            }
        }
        for (Field field : kind.fields()) {
            score += field.needed() && !fields.containsKey(field.name()) ? MISSING : 0;
        }
        Draft draft = new Draft(
                name,
                kind.id(),
                reading,
                columns.stream().map(ColumnView::header).toList(),
                fields,
                List.of(),
                split,
                List.of(),
                null,
                null);
        return new Preview.Suggested(draft, score);
    }

    /** Sales of which the file says less than an order has. */
    private void money(RowKind kind, Map<String, Origin> fields) {
        if (!fields.containsKey("paid_at")) {
            fields.put("paid_at", Origin.of(From.ORDER));
        }
        if (!fields.containsKey("order_amount") && fields.containsKey("paid_amount")) {
            fields.put("order_amount", fields.get("paid_amount"));
        }
        boolean lines = kind.table().equals("order_line");
        if (lines && !fields.containsKey("order_amount") && !fields.containsKey("list_price")) {
            fields.put("order_amount", Origin.constant("0"));
        }
        if (split != null && lines) {
            fields.put("order_id", Origin.of(From.LINE));
            fields.put("product", origin(kind.field("product").orElseThrow(), split.column() - 1));
            if (!fields.containsKey("at")) {
                fields.put("at", Origin.of(From.NOW));
            }
        }
    }

    /** The best columns for the fields, none of them twice. */
    private Map<String, Guess> guesses(RowKind kind) {
        List<Guess> all = new ArrayList<>();
        for (Field field : kind.fields()) {
            for (int i = 0; i < columns.size(); i++) {
                double score = fits(field, i) ? byName(field, columns.get(i).header()) : 0;
                if (score > 0) {
                    all.add(new Guess(field, i, score));
                }
            }
        }
        all.sort(Comparator.comparingDouble(Guess::score).reversed());
        Map<String, Guess> guesses = new HashMap<>();
        Set<Integer> used = new HashSet<>();
        for (Guess guess : all) {
            if (!guesses.containsKey(guess.field().name()) && used.add(guess.column())) {
                guesses.put(guess.field().name(), guess);
            }
        }
        byValues(kind, guesses, used);
        return guesses;
    }

    /** The only column with times is the time that every fact needs. */
    private void byValues(RowKind kind, Map<String, Guess> guesses, Set<Integer> used) {
        for (Field field : kind.fields()) {
            if (!field.needed() || !field.type().temporal() || guesses.containsKey(field.name())) {
                continue;
            }
            List<Integer> times = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                if (!used.contains(i) && profiles.get(i).surelyTemporal()) {
                    times.add(i);
                }
            }
            if (times.size() == 1 && used.add(times.getFirst())) {
                guesses.put(field.name(), new Guess(field, times.getFirst(), BY_VALUES));
            }
        }
    }

    private boolean fits(Field field, int column) {
        ColumnProfile profile = profiles.get(column);
        if (profile.filled() == 0 || columns.get(column).header().isEmpty()) {
            return false;
        }
        if (field.type().numeric()) {
            return profile.numeric();
        }
        return field.type().temporal() ? profile.temporal() : !profile.surelyTemporal();
    }

    /** From 0 to 1: how well a header names a field. */
    private static double byName(Field field, String header) {
        String bare = bare(header);
        double best = 0;
        List<String> words = field.words();
        for (int i = 0; i < words.size(); i++) {
            String word = bare(words.get(i));
            boolean han = word.codePoints().anyMatch(Character::isIdeographic);
            double score = 0;
            if (bare.equals(word)) {
                score = 1;
            } else if (word.length() >= (han ? SHORTEST_HAN_PART : SHORTEST_PART) && bare.contains(word)) {
                score = PART_OF_A_NAME * (1 + (double) word.length() / bare.length()) / 2;
            }
            best = Math.max(best, score - i * LATER_WORD);
        }
        return Math.max(best, 0);
    }

    /** A header in small letters, without blanks, signs and what stands in brackets. */
    static String bare(String header) {
        String word = Values.word(header).replaceAll("#\\d+$", "");
        String open = word.replaceAll("\\([^)]*\\)|\\[[^\\]]*\\]", "");
        return (open.isBlank() ? word : open).replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    private Origin origin(Field field, int column) {
        ColumnProfile profile = profiles.get(column);
        return new Origin(
                From.COLUMN,
                column + 1,
                null,
                field.type().temporal() ? profile.pattern() : null,
                field.type().numeric() && profile.decimalComma(),
                field.type() == RowKinds.Type.INTEGER && profile.fractional(),
                field.values() == null ? null : vocabulary(field, profile));
    }

    /** The words of the file that mean words of ours; others are left to the person. */
    private Map<String, String> vocabulary(Field field, ColumnProfile profile) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String given : profile.words().keySet()) {
            for (Word word : kinds.words(field)) {
                if (word.means(given) && !values.containsKey(given)) {
                    values.put(given, word.id());
                }
            }
        }
        return values;
    }
}
