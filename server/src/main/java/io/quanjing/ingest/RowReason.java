package io.quanjing.ingest;

import java.util.Locale;

/** Why one row went to the quarantine. */
public enum RowReason {
    /** A column that must have a value is empty. */
    MISSING_VALUE,
    /** The text is not a number. */
    NOT_A_NUMBER,
    /** The text is a number, but not a whole one. */
    NOT_AN_INTEGER,
    /** The text is not a time or day in a known pattern. */
    NOT_A_TIME,
    /** The text is neither yes nor no. */
    NOT_A_BOOLEAN,
    /** The text is not in the vocabulary of its column. */
    UNKNOWN_VALUE,
    /** The number has more digits than a fact can hold, a quantity more than 9, or the time lies outside the years 1970 to 2200. */
    OUT_OF_RANGE,
    /** An order has a time of payment and no paid amount, or the other way round. */
    PAYMENT_INCOMPLETE,
    /** The amounts are in another currency than the shop's. */
    OTHER_CURRENCY,
    /** The row has more cells than the header. */
    TOO_MANY_COLUMNS,
    /** The row stands for more rows than one may. */
    TOO_MANY_PARTS,
    /** Another row of the same order is in the quarantine, and an order is taken whole or not at all. */
    GROUP_INCOMPLETE,
    /** A regular expression of the mapping takes too long on this text. */
    TEXT_TOO_COMPLEX;

    /** The public code, for example {@code ingest.not_a_number}. */
    public String code() {
        return "ingest." + name().toLowerCase(Locale.ROOT);
    }
}
