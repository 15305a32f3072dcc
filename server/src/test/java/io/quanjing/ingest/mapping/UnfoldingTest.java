package io.quanjing.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.RowReason;
import io.quanjing.ingest.source.RawRow;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A row that stands for several. */
class UnfoldingTest {

    private static final Unfolding BY_SEMICOLON = new Unfolding(";", List.of(1, 2));
    private static final int[] POSITIONS = {0, 1, 2};

    private static List<List<String>> rows(String... cells) {
        return BY_SEMICOLON.rows(new RawRow(7, cells, ""), POSITIONS).stream()
                .map(row -> Arrays.asList(row.cells()))
                .toList();
    }

    private static String parts(int count) {
        return String.join(";", Collections.nCopies(count, "a"));
    }

    @Test
    void isOneRowForEachPartOfTheFirstColumn() {
        assertThat(rows("1", "a;b;", "x;y;z"))
                .containsExactly(List.of("1", "a", "x"), List.of("1", "b", "y"), List.of("1", "", "z"));
        assertThat(rows("1", "a;b", "x;y;z")).containsExactly(List.of("1", "a", "x;y;z"), List.of("1", "b", "x;y;z"));
        assertThat(rows("1", "a", "x;y")).containsExactly(List.of("1", "a", "x;y"));
        assertThat(rows("1")).containsExactly(List.of("1"));
    }

    @Test
    void aRowOfTooManyPartsStaysOneAndIsRefused() {
        RawRow most = new RawRow(7, new String[] {"1", parts(1_000), ""}, "");
        assertThat(BY_SEMICOLON.rows(most, POSITIONS)).hasSize(1_000);
        assertThat(BY_SEMICOLON.refused(most, POSITIONS)).isNull();

        RawRow tooMany = new RawRow(7, new String[] {"1", parts(1_001), ""}, "");
        assertThat(BY_SEMICOLON.rows(tooMany, POSITIONS)).containsExactly(tooMany);
        assertThat(BY_SEMICOLON.refused(tooMany, POSITIONS))
                .isNotNull()
                .extracting(RowIssue::reason)
                .isEqualTo(RowReason.TOO_MANY_PARTS);
    }

    @Test
    void theRowsOfAWideOneAreNotHeldAllAtOnce() {
        String[] wide = new String[1_000_000];
        Arrays.fill(wide, "");
        wide[1] = parts(1_000);

        List<RawRow> rows = BY_SEMICOLON.rows(new RawRow(7, wide, ""), POSITIONS);

        assertThat(rows).hasSize(1_000);
        assertThat(rows.getLast().cells()[1]).isEqualTo("a");
    }
}
