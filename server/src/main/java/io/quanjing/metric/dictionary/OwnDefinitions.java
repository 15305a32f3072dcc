package io.quanjing.metric.dictionary;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a shop's own text adds to the dictionary.
 *
 * @param dictionary the program's names and those of the shop that are right
 * @param metrics the shop's own, by id
 * @param dimensions the ids of the shop's own
 * @param problems what is wrong; whatever it is about is not in the dictionary
 * @param unsure values of which only the shop's data could say whether they are right; nothing is wrong with them in itself
 */
public record OwnDefinitions(
        Dictionary dictionary,
        Map<String, Written> metrics,
        List<String> dimensions,
        List<Problem> problems,
        List<Problem> unsure) {

    /** More characters than this are not read. */
    public static final int LONGEST_TEXT = 50_000;

    /**
     * A metric as it was written.
     *
     * @param expression the text
     * @param where its condition, or an empty text
     * @param uses the metrics and measures that the expression names
     */
    public record Written(String expression, String where, Set<String> uses) {}

    /** Nothing of a shop's own. */
    public static OwnDefinitions none(Dictionary program) {
        return new OwnDefinitions(program, Map.of(), List.of(), List.of(), List.of());
    }

    /** Reads a text. */
    public static OwnDefinitions read(String text, Dictionary program) {
        return read(text, program, id -> true);
    }

    /** Reads what of a text has certain ids. */
    public static OwnDefinitions read(String text, Dictionary program, Predicate<String> ids) {
        return new OwnReader(program, ids).read(text);
    }

    /** Every definition of a text as one that can be compared, by id; empty if the text is broken as a whole. */
    public static Map<String, String> sources(String text) {
        return OwnReader.sources(text);
    }

    /** Whether it has this name of its own. */
    public boolean has(String id) {
        return metrics.containsKey(id) || dimensions.contains(id);
    }
}
