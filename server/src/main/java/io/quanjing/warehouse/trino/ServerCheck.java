package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the start whether Trino is the one that was meant: reachable, of a version that works, over the same catalog and folder; and from
 * then on whether it answers.
 */
final class ServerCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

    /** Of the tests. Newer ones may work and older ones lack statements that the marts need. */
    private static final int TESTED = 476;

    private static final int OLDEST = 470;

    /** What Trino says of a database that holds no Iceberg catalog; that of the settings holds one by the time it is asked. */
    private static final String NO_CATALOG = "Cannot check and eventually update SQL schema";

    private static final int TRIES = 30;
    private static final int LOOK_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final TrinoConnections trino;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("warehouse-trino-look").factory());
    private volatile String version = "?";
    private volatile @Nullable String problem;
    private volatile long asked;

    ServerCheck(TrinoConnections trino) {
        this.trino = trino;
    }

    String version() {
        return version;
    }

    /** Why Trino cannot answer now; null while it can. A replica that writes nothing learns it from here. */
    @Nullable String problem() {
        long since = asked;
        // A question on its way when the coordinator dies is tried again for minutes by Trino's client.
        if (since != 0 && System.nanoTime() - since > PATIENCE.toNanos()) {
            return "Trino at " + trino.url() + " has not answered for " + PATIENCE.toSeconds()
                    + " s. Maybe it is overloaded, or its coordinator is down.";
        }
        return problem;
    }

    /** Looks every few seconds whether Trino answers. */
    void watch() {
        var looking = clock.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        LOG.trace("Looking: {}", looking);
    }

    private void look() {
        asked = System.nanoTime();
        try (Connection connection = trino.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            LOG.trace("Trino answers: {}", rows.next());
            problem = null;
        } catch (SQLException e) {
            problem = trino.refusal("being asked whether it is there", e).getMessage();
        } catch (RuntimeException e) {
            // Thrown on, it would end the looking for ever.
            LOG.error("Trino cannot be asked.", e);
            problem = e.getMessage();
        } finally {
            asked = 0;
        }
    }

    void check(TrinoAddress address, WarehouseSchema schema) {
        version = reach();
        int number =
                Integer.parseInt(version.replaceFirst("\\D.*", "").isEmpty() ? "0" : version.replaceFirst("\\D.*", ""));
        if (number < OLDEST) {
            throw new QuanjingException(
                    WarehouseError.MISCONFIGURED,
                    "Trino at " + trino.url() + " has version " + version + ", and Quanjing needs " + OLDEST
                            + " or later. Maybe install " + TESTED + ", by which it is tested.",
                    Map.of("found", version, "needed", OLDEST));
        }
        if (number != TESTED) {
            LOG.warn("Trino has version {}; Quanjing is tested by {}.", version, TESTED);
        }
        String table = schema.tables().getFirst().name();
        try (Connection connection = trino.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM \"" + table + "\"")) {
            LOG.debug("Trino sees the table {}: {}", table, rows.next());
        } catch (SQLException e) {
            QuanjingException failure = trino.refusal("looking for the table " + table, e);
            if (failure.errorCode() == WarehouseError.UNAVAILABLE
                    && !String.valueOf(e.getMessage()).contains(NO_CATALOG)) {
                throw failure;
            }
            throw new QuanjingException(
                    WarehouseError.MISCONFIGURED,
                    "Trino at " + trino.url() + " does not see the table " + address.catalog() + "." + address.schema()
                            + "." + table + ", which Quanjing has just created in the Iceberg catalog: "
                            + e.getMessage()
                            + ". Maybe its catalog file names another database, another iceberg.jdbc-catalog.catalog-name or another"
                            + " local.location than quanjing.warehouse.trino.",
                    Map.of("table", table),
                    e);
        }
    }

    /** A coordinator that starts beside us needs some seconds. */
    private String reach() {
        for (int tried = 1; ; tried++) {
            try (Connection connection = trino.open();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT node_version FROM system.runtime.nodes WHERE coordinator")) {
                return rows.next() ? rows.getString(1) : "?";
            } catch (SQLException e) {
                boolean starting = String.valueOf(e.getMessage()).contains("still initializing")
                        || String.valueOf(e.getMessage()).contains("SERVER_STARTING_UP");
                if (!starting || tried == TRIES) {
                    throw trino.refusal("saying its version", e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Trino was starting.", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
