package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.EmbeddedWarehouseSettings;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.Refusals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** The open database file. Every thread works on a connection of its own. */
final class DuckDbFile implements AutoCloseable {

    /** The engine would hand out the same database for a second opening within the process, so two writers could meet. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private static final int SMALLEST_MEMORY = 256;
    private static final int LARGEST_DEFAULT_MEMORY = 4096;

    private final Path file;
    private final DuckDBConnection root;
    private final List<DuckDBConnection> standing = new ArrayList<>();

    private DuckDbFile(Path file, DuckDBConnection root) {
        this.file = file;
        this.root = root;
    }

    static DuckDbFile open(Path folder, EmbeddedWarehouseSettings settings) {
        Path file = in(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Refusals.failure(
                    WarehouseError.NOT_WRITABLE,
                    "The folder " + folder + " cannot be created: " + e.getMessage()
                            + ". Maybe it belongs to another user.",
                    e);
        }
        if (!OPEN.add(file)) {
            throw new QuanjingException(
                    WarehouseError.LOCKED,
                    "The warehouse " + file + " is open already in this process. Maybe close it first.");
        }
        try {
            return new DuckDbFile(file, connect(file, settings));
        } catch (SQLException e) {
            OPEN.remove(file);
            throw Failures.of("opening " + file, e);
        }
    }

    /** The file of the warehouse in a folder. */
    static Path in(Path folder) {
        return folder.toAbsolutePath().normalize().resolve("warehouse.duckdb");
    }

    private static DuckDBConnection connect(Path file, EmbeddedWarehouseSettings settings) throws SQLException {
        Properties properties = new Properties();
        // Answers pass row by row, so that a refused one does not fill the memory first.
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '" + memory(settings) + "MB'");
            if (settings.threads() > 0) {
                statement.execute("SET threads = " + settings.threads());
            }
            statement.execute("SET temp_directory = '"
                    + file.resolveSibling("spill").toString().replace("'", "''") + "'");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET checkpoint_threshold = '192MB'");
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET autoload_known_extensions = false");
            // From here on no statement reaches another file or changes a setting.
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static long memory(EmbeddedWarehouseSettings settings) {
        if (settings.memoryMegabytes() > 0) {
            return settings.memoryMegabytes();
        }
        long bytes =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                        ? machine.getTotalMemorySize()
                        : 0;
        return Math.clamp(bytes / 3 / 1024 / 1024, SMALLEST_MEMORY, LARGEST_DEFAULT_MEMORY);
    }

    Path file() {
        return file;
    }

    /** A connection for one thread; temporary tables are its own. */
    DuckDBConnection connection() {
        try {
            return root.duplicate();
        } catch (SQLException e) {
            throw Failures.of("connecting", e);
        }
    }

    /** Like {@link #connection}, closed with the file: it stays locked as long as one connection is open. */
    DuckDBConnection standingConnection() {
        DuckDBConnection connection = connection();
        standing.add(connection);
        return connection;
    }

    @Override
    public void close() {
        try {
            for (DuckDBConnection connection : standing) {
                connection.close();
            }
            root.close();
        } catch (SQLException e) {
            throw Failures.of("closing " + file, e);
        } finally {
            OPEN.remove(file);
        }
    }
}
