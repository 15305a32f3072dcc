package io.quanjing.ingest.quality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The rules and what they are held against, as {@code quality/*.yml} declares them. */
record Declared(Map<String, Rule> rules, Map<String, FactSubject> facts) {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    static Declared fromResources() {
        return new Declared(
                YAML.readValue(text("/quality/rule.yml"), new TypeReference<LinkedHashMap<String, Rule>>() {}),
                YAML.readValue(text("/quality/fact.yml"), new TypeReference<LinkedHashMap<String, FactSubject>>() {}));
    }

    /** The text of a file that lies in the program. */
    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Declared.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
