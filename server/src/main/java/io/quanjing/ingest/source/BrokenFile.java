package io.quanjing.ingest.source;

import io.quanjing.ingest.IngestError;
import io.quanjing.kernel.QuanjingException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipException;

/** Words the ways in which a file can fail. */
final class BrokenFile {

    /** Characters of another program's words that are told on; they may quote half the file. */
    private static final int SHOWN = 200;

    private BrokenFile() {}

    static QuanjingException reading(String file, IOException e) {
        if (e instanceof UncheckedRefusal refusal) {
            return refusal.refusal();
        }
        if (e instanceof NoSuchFileException) {
            return new QuanjingException(
                    IngestError.FILE_MISSING,
                    "The file " + file + " does not exist. Maybe its name is misspelt or it lies in another folder.",
                    Map.of("file", file),
                    e);
        }
        if (e instanceof EOFException) {
            return new QuanjingException(
                    IngestError.FILE_BROKEN,
                    "The file " + file + " breaks off before its end: the compressed data are not complete."
                            + " Maybe the download or copy was cut off; fetch it again.",
                    Map.of("file", file),
                    e);
        }
        if (e instanceof ZipException) {
            return new QuanjingException(
                    IngestError.FILE_BROKEN,
                    "The file " + file + " is damaged: its compressed data cannot be unpacked (" + e.getMessage()
                            + "). Maybe it was changed on its way; fetch it again.",
                    Map.of("file", file),
                    e);
        }
        String detail = e instanceof AccessDeniedException ? "access is denied" : String.valueOf(e.getMessage());
        if (detail.toLowerCase(Locale.ROOT).contains("no space left")) {
            return diskFull(file, e);
        }
        return new QuanjingException(
                IngestError.FILE_UNREADABLE,
                "The file " + file + " cannot be read: " + detail
                        + ". Maybe the permissions do not allow it or the disk is damaged.",
                Map.of("file", file),
                e);
    }

    static QuanjingException diskFull(String file, IOException e) {
        return new QuanjingException(
                IngestError.DISK_FULL,
                "The disk has no room left for " + file + ". Free some space and import again; nothing was kept.",
                Map.of("file", file),
                e);
    }

    static QuanjingException workbook(String file, Exception e) {
        String why = String.valueOf(e.getMessage());
        return new QuanjingException(
                IngestError.FILE_BROKEN,
                "The workbook " + file + " cannot be read: " + why.substring(0, Math.min(why.length(), SHOWN))
                        + ". Maybe it is damaged or not a real .xlsx; open it and save it again as .xlsx or CSV.",
                Map.of("file", file),
                e);
    }

    static QuanjingException empty(String file) {
        return new QuanjingException(
                IngestError.FILE_EMPTY,
                "The file " + file + " is empty. Maybe the export failed; export it again.",
                Map.of("file", file));
    }

    static QuanjingException notText(String file, String why) {
        return new QuanjingException(IngestError.FILE_NOT_TEXT, "The file " + file + " " + why, Map.of("file", file));
    }

    static QuanjingException bomb(String file, long unpacked, String rule) {
        return new QuanjingException(
                IngestError.FILE_BOMB,
                "The file " + file + " unpacks to more than " + unpacked + " bytes, " + rule
                        + ". Maybe it is not a data file; unpack and check it yourself.",
                Map.of("file", file, "bytes", unpacked));
    }

    static QuanjingException sharedTexts(String file, long limit) {
        return new QuanjingException(
                IngestError.FILE_BOMB,
                "The workbook " + file + " has more than " + limit
                        + " bytes of texts and styles, which would all be held in memory. Maybe save it as CSV and import"
                        + " that.",
                Map.of("file", file, "bytes", limit));
    }

    /** Carries a worded refusal through code that only knows {@link IOException}. */
    @SuppressWarnings("serial")
    static final class UncheckedRefusal extends IOException {
        private final transient QuanjingException refusal;

        UncheckedRefusal(QuanjingException refusal) {
            super(refusal.getMessage(), refusal);
            this.refusal = refusal;
        }

        QuanjingException refusal() {
            return refusal;
        }
    }
}
