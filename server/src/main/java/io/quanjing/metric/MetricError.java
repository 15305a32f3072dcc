package io.quanjing.metric;

import io.quanjing.kernel.ErrorCode;

/** Why a question is refused, or what is wrong with the dictionary. */
public enum MetricError implements ErrorCode {
    /** The dictionary's files break a rule: the program was shipped broken. */
    BROKEN_DICTIONARY(Kind.INTERNAL),
    UNKNOWN_METRIC(Kind.INVALID),
    UNKNOWN_DIMENSION(Kind.INVALID),
    UNKNOWN_VALUE(Kind.INVALID),
    /** No such shop, or none that the caller sees. */
    UNKNOWN_SHOP(Kind.NOT_FOUND),
    /** The metric has no such dimension. */
    NOT_SPLITTABLE(Kind.INVALID),
    /** Each dimension alone is possible, all together are not. */
    NOT_COMBINABLE(Kind.INVALID),
    BAD_DAY(Kind.INVALID),
    BAD_RANGE(Kind.INVALID),
    BAD_GRAIN(Kind.INVALID),
    BAD_COMPARISON(Kind.INVALID),
    BAD_FILTER(Kind.INVALID),
    BAD_ORDER(Kind.INVALID),
    BAD_LIMIT(Kind.INVALID),
    /** The rest is asked of something that is no breakdown into few rows. */
    BAD_REST(Kind.INVALID),
    BAD_FORMAT(Kind.INVALID),
    /** The rows behind a figure are asked for in a way that names no one figure or page. */
    BAD_ROWS(Kind.INVALID),
    /** A moment to look back from is none, or lies ahead. */
    BAD_MOMENT(Kind.INVALID),
    /** More ids, dimensions, values or days than one question may have. */
    TOO_MUCH(Kind.INVALID),
    /** Amounts of several currencies do not add up. */
    MIXED_CURRENCIES(Kind.INVALID),
    /** Hours of shops whose days start at different hours do not line up. */
    MIXED_CUTOFFS(Kind.INVALID),
    EXPORT_NOT_ALLOWED(Kind.FORBIDDEN),
    /** A shop's own definitions with a mistake. */
    BAD_DEFINITION(Kind.INVALID),
    /** Somebody else changed a shop's definitions in the meantime. */
    DEFINITIONS_MOVED(Kind.CONFLICT),
    UNKNOWN_VERSION(Kind.NOT_FOUND),
    /** As many pages of one user are told of news as one user may have open. */
    TOO_MANY_STREAMS(Kind.TOO_MANY);

    private final Kind kind;

    MetricError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "metric";
    }
}
