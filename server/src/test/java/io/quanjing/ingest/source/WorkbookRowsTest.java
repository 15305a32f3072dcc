package io.quanjing.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cells of a workbook become. */
class WorkbookRowsTest {

    @TempDir
    Path folder;

    /** The cells of one row with these numbers. */
    private String[] row(String format, String... numbers) throws IOException {
        Path file = folder.resolve("numbers.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("numbers");
            for (int i = 0; i < numbers.length; i++) {
                sheet.value(0, i, new BigDecimal(numbers[i]));
                sheet.style(0, i).format(format).set();
            }
        }
        try (WorkbookRows rows = new WorkbookRows("numbers.xlsx", file, null, SourceLimits.standard())) {
            RawRow row = rows.next();
            return row == null ? new String[0] : row.cells();
        }
    }

    @Test
    void numbersKeepTheirDigits() throws IOException {
        assertThat(row("0.00", "12.50", "1E+3", "0.000015", "0.12345678901234568"))
                .containsExactly("12.5", "1000", "0.000015", "0.12345678901234568");
    }

    @Test
    void aNumberBeyondAllBoundsIsHandedOnAsItStands() throws IOException {
        String digits = "0." + "1234567890".repeat(5) + "00";

        assertThat(row("0.00", "1E+2000000000", "1E-2000000000", digits))
                .containsExactly("1E+2000000000", "1E-2000000000", digits);
    }

    @Test
    void soIsOneOfACellThatHasADateFormat() throws IOException {
        assertThat(List.of(row("yyyy-mm-dd", "45962.5", "1E+100000000", "1E-2000000000")))
                .containsExactly("2025-11-01 12:00:00", "1E+100000000", "1E-2000000000");
    }
}
