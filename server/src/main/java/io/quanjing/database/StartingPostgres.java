package io.quanjing.database;

import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.core.env.Environment;

/**
 * The embedded PostgreSQL of a folder while it starts in a thread of its own: unpacking and creating it take as long as setting up the application's context, and so
 * both go at once. Made by whoever holds the folder's lock, before the context.
 */
public final class StartingPostgres implements AutoCloseable {

    private final FutureTask<EmbeddedPostgres> start;

    private StartingPostgres(FutureTask<EmbeddedPostgres> start) {
        this.start = start;
    }

    /** Whether the settings ask for an embedded server at all. */
    public static boolean wanted(Environment settings) {
        return settings.getProperty("quanjing.database.url", "").isBlank();
    }

    /** Begins to start the server of the folder and returns at once. */
    public static StartingPostgres of(DataFolder folder) {
        FutureTask<EmbeddedPostgres> start = new FutureTask<>(() -> EmbeddedPostgres.start(folder));
        Thread.ofPlatform().name("postgres start").daemon().start(start);
        return new StartingPostgres(start);
    }

    /**
     * The server, when it takes connections.
     *
     * @throws QuanjingException if it did not start
     */
    EmbeddedPostgres await() {
        try {
            return start.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof QuanjingException refused) {
                throw refused;
            }
            throw new IllegalStateException("The embedded PostgreSQL did not start.", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QuanjingException(
                    DatabaseError.POSTGRES_FAILED,
                    "The embedded PostgreSQL did not start: this process was told to stop.",
                    Map.of(),
                    interrupted);
        }
    }

    /** Stops the server if it started. */
    @Override
    public void close() {
        try {
            await().close();
        } catch (QuanjingException | IllegalStateException ignored) {
            // It did not start, and whoever waited for it was told why.
        }
    }
}
