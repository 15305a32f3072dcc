import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The least that each figure could be on this machine, measured beside it: the engine alone, without anything of ours around it. */
final class BenchFloors {

    private BenchFloors() {}

    /**
     * The engine's appender into a table of the columns of events, a durable commit for each batch.
     *
     * @return rows a second
     */
    static double append(Path work, int batch, double seconds) throws Exception {
        Path file = work.resolve("floor-append.duckdb");
        Files.deleteIfExists(file);
        List<String> columns = new ArrayList<>();
        try (Warehouse shape = EmbeddedWarehouse.open(Files.createDirectories(work.resolve("shape")))) {
            TableSchema event = shape.table("event");
            event.columns().forEach(column -> columns.add("\"" + column.name() + "\"" + switch (column.type()) {
                case TEXT -> " VARCHAR";
                case BIGINT -> " BIGINT";
                case DECIMAL -> " DECIMAL(18, 4)";
                case BOOLEAN -> " BOOLEAN";
                case DATE -> " DATE";
                case TIMESTAMP -> " TIMESTAMP";
            }));
        }
        try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("SET checkpoint_threshold = '192MB'");
            statement.execute("CREATE TABLE event (" + String.join(", ", columns) + ")");
            connection.setAutoCommit(false);
            LocalDate today = BenchBoard.today();
            long rows = 0;
            long from = System.nanoTime();
            while (System.nanoTime() - from < seconds * 1e9) {
                try (DuckDBAppender appender = connection.createAppender("main", "event")) {
                    for (int i = 0; i < batch; i++, rows++) {
                        appender.beginRow();
                        for (String column : columns) {
                            append(appender, column, rows, today);
                        }
                        appender.endRow();
                    }
                }
                connection.commit();
            }
            return rows / ((System.nanoTime() - from) / 1e9);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(work.resolve("floor-append.duckdb.wal"));
        }
    }

    private static void append(DuckDBAppender to, String column, long row, LocalDate day) throws SQLException {
        String name = column.substring(1, column.indexOf(' ') - 1);
        switch (name) {
            case "shop", "source", "type", "channel", "device", "region", "page_kind" -> to.append(name);
            case "natural_key" -> to.append("floor-" + row);
            case "visitor" -> to.append("v-" + row / 10);
            case "name", "page", "product", "category", "referrer" -> to.append(name + row % 5_000);
            case "at" -> to.appendEpochMicros(1_790_000_000_000_000L + row);
            case "shop_day" -> to.append(day);
            case "shop_hour" -> to.append(row % 24);
            default -> to.appendNull();
        }
    }

    /**
     * The figures of the cockpit by hand: as few statements as it takes, each over the days concerned only.
     *
     * @return milliseconds, the median of some runs
     */
    static double board(Path data, int days, int runs) throws Exception {
        LocalDate today = BenchBoard.today();
        LocalDate from = today.minusDays(days - 1L);
        String period = days <= 1 ? "hour" : days <= 120 ? "day" : "week";
        List<Double> all = new ArrayList<>();
        try (DuckDBConnection connection = (DuckDBConnection)
                        DriverManager.getConnection("jdbc:duckdb:" + data.resolve("warehouse/warehouse.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '4GB'");
            for (int run = 0; run < runs; run++) {
                long began = System.nanoTime();
                for (LocalDate first : List.of(from, from.minusDays(days), from.minusYears(1))) {
                    LocalDate last = first.plusDays(days - 1L);
                    read(statement, sales("GROUPING SETS ((), (channel))", "paid", "1", first, last));
                    read(statement, visits("GROUPING SETS ((shop), (shop, channel))", "1", first, last));
                    read(statement, refunds(first, last));
                }
                for (LocalDate first : List.of(from, from.minusDays(days))) {
                    LocalDate last = first.plusDays(days - 1L);
                    String hour = period.equals("hour") ? "%s_hour" : "date_trunc('" + period + "', %s_day)";
                    read(statement, sales("1", "paid", hour.formatted("paid"), first, last));
                    read(statement, visits("1, shop", hour.formatted("shop"), first, last));
                }
                all.add((System.nanoTime() - began) / 1e6);
            }
        }
        return Bench.median(all);
    }

    private static String sales(String by, String time, String period, LocalDate from, LocalDate to) {
        return String.format(
                Locale.ROOT,
                "SELECT %3$s, sum(paid_amount), count(DISTINCT order_id), count(DISTINCT customer), sum(cost_amount) FROM sales_line"
                        + " WHERE %2$s_day BETWEEN DATE '%4$s' AND DATE '%5$s' GROUP BY %1$s",
                by, time, period, from, to);
    }

    private static String visits(String by, String period, LocalDate from, LocalDate to) {
        return String.format(
                Locale.ROOT,
                "SELECT %2$s, count(DISTINCT visitor), sum(page_views) FROM visitor_hour"
                        + " WHERE shop_day BETWEEN DATE '%3$s' AND DATE '%4$s' GROUP BY %1$s",
                by, period, from, to);
    }

    private static String refunds(LocalDate from, LocalDate to) {
        return "SELECT channel, sum(amount), sum(returned_cost_amount) FROM refund_line WHERE refund_day BETWEEN DATE '" + from
                + "' AND DATE '" + to + "' GROUP BY GROUPING SETS ((), (channel))";
    }

    private static void read(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                // As far as an answer goes.
            }
        }
    }

    /**
     * The engine reads a file of values into a table.
     *
     * @return seconds
     */
    static double readCsv(Path work, Path file) throws Exception {
        Path database = work.resolve("floor-csv.duckdb");
        Files.deleteIfExists(database);
        try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '4GB'");
            long from = System.nanoTime();
            statement.execute("CREATE TABLE line AS SELECT * FROM read_csv('" + file + "')");
            statement.execute("CHECKPOINT");
            return (System.nanoTime() - from) / 1e9;
        } finally {
            Files.deleteIfExists(database);
        }
    }
}
