package io.quanjing.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that belongs to a data folder: created on the first start, started and stopped with the application, reachable from
 * this machine only. A server that a killed process left behind is stopped and started anew, so that its settings are always ours.
 *
 * <p>The caller holds the {@link DataFolderLock}; without it two processes would fight over the cluster.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String USER = "quanjing";
    private static final String DATABASE = "quanjing";
    private static final int PORT_ATTEMPTS = 3;
    private static final int PASSWORD_BYTES = 24;
    private static final long LOG_BYTES_KEPT = 10_000_000;

    /** A new cluster takes 40 MB, its programs 60 MB, the first write-ahead logs 32 MB. */
    private static final long ROOM_FOR_FIRST_START = 200_000_000;

    private static final long ROOM_FOR_START = 40_000_000;

    private final Path folder;
    private final Path cluster;
    private final Path logFile;
    private final PostgresProgram program;
    private final String password;
    private int port;

    private EmbeddedPostgres(Path folder, PostgresBinaries binaries) throws IOException {
        this.folder = folder;
        this.cluster = folder.resolve("cluster");
        this.logFile = folder.resolve("postgres.log");
        this.program = new PostgresProgram(binaries, folder);
        this.password = password(folder.resolve("password"));
    }

    /**
     * Starts the server of the folder and returns when it takes connections.
     *
     * @throws QuanjingException if there is no room, no permission, or PostgreSQL refuses
     */
    public static EmbeddedPostgres start(DataFolder data) {
        Path folder = data.postgres();
        try {
            Files.createDirectories(folder);
            FolderOwner.closeToOthers(folder);
            FolderOwner.requireReachable(folder);
            requireRoom(folder);
            EmbeddedPostgres postgres = new EmbeddedPostgres(folder, PostgresBinaries.unpackInto(folder));
            postgres.start();
            return postgres;
        } catch (IOException failure) {
            String reason = failure instanceof FileSystemException system && system.getReason() != null
                    ? system.getFile() + ": " + system.getReason()
                    : failure.toString();
            throw new QuanjingException(
                    DatabaseError.DATA_FOLDER_UNUSABLE,
                    "The embedded PostgreSQL cannot be set up in " + folder + " (" + reason
                            + "); the folder has to be writable and on a disk with room. Maybe name another one with --data.",
                    Map.of("folder", folder.toString()),
                    failure);
        }
    }

    /** The address of the application's database. */
    public String url() {
        return url(DATABASE);
    }

    /** The address of a database of this server. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The name to sign in with; a superuser of this server. */
    public String username() {
        return USER;
    }

    /** The password to sign in with, generated at the first start. */
    public String password() {
        return password;
    }

    /** Stops the server; what was committed is on disk. */
    @Override
    public void close() {
        try {
            if (new Postmaster(cluster).state() == Postmaster.State.RUNNING) {
                stopServer();
            }
        } catch (IOException failure) {
            log.warn(
                    "The embedded PostgreSQL in {} was not stopped; the next start takes care of it.", folder, failure);
        }
    }

    private void start() throws IOException {
        if (!Files.isDirectory(cluster)) {
            create();
        }
        Postmaster postmaster = new Postmaster(cluster);
        if (postmaster.state() == Postmaster.State.RUNNING) {
            log.info("A PostgreSQL of a process that was killed still runs in {}; restarting it.", folder);
            stopServer();
        }
        postmaster.removeStale();
        startServer();
        new ServerSql(this).createDatabaseIfMissing(DATABASE);
    }

    private void create() throws IOException {
        Path aside = folder.resolve("cluster.part");
        PostgresBinaries.delete(aside);
        Path passwordFile = folder.resolve("password.part");
        try {
            FolderOwner.give(Files.createDirectory(aside));
            FolderOwner.give(Files.writeString(passwordFile, password));
            program.run(
                    "create the cluster",
                    Duration.ofMinutes(2),
                    "initdb",
                    "-D",
                    aside.toString(),
                    "-U",
                    USER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile",
                    passwordFile.toString(),
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-instructions");
            // Renamed when whole: a crash in the middle leaves no half cluster that a later start would trust.
            Files.move(aside, cluster, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private void startServer() throws IOException {
        if (!Files.exists(logFile) || Files.size(logFile) > LOG_BYTES_KEPT) {
            Files.deleteIfExists(logFile);
            FolderOwner.give(Files.createFile(logFile));
        }
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            Files.writeString(cluster.resolve("postgresql.conf"), PostgresSettings.text(port));
            try {
                program.run(
                        "start",
                        Duration.ofSeconds(90),
                        "pg_ctl",
                        "start",
                        "-D",
                        cluster.toString(),
                        "-l",
                        logFile.toString(),
                        "-w",
                        "-t",
                        "60",
                        "-s");
                return;
            } catch (QuanjingException refused) {
                // Somebody may take the free port between our look and the start.
                if (attempt == PORT_ATTEMPTS) {
                    throw withLog(refused);
                }
            }
        }
    }

    private void stopServer() {
        program.run(
                "stop",
                Duration.ofSeconds(90),
                "pg_ctl",
                "stop",
                "-D",
                cluster.toString(),
                "-m",
                "fast",
                "-w",
                "-t",
                "60",
                "-s");
    }

    private QuanjingException withLog(QuanjingException refused) throws IOException {
        String tail = String.join(
                " | ",
                Files.readString(logFile).lines().toList().reversed().stream()
                        .limit(4)
                        .toList()
                        .reversed());
        return new QuanjingException(
                DatabaseError.POSTGRES_FAILED,
                refused.getMessage() + " The end of " + logFile + ": " + tail,
                refused.arguments(),
                refused);
    }

    private static void requireRoom(Path folder) throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace();
        long needed = Files.isDirectory(folder.resolve("cluster")) ? ROOM_FOR_START : ROOM_FOR_FIRST_START;
        if (room < needed) {
            throw new QuanjingException(
                    DatabaseError.DISK_FULL,
                    "The disk of " + folder + " has " + room / 1_000_000 + " MB left, and PostgreSQL needs "
                            + needed / 1_000_000
                            + " MB to start. Maybe free some room, or name another folder with --data.",
                    Map.of("folder", folder.toString(), "freeBytes", room, "neededBytes", needed));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        PrivateFile.write(file, password.getBytes(UTF_8));
        return password;
    }
}
