package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WarehouseError;
import java.sql.SQLException;
import java.util.Map;

/** Says what the engine's errors mean to somebody who runs a shop. The engine has no usable codes, only wording. */
final class Failures {

    private Failures() {}

    static QuanjingException of(String doing, SQLException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("No space left on device")
                || text.contains("failed to offload")
                || text.contains("File too large")) {
            return failure(
                    WarehouseError.DISK_FULL,
                    "The warehouse found no room on the disk while " + doing
                            + ". Nothing of it was kept. Maybe delete files or move the data folder to a larger disk.",
                    e);
        }
        if (text.contains("Could not set lock on file") || text.contains("Conflicting lock")) {
            return failure(
                    WarehouseError.LOCKED,
                    "Another process works on the warehouse: " + firstLine(text)
                            + " Maybe the server is running; use it through --server, or stop it.",
                    e);
        }
        if (text.contains("Permission denied")
                || text.contains("Read-only file system")
                || text.contains("Cannot open file")) {
            return failure(
                    WarehouseError.NOT_WRITABLE,
                    "The warehouse cannot write its files while " + doing + ": " + firstLine(text)
                            + " Maybe the folder belongs to another user.",
                    e);
        }
        if (text.contains("not a valid DuckDB database file")
                || text.contains("Corrupt")
                || text.contains("Serialization Error")) {
            return failure(
                    WarehouseError.BROKEN_FILE,
                    "The file of the warehouse cannot be read: " + firstLine(text) + " Maybe restore it from a backup.",
                    e);
        }
        if (text.startsWith("Out of Memory Error") || text.contains("could not allocate block")) {
            return failure(
                    WarehouseError.OUT_OF_MEMORY,
                    "The warehouse has too little memory for " + doing
                            + ". Maybe raise quanjing.warehouse.embedded.memory-megabytes, or ask for a shorter range.",
                    e);
        }
        if (text.contains("has been invalidated")) {
            return failure(
                    WarehouseError.FAILED,
                    "The warehouse stopped after an earlier error and takes nothing more; what was acknowledged is safe. Maybe restart the"
                            + " program, after making room on the disk if it was full.",
                    e);
        }
        return failure(WarehouseError.FAILED, "The warehouse failed while " + doing + ": " + firstLine(text), e);
    }

    static QuanjingException failure(WarehouseError code, String message, Throwable cause) {
        return new QuanjingException(code, message, Map.of(), cause);
    }

    static String firstLine(String text) {
        return text.lines().findFirst().orElse(text).strip();
    }
}
