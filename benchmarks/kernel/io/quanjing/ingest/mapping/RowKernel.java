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
    private static final int MOST = 4_000_000;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter SHAPE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final String[] times = new String[ROWS];
    private final Times reader = new Times(ZONE);
    private final SplittableRandom random = new SplittableRandom(618);
    private RowCounter counter = new RowCounter();
    private Map<Long, Integer> counts = new HashMap<>();
    private int counted;
    private int next;

    @Setup
    public void fill() {
        LocalDateTime begin = LocalDateTime.of(2026, 1, 1, 0, 0);
        for (int i = 0; i < ROWS; i++) {
            // In the order of a year, as exports are.
            times[i] = SHAPE.format(begin.plusSeconds(i * 480L));
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

    /** Rows that differ nearly always, as in a file without keys; begins anew after four million. */
    @Benchmark
    public long occurrence() {
        if (++counted == MOST) {
            counted = 0;
            counter = new RowCounter();
        }
        return counter.next(random.nextLong());
    }

    @Benchmark
    public int occurrenceFloor() {
        if (++counted == MOST) {
            counted = 0;
            counts = new HashMap<>();
        }
        return counts.merge(random.nextLong(), 1, Integer::sum);
    }
}
