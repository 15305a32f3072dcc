package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.Refusals;
import java.sql.SQLException;

/** Says what the engine's errors mean to somebody who runs a shop. The engine has no usable codes, only wording. */
final class Failures {

    private Failures() {}

    static QuanjingException of(String doing, SQLException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("No space left on device")
                || text.contains("failed to offload")
                || text.contains("File too large")) {
            return Refusals.failure(
                    WarehouseError.DISK_FULL,
                    "The warehouse found no room on the disk while " + doing
                            + ". Nothing of it was kept. Maybe delete files or move the data folder to a larger disk.",
                    e);
        }
        if (text.contains("Could not set lock on file") || text.contains("Conflicting lock")) {
            return Refusals.failure(
                    WarehouseError.LOCKED,
                    "Another process works on the warehouse: " + Refusals.firstLine(text)
                            + " Maybe the server is running; use it through --server, or stop it.",
                    e);
        }
        if (text.contains("Permission denied")
                || text.contains("Read-only file system")
                || text.contains("Cannot open file")) {
            return Refusals.failure(
                    WarehouseError.NOT_WRITABLE,
                    "The warehouse cannot write its files while " + doing + ": " + Refusals.firstLine(text)
                            + " Maybe the folder belongs to another user.",
                    e);
        }
        if (text.contains("not a valid DuckDB database file")
                || text.contains("Corrupt")
                || text.contains("Serialization Error")) {
            return Refusals.failure(
                    WarehouseError.BROKEN_FILE,
                    "The file of the warehouse cannot be read: " + Refusals.firstLine(text)
                            + " Maybe restore it from a backup.",
                    e);
        }
        if (text.startsWith("Out of Memory Error") || text.contains("could not allocate block")) {
            return Refusals.failure(
                    WarehouseError.OUT_OF_MEMORY,
                    "The warehouse has too little memory for " + doing
                            + ". Maybe raise quanjing.warehouse.embedded.memory-megabytes, or ask for a shorter range.",
                    e);
        }
        if (text.contains("has been invalidated")) {
            return Refusals.failure(
                    WarehouseError.FAILED,
                    "The warehouse stopped after an earlier error and takes nothing more; what was acknowledged is safe. Maybe restart the"
                            + " program, after making room on the disk if it was full.",
                    e);
        }
        return Refusals.failure(
                WarehouseError.FAILED, "The warehouse failed while " + doing + ": " + Refusals.firstLine(text), e);
    }
}
