package io.quanjing.warehouse.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.warehouse.TableSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the comments of the transform files have to say for an engine that fetches rows. */
class TransformsTest {

    private static final Pattern ASKED = Pattern.compile("\\b(?:FROM|JOIN) (\\w+)");

    private final WarehouseSchema schema = SchemaReader.read();
    private final Transforms transforms = Transforms.read();

    @Test
    void everyQueryForNewRowsIsWordedSoThatTheyAreFetched() {
        assertThat(Transforms.withoutWindows(transforms.text())).doesNotContain("> :since");
        assertThat(transforms.windows())
                .contains(
                        new Transforms.Window("event", "recorded_at"),
                        new Transforms.Window("order_header_history", "superseded_at"));
    }

    @Test
    void noQueryAsksForATableThatNothingBeforeItBrings() {
        Set<String> tables = new HashSet<>();
        schema.tables().stream().map(TableSchema::name).forEach(tables::add);
        schema.marts().stream().map(Mart::name).forEach(tables::add);
        Set<String> brought = new HashSet<>();
        for (Transforms.File file : transforms.files()) {
            for (Transforms.Step step : file.steps()) {
                assertThat(brought)
                        .as(file.name() + ": " + step.select())
                        .containsAll(ASKED.matcher(Transforms.withoutWindows(code(step.select())))
                                .results()
                                .map(MatchResult::group)
                                .map(found -> found.substring(found.indexOf(' ') + 1))
                                .filter(tables::contains)
                                .toList());
                if (step instanceof Transforms.Working working) {
                    working.brings().forEach(each -> brought.add(each.table()));
                }
            }
        }
    }

    @Test
    void aStepSaysWhatItBrings() {
        List<Transforms.Step> steps = Transforms.steps("some", """
                -- table: found
                -- brings: refund (shop, natural_key = refund), channel
                -- brings: session (shop, session)
                SELECT shop, refund, session FROM somewhere;
                """);
        assertThat(steps).singleElement().isInstanceOfSatisfying(Transforms.Working.class, step -> {
            assertThat(step.name()).isEqualTo("found");
            assertThat(step.brings())
                    .containsExactly(
                            new Transforms.Bringing(
                                    "refund",
                                    List.of(
                                            new Transforms.Key("shop", "shop"),
                                            new Transforms.Key("natural_key", "refund"))),
                            new Transforms.Bringing("channel", List.of()),
                            new Transforms.Bringing(
                                    "session",
                                    List.of(
                                            new Transforms.Key("shop", "shop"),
                                            new Transforms.Key("session", "session"))));
        });
    }

    private static String code(String select) {
        return select.replaceAll("--.*", "");
    }
}
