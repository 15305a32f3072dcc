package io.quanjing.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lists that the simulator is made of: comma-separated resources beside it, without quotes; lines with # are remarks. */
final class DemoResource {

    private DemoResource() {}

    static List<String[]> lines(String name) {
        InputStream stream = DemoResource.class.getResourceAsStream("/demo/" + name);
        if (stream == null) {
            throw new IllegalStateException("The resource demo/" + name + " is missing from the program.");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            List<String[]> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(line.split(",", -1));
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of a kind from {@code texts.csv}. */
    static String[] texts(String kind) {
        return lines("texts.csv").stream()
                .filter(line -> line[0].equals(kind))
                .map(line -> line[1])
                .toArray(String[]::new);
    }
}
