package io.quanjing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.unit.DataSize;

/** The reference page says what the configuration records and the scripts say. To renew it: {@code make docs}. */
class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/configuration.md");
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) (.+?)(?= @param | @return |$)");

    /** Properties that stand in no configuration record. */
    private static final Map<String, String> ALONE = Map.of(
            "quanjing.data", "The data folder; the commands set it from `--data` or `QUANJING_DATA`.",
            "quanjing.warehouse.engine",
                    "The warehouse: `duckdb`, the embedded one, which is the default, or `trino`, the one that several replicas share.");

    /** Properties by which the parts of the program speak to each other; nobody sets them. */
    private static final Set<String> INTERNAL = Set.of(
            "quanjing.stop-when-ready",
            "quanjing.postgres.archive",
            "quanjing.lock",
            // In the tables and snapshots of Iceberg.
            "quanjing.plan",
            "quanjing.folder",
            "quanjing.log");

    private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

    static {
        VARIABLES.put("QUANJING_DATA", "The data folder where `--data` is not given.");
        VARIABLES.put("QUANJING_JAVA_OPTIONS", "Options of the JVM, such as `-Xmx2g` or `-Dquanjing.job.threads=8`.");
        VARIABLES.put(
                "QUANJING_NO_BUILD", "Any value: `bin/quanjing` runs what is built, also where sources are newer.");
        VARIABLES.put(
                "QUANJING_NO_CACHE",
                "Any value: a build makes no cache of loaded classes; starts take about twice as long.");
        VARIABLES.put(
                "QUANJING_BENCH_FOLDER", "Where the data of `make bench` may lie; the temporary folder otherwise.");
        VARIABLES.put(
                "QUANJING_BENCH_DATA",
                "A folder made by `bin/bench data` to measure on, as `bin/bench --data` sets it; otherwise one is made.");
        VARIABLES.put("QUANJING_CHROMIUM", "The browser of `make check`, where it is not in the usual places.");
        VARIABLES.put(
                "QUANJING_SAMPLE_DATA",
                "The folder of real files for `make check`; tests that need them are skipped without it.");
        VARIABLES.put(
                "QUANJING_CLUSTER_FILES",
                "The folder that `bin/cluster` unpacks the servers into, and tests find them in; `cluster/target` otherwise.");
        VARIABLES.put(
                "QUANJING_CLUSTER_RUN",
                "The folder that a cluster of `bin/cluster` writes into; `cluster/target/run` otherwise.");
        VARIABLES.put(
                "QUANJING_SERVER", "The server that the page of `make dev` asks; `http://localhost:8080` otherwise.");
        VARIABLES.put("JAVA_HOME", "The JDK, 25 or newer; found in `PATH` and the usual folders otherwise.");
        VARIABLES.put("MAVEN_OPTS", "Options of the JVM that builds.");
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("quanjing.golden"))) {
            assertThat(Files.writeString(PAGE, page)).exists();
        }
        assertThat(Files.readString(PAGE)).as("renewed by make docs").isEqualTo(page);
    }

    @Test
    void everyPropertyThatTheCodeNamesIsOnThePage() throws IOException {
        Set<String> known = new TreeSet<>(INTERNAL);
        known.addAll(ALONE.keySet());
        settings()
                .forEach((prefix, type) -> Stream.of(type.getRecordComponents())
                        .forEach(component -> known.add(prefix + "." + dashed(component.getName()))));
        Set<String> prefixes = settings().keySet();

        assertThat(named(
                        Path.of("src/main/java"),
                        Pattern.compile("(?<![\\w./'])quanjing(?:\\.[a-z][a-z-]+)+(?![\\w(])")))
                .filteredOn(name -> prefixes.stream().noneMatch(prefix -> prefix.startsWith(name)))
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void everyVariableThatTheScriptsReadIsOnThePage() throws IOException {
        Set<String> read = new TreeSet<>();
        for (Path place : List.of(Path.of("../bin"), Path.of("src/main/java"), Path.of("../web/vite.config.ts"))) {
            read.addAll(named(place, Pattern.compile("\\bQUANJING_[A-Z0-9_]+\\b")));
        }

        // Properties have variables of their own, which the page explains once.
        read.removeIf(name -> settings().keySet().stream()
                .map(prefix -> prefix.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT) + "_")
                .anyMatch(name::startsWith));
        assertThat(read).isSubsetOf(VARIABLES.keySet());
        assertThat(VARIABLES.keySet())
                .filteredOn(name -> name.startsWith("QUANJING_"))
                .isSubsetOf(read);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Configuration

                This page is made from the configuration records of the modules by `make docs`; change it there. Nothing has to be set: every
                property has a default.

                A property is set, the first of these that has it wins:

                1. as an option of the JVM: `QUANJING_JAVA_OPTIONS=-Dquanjing.job.threads=8 bin/quanjing serve`
                2. as a variable of the environment: in capitals, dots as underscores, hyphens left out, so `QUANJING_JOB_THREADS=8`
                3. in a file `config/application.properties` or `application.properties` of the folder in which the command is started:
                   `quanjing.job.threads=8`

                What a command has an option for (`--data`, `--port`, `--host`) is set by that option alone. Durations are written `500ms`, `30s`,
                `15m`, `12h`, `7d`; sizes `512KB`, `64MB`, `2GB`, where 1 KB is 1024 bytes; moments `2000-01-01T00:00:00Z`.

                """);
        settings().forEach((prefix, type) -> page.append(section(prefix, type)));
        page.append("## Others\n\n| property | meaning |\n|---|---|\n");
        new TreeMap<>(ALONE).forEach((name, text) -> page.append("| `%s` | %s |\n".formatted(name, text)));
        page.append("\n## Variables of the scripts\n\n| variable | meaning |\n|---|---|\n");
        VARIABLES.forEach((name, text) -> page.append("| `%s` | %s |\n".formatted(name, text)));
        return page.toString();
    }

    private static String section(String prefix, Class<?> type) {
        Doc doc = Doc.of(type);
        StringBuilder section = new StringBuilder("## %s\n\n%s\n\n".formatted(prefix, doc.text()));
        section.append("| property | type | default | meaning |\n|---|---|---|---|\n");
        Parameter[] parameters = constructor(type).getParameters();
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            assertThat(doc.parameters()).as("@param of " + type.getSimpleName()).containsKey(name);
            section.append("| `%s.%s` | %s%s | %s | %s |\n"
                    .formatted(
                            prefix,
                            dashed(name),
                            type(components[i].getType()),
                            bounds(parameters[i]),
                            standard(parameters[i]),
                            doc.parameters().get(name)));
        }
        return section.append('\n').toString();
    }

    /** The words of a record's comment, which only its source has. */
    private record Doc(String text, Map<String, String> parameters) {

        static Doc of(Class<?> type) {
            String source = read(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
            int end = source.indexOf("*/", source.indexOf("/**"));
            String comment = source.substring(source.indexOf("/**") + 3, end)
                    .replaceAll("\\n\\s*\\*", " ")
                    .replaceAll("\\{@(?:code|link) ([^}]+)}", "`$1`")
                    .replaceAll("\\s+", " ")
                    .strip();
            Map<String, String> parameters = new LinkedHashMap<>();
            Matcher parameter = PARAMETER.matcher(comment);
            while (parameter.find()) {
                parameters.put(parameter.group(1), parameter.group(2).strip().replace("|", "\\|"));
            }
            int first = comment.indexOf(" @");
            return new Doc(first < 0 ? comment : comment.substring(0, first), parameters);
        }
    }

    private static Map<String, Class<?>> settings() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("io.quanjing").stream()
                .map(definition -> load(String.valueOf(definition.getBeanClassName())))
                .collect(Collectors.toMap(
                        type -> type.getAnnotation(ConfigurationProperties.class)
                                .value(),
                        type -> type,
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static Class<?> load(String name) {
        try {
            Class<?> type = Class.forName(name);
            assertThat(type.isRecord()).as(name + " is a record").isTrue();
            return type;
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(one -> one.getParameterCount() == type.getRecordComponents().length)
                .findFirst()
                .orElseThrow();
    }

    private static String type(Class<?> type) {
        if (type == int.class || type == long.class) {
            return "whole number";
        }
        if (type == double.class) {
            return "number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == String.class || type == Path.class) {
            return "text";
        }
        if (type == Duration.class) {
            return "duration";
        }
        if (type == DataSize.class) {
            return "size";
        }
        if (type == Instant.class) {
            return "moment";
        }
        if (type == Map.class) {
            return "text by name";
        }
        if (type == List.class) {
            return "texts, with commas between them";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
                    .collect(Collectors.joining(", "));
        }
        throw new IllegalStateException("The page has no word for settings of " + type + ".");
    }

    private static String bounds(Parameter parameter) {
        Min min = parameter.getAnnotation(Min.class);
        Max max = parameter.getAnnotation(Max.class);
        DecimalMin least = parameter.getAnnotation(DecimalMin.class);
        DecimalMax most = parameter.getAnnotation(DecimalMax.class);
        String from = min != null ? " from " + min.value() : least != null ? " from " + least.value() : "";
        String to = max != null ? " to " + max.value() : most != null ? " to " + most.value() : "";
        return from + to;
    }

    private static String standard(Parameter parameter) {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        return value == null || value.value().length == 0 ? "none" : "`" + String.join(",", value.value()) + "`";
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static Set<String> named(Path place, Pattern pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                pattern.matcher(read(file)).results().map(MatchResult::group).forEach(names::add);
            }
        }
        return names;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
