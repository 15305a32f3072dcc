package io.quanjing.warehouse.trino;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder under the addresses that Trino's local file system gives them: {@code local:///a/b} is {@code a/b} in the folder.
 * What is written is on the disk when its stream is closed: Iceberg's own local files are not, and a commit would name files that a loss of
 * power takes back. Public for Iceberg, which makes it by its name.
 */
public final class SharedFolder implements FileIO {

    /** The property that names the folder. */
    static final String FOLDER = "quanjing.folder";

    static final String SCHEME = "local:///";

    private transient @Nullable Path folder;

    /** Made by Iceberg, then initialized. */
    public SharedFolder() {}

    @Override
    public void initialize(Map<String, String> properties) {
        folder = Path.of(properties.get(FOLDER));
    }

    private Path path(String location) {
        Path root = java.util.Objects.requireNonNull(folder, "not initialized");
        Path path = location.startsWith(SCHEME)
                ? root.resolve(location.substring(SCHEME.length())).normalize()
                : root;
        if (path.equals(root) || !path.startsWith(root)) {
            throw new IllegalArgumentException("The file " + location + " does not lie in " + SCHEME + ".");
        }
        return path;
    }

    @Override
    public InputFile newInputFile(String location) {
        return new In(location, path(location).toFile());
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new Out(location, path(location));
    }

    @Override
    public void deleteFile(String location) {
        try {
            if (!Files.deleteIfExists(path(location))) {
                throw new NotFoundException("There is no file %s.", location);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record In(String location, File file) implements InputFile {
        @Override
        public long getLength() {
            return file.length();
        }

        @Override
        public SeekableInputStream newStream() {
            return org.apache.iceberg.Files.localInput(file).newStream();
        }

        @Override
        public boolean exists() {
            return file.exists();
        }
    }

    private record Out(String location, Path path) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            return open(StandardOpenOption.CREATE_NEW);
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return open(StandardOpenOption.CREATE);
        }

        private PositionOutputStream open(StandardOpenOption how) {
            try {
                Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
                FileChannel channel =
                        FileChannel.open(path, how, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                return new Stream(channel);
            } catch (IOException e) {
                throw new UncheckedIOException("The file " + path + " cannot be written.", e);
            }
        }

        @Override
        public InputFile toInputFile() {
            return new In(location, path.toFile());
        }
    }

    private static final class Stream extends PositionOutputStream {

        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        private long position;

        Stream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            if (!buffer.hasRemaining()) {
                drain();
            }
            buffer.put((byte) b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int left = length;
            int from = offset;
            while (left > 0) {
                if (!buffer.hasRemaining()) {
                    drain();
                }
                int part = Math.min(left, buffer.remaining());
                buffer.put(bytes, from, part);
                from += part;
                left -= part;
            }
            position += length;
        }

        private void drain() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                int written = channel.write(buffer);
                assert written >= 0;
            }
            buffer.clear();
        }

        @Override
        public void flush() throws IOException {
            drain();
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                try (channel) {
                    drain();
                    channel.force(true);
                }
            }
        }
    }
}
