package io.quanjing.stats;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Expected values of somebody else, from a file that names them. */
final class ReferenceTable {

    private ReferenceTable() {}

    /** The rows below the line of titles. */
    static List<List<String>> rows(String file) throws IOException {
        try (InputStream in = ReferenceTable.class.getResourceAsStream("/reference/stats/" + file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
        }
    }

    static List<BigDecimal> numbers(String... texts) {
        return Arrays.stream(texts).map(BigDecimal::new).toList();
    }

    static List<BigDecimal> numbers(List<String> texts) {
        return texts.stream().map(BigDecimal::new).toList();
    }
}
