package io.quanjing.ingest.pull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table that is read.
 *
 * @param name as the database has it
 * @param type what its values are to us
 * @param typeName what the database calls its type
 */
record SourceColumn(String name, Type type, String typeName) {

    /** What the values of a column are. */
    enum Type {
        /** A moment. */
        TIME,
        /** A day and time of day without a zone. */
        LOCAL_TIME,
        DAY,
        INTEGER,
        DECIMAL,
        TEXT,
        UUID,
        BOOLEAN,
        /** Everything else, as its database words it. */
        OTHER;

        /** Whether values grow in a way that tells what is new. */
        boolean grows() {
            return this == TIME || this == LOCAL_TIME || this == DAY || this == INTEGER || this == DECIMAL;
        }

        /** Whether rows can be put in order by it and found again. */
        boolean orders() {
            return grows() || this == TEXT || this == UUID;
        }
    }

    /**
     * A value of the column that is kept as text: a time in ISO 8601, a number in decimal digits.
     *
     * @return null if the text is none
     */
    @Nullable Object value(String text) {
        try {
            return switch (type) {
                case TIME -> OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
                case LOCAL_TIME -> LocalDateTime.parse(text.replace(' ', 'T'));
                case DAY -> LocalDate.parse(text);
                case INTEGER -> whole(text);
                case DECIMAL -> new BigDecimal(text);
                case TEXT, UUID, BOOLEAN, OTHER -> text;
            };
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static Number whole(String text) {
        BigInteger number = new BigDecimal(text).toBigIntegerExact();
        return number.bitLength() < Long.SIZE ? number.longValue() : (Number) new BigDecimal(number);
    }

    /** The value so far before another one: seconds of a time, or numbers. */
    static Object before(Object value, long overlap) {
        return switch (value) {
            case OffsetDateTime time -> time.minusSeconds(overlap);
            case LocalDateTime time -> time.minusSeconds(overlap);
            case LocalDate day -> day.minusDays((overlap + 86_399) / 86_400);
            case Long number -> number < Long.MIN_VALUE + overlap ? number : number - overlap;
            case BigDecimal number -> number.subtract(BigDecimal.valueOf(overlap));
            default -> value;
        };
    }

    /** The text that {@link #value} reads. */
    static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
