package io.quanjing.calendar;

import io.quanjing.kernel.ErrorCode;

/** How {@code calendar} refuses. */
enum CalendarError implements ErrorCode {
    BAD_DAYS(Kind.INVALID),
    BAD_EVENT(Kind.INVALID),
    BAD_PHASES(Kind.INVALID),
    BAD_TEXT(Kind.INVALID),
    BAD_KIND(Kind.INVALID),
    /** A file that is no CSV of its kind; the message has the line. */
    BAD_FILE(Kind.INVALID),
    /** A row of a file breaks a rule. */
    BAD_ROW(Kind.INVALID),
    TOO_MUCH(Kind.TOO_LARGE),
    /** Rows of all shops are changed only by somebody who sees them all. */
    ALL_SHOPS_NEEDED(Kind.FORBIDDEN),
    PROMOTION_EXISTS(Kind.CONFLICT),
    UNKNOWN_ENTRY(Kind.NOT_FOUND),
    /** No edition of an event to line up with. */
    NO_EVENT(Kind.INVALID),
    /** Shops whose windows differ have no common line of days. */
    MIXED_WINDOWS(Kind.INVALID);

    private final Kind kind;

    CalendarError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "calendar";
    }
}
