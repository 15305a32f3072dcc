package io.quanjing.demo;

import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the data folder knows of the demo: from which seed and day it is told, and up to when.
 *
 * @param seed of the streams
 * @param firstDay the first day of the history
 * @param scale of the traffic
 * @param told up to when the history is complete, seconds on the shops' wall clock; 0 while nothing is
 */
record DemoProgress(long seed, LocalDate firstDay, double scale, long told) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What the folder knows, if a demo was begun there. */
    static Optional<DemoProgress> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), DemoProgress.class));
        } catch (IOException | JacksonException e) {
            throw new QuanjingException(
                    DemoError.FOLDER_UNUSABLE,
                    "The file " + file
                            + " cannot be read. Maybe it was changed by hand: start the demo in a new folder.",
                    Map.of("file", file.toString()),
                    e);
        }
    }

    /** Writes the file as a whole or not at all. */
    void write(Path file) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, JSON.writeValueAsString(this));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new QuanjingException(
                    DemoError.FOLDER_UNUSABLE,
                    "The file " + file + " cannot be written. Maybe the disk is full.",
                    Map.of("file", file.toString()),
                    e);
        }
    }
}
