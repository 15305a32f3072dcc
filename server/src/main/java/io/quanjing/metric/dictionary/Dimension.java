package io.quanjing.metric.dictionary;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that figures can be split and filtered by.
 *
 * @param id for example {@code channel_kind}
 * @param title what people call it
 * @param origin where its values come from
 * @param path whether a value is a path with '/' whose beginnings are values too
 * @param values the titles of known values by value
 * @param closed whether there are no other values than the known ones
 * @param titles the table that knows more titles, or null
 * @param looksBack how many days before a row the history has to reach for the value to be right
 */
public record Dimension(
        String id,
        Title title,
        Origin origin,
        boolean path,
        Map<String, Title> values,
        boolean closed,
        @Nullable TitleTable titles,
        int looksBack) {

    /** Where the values come from. */
    public sealed interface Origin {}

    /** A column of the tables that name this dimension. */
    public record OfColumn(String dimension) implements Origin {}

    /**
     * What a dimension table says about another dimension's value.
     *
     * @param whenTrue the value where the column is true, if it is a boolean one
     * @param whenFalse the value where it is false
     */
    public record OfLookup(
            String dimension,
            String table,
            String key,
            String column,
            @Nullable String whenTrue,
            @Nullable String whenFalse)
            implements Origin {}

    /**
     * The beginning of another dimension's path, this many parts long; a shorter path as it stands.
     *
     * @param level from 1
     */
    public record PathLevel(String dimension, int level) implements Origin {}

    /**
     * Groups of another dimension's values that a shop made.
     *
     * @param of the dimension whose values are grouped, never one of this kind
     * @param groups the values by group; where values are paths, what is below belongs to the group too
     * @param rest the group of all other values
     */
    public record Grouped(Dimension of, Map<String, List<String>> groups, String rest) implements Origin {}

    /** A part of the time that dates a measure. */
    public record OfTime(TimePart part) implements Origin {}

    /** What of a time. */
    public enum TimePart {
        /** 0 to 23 on the shop's wall clock. */
        HOUR,
        /** 1 for Monday to 7 for Sunday, of the shop day. */
        WEEKDAY
    }

    /** A dimension table with titles; {@code also} are further columns by which a value can be named. */
    public record TitleTable(String table, String key, String zh, String en, List<String> also) {}

    /** The same, whose values are themselves alone and not what is below them. */
    public Dimension exactly() {
        return path ? new Dimension(id, title, origin, false, values, closed, titles, looksBack) : this;
    }

    /** The dimension whose column a table needs for this one; null if every table has it. */
    public @Nullable String base() {
        return switch (origin) {
            case OfColumn c -> c.dimension();
            case OfLookup l -> l.dimension();
            case PathLevel p -> p.dimension();
            case OfTime t -> null;
            case Grouped g -> g.of().base();
        };
    }

    /** The dimension that the tables know: the grouped one, or this one. */
    public Dimension known() {
        return origin instanceof Grouped grouped ? grouped.of() : this;
    }

    /** Whether a table that is no mart says its values. */
    public boolean looksUp() {
        return known().origin() instanceof OfLookup;
    }

    /** Whether the values are whole numbers. */
    public boolean numeric() {
        return origin instanceof OfTime;
    }
}
