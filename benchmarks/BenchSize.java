import java.util.Locale;

/**
 * How much data a measurement stands on.
 *
 * @param name as a figure's column is headed
 * @param events rows of the fact event
 * @param orders rows of order_header
 * @param lines lines of the file that is imported
 * @param diskGigabytes what has to be free: the warehouse while it grows, and the file
 */
record BenchSize(String name, long events, long orders, long lines, int diskGigabytes) {

    static BenchSize of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "100k" -> new BenchSize("100k", 100_000, 10_000, 100_000, 1);
            case "1m" -> new BenchSize("1M", 1_000_000, 100_000, 1_000_000, 2);
            case "10m" -> new BenchSize("10M", 10_000_000, 1_000_000, 10_000_000, 8);
            case "50m" -> new BenchSize("50M", 50_000_000, 5_000_000, 10_000_000, 40);
            default -> throw new IllegalArgumentException("There is no size " + name + ". Maybe 100k, 1m, 10m or 50m.");
        };
    }
}
