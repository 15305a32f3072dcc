package io.quanjing.explore;

import io.quanjing.kernel.DayRange;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricAnswer.Note;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a figure changed. Amounts are decimal strings with two places, everything else is a number, as in the answers of figures; effects are in the unit of the figure
 * and have two places, those of rates six and of other numbers four. The effects of a section add up to its change without a rest.
 *
 * @param metric its id
 * @param unit its unit
 * @param currency of amounts, or null
 * @param range the days that were asked for
 * @param base the days that were compared with, or null
 * @param figures the figure itself
 * @param factors what it is made of, or null if there is nothing honest to say
 * @param contributions what each value of a dimension did, or null if it was not asked for or there is nothing honest to say
 * @param notes what a reader has to know, also why a section is missing
 * @param asOf when it was answered
 * @param version of the data, the older one of two
 */
public record Explanation(
        String metric,
        String unit,
        @Nullable String currency,
        DayRange range,
        @Nullable DayRange base,
        Figures figures,
        @Nullable Factors factors,
        @Nullable Contributions contributions,
        List<Note> notes,
        Instant asOf,
        long version) {

    /** Before, now and between; each null if it is unknown. */
    public record Figures(
            @Nullable Object base,
            @Nullable Object current,
            @Nullable Object change) {}

    /**
     * The change by what the figure is made of.
     *
     * @param kind {@code product} of factors, {@code sum} of terms, or {@code ratio} of a numerator and a denominator
     * @param change what the effects add up to
     */
    public record Factors(String kind, Object change, List<Factor> parts) {}

    /**
     * One of the things that a figure is made of.
     *
     * @param metric its id; {@code numerator} or {@code denominator} where that is no metric of its own
     * @param title its name, or null where it is no metric of its own
     * @param unit of its own figures
     * @param minus whether it is taken off
     * @param effect in the unit of the explained figure
     */
    public record Factor(
            String metric,
            @Nullable Label title,
            String unit,
            boolean minus,
            Object base,
            Object current,
            Object effect) {}

    /**
     * The change by the values of a dimension.
     *
     * @param by the dimension
     * @param kind {@code sum}, or {@code mix_rate}, where every effect is one of mix and one of rate
     * @param change what the effects add up to
     * @param parts those with the largest effects, largest first
     * @param others all other values together, or null if there are none
     * @param overlap what is left because things count under several values or under none, or null if nothing is
     */
    public record Contributions(
            String by,
            String kind,
            Object change,
            List<Part> parts,
            @Nullable Others others,
            @Nullable Object overlap) {}

    /**
     * What a value did.
     *
     * @param value as facts carry it; null for those without
     * @param title its name, or null
     * @param base its own figure before, or null if it had none
     * @param current its own figure, or null if it has none
     * @param baseShare its share of the denominator before, for {@code mix_rate}
     * @param share its share of the denominator, for {@code mix_rate}
     * @param mix the part of the effect that comes from its share, for {@code mix_rate}
     * @param rate the part that comes from its own figure, for {@code mix_rate}
     * @param effect in the unit of the explained figure
     */
    public record Part(
            @Nullable String value,
            @Nullable Label title,
            @Nullable Object base,
            @Nullable Object current,
            @Nullable Double baseShare,
            @Nullable Double share,
            @Nullable Object mix,
            @Nullable Object rate,
            Object effect) {}

    /** What so many other values did together. */
    public record Others(
            long count, @Nullable Object mix, @Nullable Object rate, Object effect) {}
}
