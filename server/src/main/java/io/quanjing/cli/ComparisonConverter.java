package io.quanjing.cli;

import io.quanjing.metric.MetricQuestion.Comparison;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The public names of the comparisons. */
final class ComparisonConverter implements ITypeConverter<Comparison> {

    @Override
    public Comparison convert(String value) {
        return switch (value) {
            case "previous" -> Comparison.PREVIOUS;
            case "last-year" -> Comparison.LAST_YEAR;
            default -> throw new TypeConversionException("expected previous or last-year, not " + value);
        };
    }

    static String name(Comparison comparison) {
        return switch (comparison) {
            case PREVIOUS -> "previous";
            case LAST_YEAR -> "last-year";
        };
    }
}
