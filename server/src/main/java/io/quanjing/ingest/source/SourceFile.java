package io.quanjing.ingest.source;

import io.quanjing.ingest.IngestError;
import io.quanjing.kernel.QuanjingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * One table on the disk: a text file, a gzip, a member of a zip, a workbook. What it is shows in its first bytes, not in its name.
 *
 * @param path the file
 * @param member the member of a zip archive, or null
 * @param name what people call it: the file's name, with the member's after a slash
 * @param bytes its size on the disk, compressed
 * @param limits what it may ask of us
 */
public record SourceFile(Path path, @Nullable String member, String name, long bytes, SourceLimits limits) {

    private static final int[] ZIP = {'P', 'K'};
    private static final int[] GZIP = {0x1F, 0x8B};
    private static final int[] OLE = {0xD0, 0xCF, 0x11, 0xE0};

    /**
     * The tables in a file: one, or those of a zip archive.
     *
     * @throws QuanjingException if there is no such file, it is a folder, empty or cannot be opened
     */
    public static List<SourceFile> in(Path path, SourceLimits limits) {
        String name = String.valueOf(path.getFileName());
        if (Files.isDirectory(path)) {
            throw new QuanjingException(
                    IngestError.FILE_IS_FOLDER,
                    "The path " + path + " is a folder, and a file is asked. Maybe you mean a file in it.",
                    Map.of("file", path.toString()));
        }
        try {
            if (!Files.exists(path)) {
                throw new java.nio.file.NoSuchFileException(path.toString());
            }
            long size = Files.size(path);
            if (size == 0 && Files.isRegularFile(path)) {
                throw BrokenFile.empty(name);
            }
            int[] head = head(path);
            if (startsWith(head, OLE)) {
                throw BrokenFile.notText(
                        name, "is a workbook of Excel 97 (.xls). Save it as .xlsx or CSV and import that.");
            }
            return startsWith(head, ZIP)
                    ? members(path, name, limits)
                    : List.of(new SourceFile(path, null, name, size, limits));
        } catch (IOException e) {
            throw BrokenFile.reading(e instanceof java.nio.file.NoSuchFileException ? path.toString() : name, e);
        }
    }

    /** The files below a folder, by path; hidden ones are not files of a shop. */
    public static List<Path> below(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(p -> !String.valueOf(p.getFileName()).startsWith("."))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            if (files.isEmpty()) {
                throw new QuanjingException(
                        IngestError.FILE_EMPTY,
                        "The folder " + folder + " holds no file. Maybe another folder is meant.",
                        Map.of("file", folder.toString()));
            }
            return files;
        } catch (IOException e) {
            throw BrokenFile.reading(folder.toString(), e);
        } catch (java.io.UncheckedIOException e) {
            throw BrokenFile.reading(folder.toString(), new IOException(e.getMessage(), e));
        }
    }

    private static List<SourceFile> members(Path path, String name, SourceLimits limits) throws IOException {
        List<SourceFile> found = new ArrayList<>();
        try (ZipFile zip = new ZipFile(path.toFile())) {
            if (zip.getEntry("[Content_Types].xml") != null) {
                return List.of(new SourceFile(path, null, name, Files.size(path), limits));
            }
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                String member = entry.getName();
                String last = member.substring(member.lastIndexOf('/') + 1);
                if (entry.isDirectory() || last.startsWith(".") || member.startsWith("__MACOSX/")) {
                    continue;
                }
                String lower = last.toLowerCase(Locale.ROOT);
                if (lower.endsWith(".zip") || lower.endsWith(".gz") || lower.endsWith(".xlsx")) {
                    throw new QuanjingException(
                            IngestError.FILE_BROKEN,
                            "The archive " + name + " holds " + member
                                    + ", which is compressed itself. Unpack the archive and import its files.",
                            Map.of("file", name, "member", member));
                }
                found.add(new SourceFile(
                        path, member, name + "/" + member, Math.max(entry.getCompressedSize(), 0), limits));
            }
        }
        if (found.isEmpty()) {
            throw BrokenFile.empty(name);
        }
        return found;
    }

    /** The names of a workbook's sheets, in order; a text has none. */
    public List<String> sheets() {
        try {
            return member == null && startsWith(head(path), ZIP) ? WorkbookRows.sheets(name, path, limits) : List.of();
        } catch (IOException e) {
            throw BrokenFile.reading(name, e);
        }
    }

    /**
     * Opens it.
     *
     * @throws QuanjingException if it is not what its first bytes say, or empty
     */
    public RowSource open(ReadOptions options) {
        try {
            int[] head = head(path);
            if (member != null) {
                return zipMember(member, options);
            }
            if (startsWith(head, ZIP)) {
                return new WorkbookRows(name, path, options.sheet(), limits);
            }
            CountedStream file = new CountedStream(Files.newInputStream(path));
            try {
                InputStream in = startsWith(head, GZIP)
                        ? new GuardedStream(name, new GZIPInputStream(file, 1 << 16), file::count, limits)
                        : file;
                return new DelimitedRows(name, in, file::count, options, limits.rowCharacters());
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw BrokenFile.reading(name, e);
        }
    }

    private RowSource zipMember(String wanted, ReadOptions options) throws IOException {
        ZipFile zip = new ZipFile(path.toFile());
        try {
            ZipEntry entry = zip.getEntry(wanted);
            if (entry == null) {
                throw new java.util.zip.ZipException("the member " + wanted + " is gone");
            }
            long packed = Math.max(entry.getCompressedSize(), 1);
            GuardedStream in =
                    new GuardedStream(name, new VerifiedMember(zip.getInputStream(entry), entry), () -> packed, limits);
            long unpacked = Math.max(entry.getSize(), 1);
            InputStream closing = new BufferedInputStream(in, 1 << 16) {
                @Override
                public void close() throws IOException {
                    super.close();
                    zip.close();
                }
            };
            return new DelimitedRows(
                    name,
                    closing,
                    () -> Math.min(packed, (long) ((double) in.count() / unpacked * packed)),
                    options,
                    limits.rowCharacters());
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static int[] head(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(4);
            int[] head = new int[bytes.length];
            for (int i = 0; i < head.length; i++) {
                head[i] = bytes[i] & 0xff;
            }
            return head;
        }
    }

    private static boolean startsWith(int[] head, int[] magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (head[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
