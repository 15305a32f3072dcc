package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.Condition;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.schema.SchemaReader;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.Set;

/** Looks into the file of a warehouse that nobody has open, without writing to it. */
public final class FileReport {

    private static final long MEGABYTE = 1_000_000;

    private FileReport() {}

    /** How the file in this folder is; see {@link io.quanjing.warehouse.EmbeddedWarehouseReport}. */
    public static Condition of(Path folder, boolean held) {
        Path file = DuckDbFile.in(folder);
        if (!Files.exists(file)) {
            return Condition.well("none yet; the first start creates it");
        }
        try {
            long log = size(file.resolveSibling(file.getFileName() + ".wal"));
            String text = (Files.size(file) + log) / MEGABYTE + " MB in " + file;
            if (!Files.isReadable(file) || !Files.isWritable(file)) {
                return Condition.wrong(
                        text + " is not readable and writable for this user. Run as its owner, or chown it");
            }
            if (held) {
                return Condition.well(text + ", in use");
            }
            if (log > 0) {
                // To read it one would have to replay the log, which is what the next start does.
                return Condition.notable(
                        text + ", was not closed; the next start reads the " + log / MEGABYTE + " MB of its log first");
            }
            return content(file, text);
        } catch (SQLException failure) {
            return Condition.wrong(
                    String.valueOf(Failures.of("looking into it", failure).getMessage()));
        } catch (IOException failure) {
            return Condition.wrong(file + " cannot be read: " + failure.getMessage());
        }
    }

    private static Condition content(Path file, String text) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("duckdb.read_only", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties)) {
            String version = TableSetup.meta(connection, TableSetup.VERSION);
            String described = text + ", schema version " + version;
            if (version.isEmpty() || Integer.parseInt(version) > WarehouseSchema.VERSION) {
                return Condition.wrong(described + ", while this program knows version " + WarehouseSchema.VERSION
                        + ". Install the version that wrote it");
            }
            Instant newest = newest(connection);
            String upTo = TableSetup.meta(connection, Marts.UP_TO);
            return newest.isAfter(upTo.isEmpty() ? Instant.EPOCH : Instant.parse(upTo))
                    ? Condition.notable(
                            described + "; the marts are behind the facts, and the next start refreshes them")
                    : Condition.well(described + ", the marts follow the facts");
        }
    }

    /** When the newest row was recorded, in the tables that this file has. */
    private static Instant newest(Connection connection) throws SQLException {
        Instant newest = Instant.EPOCH;
        try (Statement statement = connection.createStatement()) {
            Set<String> present = TableSetup.columns(statement).keySet();
            for (TableSchema table : SchemaReader.read().tables()) {
                if (!present.contains(table.name())) {
                    continue;
                }
                try (ResultSet rows =
                        statement.executeQuery("SELECT max(recorded_at) FROM " + Ddl.quoted(table.name()))) {
                    LocalDateTime found = rows.next() ? rows.getObject(1, LocalDateTime.class) : null;
                    if (found != null && found.toInstant(ZoneOffset.UTC).isAfter(newest)) {
                        newest = found.toInstant(ZoneOffset.UTC);
                    }
                }
            }
        }
        return newest;
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
