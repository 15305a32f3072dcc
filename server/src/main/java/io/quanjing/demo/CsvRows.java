package io.quanjing.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one CSV file value by value, without an object per row or value. Moments are seconds on the shops' wall clock
 * (UTC+8 all year), amounts are hundredths. The simulator's texts contain neither comma nor quote, so nothing is quoted.
 */
final class CsvRows implements AutoCloseable {

    /** What the wall clock is ahead of UTC. */
    static final int OFFSET = 8 * 3600;

    private static final byte[] ZONE = "+08:00".getBytes(StandardCharsets.US_ASCII);
    private static final int ROOM = 4096;

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] date = new byte[10];
    private final byte[] digits = new byte[20];
    private long dateOf = Long.MIN_VALUE;
    private int length;
    private boolean first = true;
    private long rows;

    CsvRows(OutputStream out, String... columns) {
        this.out = out;
        for (String column : columns) {
            text(column);
        }
        end();
        rows = 0;
    }

    private void next() {
        if (first) {
            first = false;
        } else {
            buffer[length++] = ',';
        }
    }

    CsvRows text(@Nullable String value) {
        next();
        if (value != null) {
            append(value);
        }
        return this;
    }

    /** One value made of a text and a number, an id for example. */
    CsvRows id(String prefix, long number) {
        next();
        append(prefix);
        digits(number);
        return this;
    }

    /** One value made of a text, a number, a separator and another number. */
    CsvRows id(String prefix, long number, char separator, long second) {
        id(prefix, number);
        buffer[length++] = (byte) separator;
        digits(second);
        return this;
    }

    CsvRows none() {
        next();
        return this;
    }

    CsvRows number(long value) {
        next();
        digits(value);
        return this;
    }

    /** A number that may be negative. */
    CsvRows signed(long value) {
        if (value >= 0) {
            return number(value);
        }
        return id("-", -value);
    }

    CsvRows flag(boolean value) {
        return text(value ? "true" : "false");
    }

    CsvRows cents(long value) {
        next();
        long rest = value;
        if (rest < 0) {
            buffer[length++] = '-';
            rest = -rest;
        }
        digits(rest / 100);
        buffer[length++] = '.';
        buffer[length++] = (byte) ('0' + rest / 10 % 10);
        buffer[length++] = (byte) ('0' + rest % 10);
        return this;
    }

    CsvRows moment(long second) {
        next();
        long day = Math.floorDiv(second, 86_400L);
        date(day);
        int time = (int) (second - day * 86_400L);
        buffer[length++] = 'T';
        two(time / 3600);
        buffer[length++] = ':';
        two(time / 60 % 60);
        buffer[length++] = ':';
        two(time % 60);
        System.arraycopy(ZONE, 0, buffer, length, ZONE.length);
        length += ZONE.length;
        return this;
    }

    /** A moment, or nothing if it is 0 or lies after the other. */
    CsvRows momentUpTo(long second, long now) {
        return second == 0 || second >= now ? none() : moment(second);
    }

    CsvRows day(long epochDay) {
        next();
        date(epochDay);
        return this;
    }

    void end() {
        buffer[length++] = '\n';
        first = true;
        rows++;
        if (length > buffer.length - ROOM) {
            flush();
        }
    }

    /** Rows so far, without the header. */
    long rows() {
        return rows;
    }

    private void date(long epochDay) {
        if (epochDay != dateOf) {
            dateOf = epochDay;
            String text = LocalDate.ofEpochDay(epochDay).toString();
            for (int i = 0; i < 10; i++) {
                date[i] = (byte) text.charAt(i);
            }
        }
        System.arraycopy(date, 0, buffer, length, 10);
        length += 10;
    }

    private void two(int value) {
        buffer[length++] = (byte) ('0' + value / 10);
        buffer[length++] = (byte) ('0' + value % 10);
    }

    private void digits(long value) {
        long rest = value;
        int count = 0;
        do {
            digits[count++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        while (count > 0) {
            buffer[length++] = digits[--count];
        }
    }

    private void append(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                buffer[length++] = (byte) c;
            } else if (c < 0x800) {
                buffer[length++] = (byte) (0xC0 | (c >> 6));
                buffer[length++] = (byte) (0x80 | (c & 0x3F));
            } else {
                buffer[length++] = (byte) (0xE0 | (c >> 12));
                buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                buffer[length++] = (byte) (0x80 | (c & 0x3F));
            }
        }
    }

    private void flush() {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        length = 0;
    }

    @Override
    public void close() {
        flush();
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
