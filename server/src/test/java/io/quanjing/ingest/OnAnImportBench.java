package io.quanjing.ingest;

import io.quanjing.ingest.source.SourceLimits;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A new warehouse for each test, to import files of the test into. */
abstract class OnAnImportBench {

    @TempDir
    Path folder;

    ImportBench bench;

    @BeforeEach
    void open() {
        bench = new ImportBench(folder.resolve("data"), SourceLimits.standard());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Line and reason of every rejected row, a row a line. */
    final String reasons(ImportSummary summary) {
        StringBuilder reasons = new StringBuilder();
        new QuarantineReader(bench.landing, summary.id())
                .page(0, 100)
                .rows()
                .forEach(r -> reasons.append(r.line())
                        .append(' ')
                        .append(r.reason().code())
                        .append('\n'));
        return reasons.toString();
    }
}
