package io.quanjing.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a data folder for one process. The operating system drops the lock when the process ends, however it ends, so a lock never has to be
 * removed by hand.
 */
public final class DataFolderLock implements AutoCloseable {

    /** Closing any other channel of the file would drop the lock of this process, so a folder of our own is never opened twice. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final DataFolder folder;
    private final FileChannel channel;

    private DataFolderLock(DataFolder folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Creates the folder where needed and takes it.
     *
     * @throws QuanjingException if another process has it, or it cannot be written
     */
    public static DataFolderLock acquire(DataFolder folder) {
        create(folder);
        if (!HELD.add(folder.lock())) {
            throw held(folder, "this process");
        }
        FileChannel channel = null;
        try {
            channel = open(folder);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                DataFolderLock taken = new DataFolderLock(folder, channel);
                taken.announce("a command");
                return taken;
            }
            String holder = read(channel);
            channel.close();
            HELD.remove(folder.lock());
            throw held(folder, holder);
        } catch (IOException failure) {
            close(channel);
            HELD.remove(folder.lock());
            throw unusable(folder, failure);
        }
    }

    /** Who works on the folder: an address or command with its process id; empty if nobody does or the folder is new. */
    public static Optional<String> holder(DataFolder folder) {
        if (HELD.contains(folder.lock())) {
            return Optional.of("this process");
        }
        if (!Files.exists(folder.lock())) {
            return Optional.empty();
        }
        try (FileChannel channel = open(folder)) {
            FileLock lock = channel.tryLock();
            return lock == null ? Optional.of(read(channel)) : Optional.empty();
        } catch (IOException failure) {
            throw unusable(folder, failure);
        }
    }

    /** Refuses at once if another process has the folder. */
    public static void requireFree(DataFolder folder) {
        holder(folder).ifPresent(holder -> {
            throw held(folder, holder);
        });
    }

    /** The folder that is kept. */
    public DataFolder folder() {
        return folder;
    }

    /** Tells others who is here: the server's address, or a command. */
    public void announce(String who) {
        try {
            byte[] text = (who + " (process " + ProcessHandle.current().pid() + ")\n").getBytes(UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text), 0);
        } catch (IOException failure) {
            throw unusable(folder, failure);
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
        } catch (IOException ignored) {
            // The text is only a courtesy to others; the lock itself goes with the channel.
        }
        close(channel);
        HELD.remove(folder.lock());
    }

    private static FileChannel open(DataFolder folder) throws IOException {
        return FileChannel.open(
                folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(400);
        int length = channel.read(buffer, 0);
        String text = length <= 0 ? "" : new String(buffer.array(), 0, length, UTF_8).strip();
        return text.isEmpty() ? "another process" : text;
    }

    private static void create(DataFolder folder) {
        try {
            boolean fresh = !Files.exists(folder.root());
            Files.createDirectories(folder.root());
            if (fresh) {
                FolderOwner.closeToOthers(folder.root());
            }
        } catch (IOException failure) {
            throw unusable(folder, failure);
        }
    }

    private static void close(@Nullable Closeable channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static QuanjingException held(DataFolder folder, String holder) {
        String maybe = holder.startsWith("http")
                ? "Maybe stop that server, or ask it: --server " + holder.split(" ", 2)[0] + " --token TOKEN."
                : "Maybe wait until it ends, or name another folder with --data.";
        return new QuanjingException(
                DatabaseError.DATA_FOLDER_HELD,
                "The data folder " + folder.root() + " is in use by " + holder
                        + ", and only one process may work on it. " + maybe,
                Map.of("folder", folder.root().toString(), "holder", holder));
    }

    private static QuanjingException unusable(DataFolder folder, IOException failure) {
        String reason = failure instanceof AccessDeniedException denied
                ? "no permission for " + denied.getFile()
                : failure instanceof FileSystemException system && system.getReason() != null
                        ? system.getReason()
                        : String.valueOf(failure.getMessage());
        return new QuanjingException(
                DatabaseError.DATA_FOLDER_UNUSABLE,
                "The data folder " + folder.root() + " cannot be used (" + reason
                        + "); it has to be a folder that this user can write. Maybe name another one with --data.",
                Map.of("folder", folder.root().toString()),
                failure);
    }
}
