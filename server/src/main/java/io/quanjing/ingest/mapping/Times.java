package io.quanjing.ingest.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * Reads days and times in the shapes that exports use: {@code 2026-11-01 09:30:00}, {@code 2026/6/6 13:41}, {@code 20261101},
 * {@code 2026年11月1日}, ISO 8601 with or without offset, Excel serials. Without an offset the time is local to the file's zone; in the gap
 * of summer time it moves forward, in the overlap it is the earlier one.
 */
public final class Times {

    private static final int BUCKET = 900;

    private final ZoneId zone;
    private final Instant now;
    private long bucket = Long.MIN_VALUE;
    private int bucketOffset;
    private String text = "";
    private int at;

    /**
     * Times of a file.
     *
     * @param zone of what has no offset
     * @param now when the reading began
     */
    public Times(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** When the reading began, the same for all rows. */
    Instant now() {
        return now;
    }

    ZoneId zone() {
        return zone;
    }

    /** The moment, or null if the text is none. */
    public @Nullable Instant time(String given) {
        return parse(given, false) instanceof Instant instant ? instant : null;
    }

    /** The day that the text names, whatever its time of day; or null. */
    @Nullable LocalDate day(String given) {
        return parse(given, true) instanceof LocalDate day ? day : null;
    }

    Instant instant(LocalDateTime local) {
        return Instant.ofEpochSecond(epoch(local.toEpochSecond(ZoneOffset.UTC)), local.get(ChronoField.NANO_OF_SECOND));
    }

    private @Nullable Object parse(String given, boolean dayOnly) {
        text = given.strip();
        at = 0;
        if (text.length() < 5) {
            return null;
        }
        try {
            int digits = digitsFrom(0);
            if (digits == 4) {
                return separated(dayOnly);
            }
            if (digits == text.length() && (digits == 8 || digits == 14)) {
                return compact(dayOnly);
            }
            return digits == 5 ? serial(dayOnly) : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private @Nullable Object compact(boolean dayOnly) {
        LocalDate day = LocalDate.of(number(4), number(2), number(2));
        if (dayOnly) {
            return day;
        }
        int hour = text.length() == 14 ? number(2) : 0;
        int minute = text.length() == 14 ? number(2) : 0;
        int second = text.length() == 14 ? number(2) : 0;
        return instant(day.atTime(hour, minute, second));
    }

    private @Nullable Object serial(boolean dayOnly) {
        for (int i = 5; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c == '.' && i == 5) && (c < '0' || c > '9')) {
                return null;
            }
        }
        double days = Double.parseDouble(text);
        LocalDateTime local = LocalDateTime.of(1899, 12, 30, 0, 0).plusSeconds(Math.round(days * 86_400));
        return dayOnly ? local.toLocalDate() : instant(local);
    }

    private @Nullable Object separated(boolean dayOnly) {
        int year = number(4);
        char separator = take();
        if (separator != '-' && separator != '/' && separator != '.' && separator != '年') {
            return null;
        }
        int month = number(2);
        char second = take();
        if (month < 0 || second != (separator == '年' ? '月' : separator)) {
            return null;
        }
        int dayOfMonth = number(2);
        if (peek() == '日') {
            at++;
        }
        LocalDate day = LocalDate.of(year, month, dayOfMonth);
        boolean sawGap = false;
        while (peek() == ' ' || peek() == 'T' || peek() == 't') {
            sawGap = true;
            at++;
        }
        if (at == text.length()) {
            return dayOnly ? day : Instant.ofEpochSecond(epoch(day.toEpochDay() * 86_400));
        }
        return sawGap ? timed(day, dayOnly) : null;
    }

    private @Nullable Object timed(LocalDate day, boolean dayOnly) {
        int hour = number(2);
        if (hour < 0 || take() != ':') {
            return null;
        }
        int minute = number(2);
        int second = 0;
        int nanos = 0;
        if (peek() == ':') {
            at++;
            second = number(2);
            if (second >= 0 && (peek() == '.' || peek() == ',')) {
                at++;
                nanos = fraction();
            }
        }
        if (minute < 0 || minute > 59 || second < 0 || second > 59 || hour > 23 || nanos < 0) {
            return null;
        }
        while (peek() == ' ') {
            at++;
        }
        long local = day.toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second;
        if (at == text.length()) {
            return dayOnly ? day : Instant.ofEpochSecond(epoch(local), nanos);
        }
        ZoneOffset offset = ZoneOffset.of(offset());
        return dayOnly ? day : Instant.ofEpochSecond(local - offset.getTotalSeconds(), nanos);
    }

    private String offset() {
        String rest = text.substring(at);
        return rest.equals("z") || rest.equals("UTC") || rest.equals("GMT") ? "Z" : rest;
    }

    private int fraction() {
        int digits = digitsFrom(at);
        if (digits == 0) {
            return -1;
        }
        int nanos = 0;
        for (int i = 0; i < 9; i++) {
            nanos = nanos * 10 + (i < digits ? text.charAt(at + i) - '0' : 0);
        }
        at += digits;
        return nanos;
    }

    private int digitsFrom(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i - from;
    }

    /** A number of at most so many digits; -1 if there is none. */
    private int number(int most) {
        int value = 0;
        int from = at;
        while (at < text.length() && at - from < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + text.charAt(at++) - '0';
        }
        return at == from ? -1 : value;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private char take() {
        return at < text.length() ? text.charAt(at++) : '\0';
    }

    /** Offsets only change on quarters of an hour, so one quarter's offset is remembered. */
    private long epoch(long local) {
        long quarter = Math.floorDiv(local, BUCKET);
        if (quarter != bucket) {
            LocalDateTime start = LocalDateTime.ofEpochSecond(quarter * BUCKET, 0, ZoneOffset.UTC);
            bucketOffset = start.atZone(zone).getOffset().getTotalSeconds();
            long shifted = start.atZone(zone).toLocalDateTime().toEpochSecond(ZoneOffset.UTC) - quarter * BUCKET;
            bucketOffset -= (int) shifted;
            bucket = quarter;
        }
        return local - bucketOffset;
    }
}
