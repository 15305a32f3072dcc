package io.quanjing.ingest.mapping;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What each row of an import goes through: its time is read, and rows that look alike are counted. */
@State(Scope.Thread)
public class RowKernel {

    private static final int ROWS = 1 << 16;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter SHAPE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final String[] times = new String[ROWS];
    private final long[] hashes = new long[ROWS];
    private final Times reader = new Times(ZONE);
    private final RowCounter counter = new RowCounter();
    private final Map<Long, Integer> counts = new HashMap<>();
    private int next;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(618);
        LocalDateTime begin = LocalDateTime.of(2026, 1, 1, 0, 0);
        for (int i = 0; i < ROWS; i++) {
            // In the order of a year, as exports are.
            times[i] = SHAPE.format(begin.plusSeconds(i * 480L));
            hashes[i] = random.nextLong();
        }
    }

    private int next() {
        next = next + 1 & ROWS - 1;
        return next;
    }

    @Benchmark
    public Instant time() {
        return reader.time(times[next()]);
    }

    /** The JDK's formatter, told the one shape. */
    @Benchmark
    public Instant timeFloor() {
        return LocalDateTime.parse(times[next()], SHAPE).atZone(ZONE).toInstant();
    }

    @Benchmark
    public long occurrence() {
        return counter.next(hashes[next()]);
    }

    @Benchmark
    public int occurrenceFloor() {
        return counts.merge(hashes[next()], 1, Integer::sum);
    }
}
