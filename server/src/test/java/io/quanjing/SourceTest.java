package io.quanjing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quanjing.access.AuditAction;
import io.quanjing.kernel.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of the sources as texts. */
class SourceTest {

    private static final int MOST_LINES = 600;
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.quanjing");
    private static final Path WEB_TEXTS = Path.of("../web/src/lib/i18n");
    private static final Pattern PROMISE = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern STATEMENT = Pattern.compile(
            "\"\"\"\\s*(select|insert|update|delete|merge|create|alter|drop)\\s", Pattern.CASE_INSENSITIVE);

    @Test
    void noFileIsLongerThanSixHundredLines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : files("src", ".java")) {
            long lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.add(file + " has " + lines);
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void nothingIsPromisedForLater() throws IOException {
        List<Path> promising = new ArrayList<>();
        for (Path file : files("src", ".java", ".sql", ".yml", ".yaml")) {
            if (PROMISE.matcher(Files.readString(file)).find()) {
                promising.add(file);
            }
        }

        assertThat(promising).isEmpty();
    }

    @Test
    void operationalStatementsAreInStoresAndEnginesAlone() throws IOException {
        List<Path> strays = new ArrayList<>();
        for (Path file : files("src/main/java", ".java")) {
            boolean home = file.getFileName().toString().endsWith("Store.java")
                    || file.toString().contains("warehouse/duckdb")
                    || file.toString().contains("warehouse/trino");
            if (!home && STATEMENT.matcher(Files.readString(file)).find()) {
                strays.add(file);
            }
        }

        assertThat(strays).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void everyErrorHasItsWords(String language) throws IOException {
        Set<String> worded = worded("errors", language);

        assertThat(codes(ErrorCode.class, ErrorCode::code)).isNotEmpty().isSubsetOf(worded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void everyEntryOfTheAuditLogHasItsWords(String language) throws IOException {
        Set<String> worded = worded("audit", language);

        assertThat(codes(AuditAction.class, AuditAction::code))
                .contains("ingest.file_imported", "access.signed_in")
                .isEqualTo(worded);
    }

    /** The codes that a file of the page's texts has words for. */
    private static Set<String> worded(String file, String language) throws IOException {
        assumeThat(WEB_TEXTS)
                .as("the texts of the page, absent where only the server is checked out")
                .isDirectory();
        String texts = Files.readString(WEB_TEXTS.resolve(file + "." + language + ".ts"));
        Matcher keys = Pattern.compile("'([a-z_]+\\.[a-z0-9_]+)'\\s*:").matcher(texts);
        Set<String> worded = new TreeSet<>();
        while (keys.find()) {
            worded.add(keys.group(1));
        }
        return worded;
    }

    /** The codes of all enums that implement the type. */
    private static <T> Set<String> codes(Class<T> type, Function<T, String> code) {
        return PROGRAM.stream()
                .filter(one -> one.isEnum() && one.isAssignableTo(type))
                .flatMap(one -> Stream.of(one.reflect().getEnumConstants()))
                .map(constant -> code.apply(type.cast(constant)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(String folder, String... endings) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            return all.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }
}
