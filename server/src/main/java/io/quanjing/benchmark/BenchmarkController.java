package io.quanjing.benchmark;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.benchmark.Benchmark.Quartiles;
import io.quanjing.metric.MetricQuestionParser;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The benchmarks over HTTP. */
@RestController
@RequestMapping("/api/benchmark")
final class BenchmarkController {

    private static final int MOST_SHOWN = 5_000;

    private final BenchmarkStore store;
    private final BenchmarkEdits edits;
    private final Positions positions;

    BenchmarkController(BenchmarkStore store, BenchmarkEdits edits, Positions positions) {
        this.store = store;
        this.edits = edits;
        this.positions = positions;
    }

    /** A benchmark as the page lists it; quartiles are null if they are not known. */
    record BenchmarkOfPage(
            UUID id,
            String metric,
            String category,
            String basis,
            LocalDate from,
            LocalDate to,
            BigDecimal value,
            @Nullable BigDecimal p25,
            @Nullable BigDecimal p50,
            @Nullable BigDecimal p75,
            String source,
            String by,
            Instant at) {}

    /** The text of a CSV file. */
    record GivenFile(@NotNull String csv) {}

    /** How many rows a file had. */
    record Imported(int rows) {}

    /** Where figures stand: {@code metrics} are ids by commas; days, shops and filters as for {@code /api/metric}. */
    @RequiresRole(Role.VIEWER)
    @GetMapping
    Positions.Standing positions(@RequestParam MultiValueMap<String, String> parameters, Caller caller) {
        return positions.of(
                MetricQuestionParser.parse(
                        MetricQuestionParser.Texts.of(parameters, "metrics").figures(null)),
                caller);
    }

    /** The latest 5,000. */
    @RequiresRole(Role.VIEWER)
    @GetMapping("/all")
    List<BenchmarkOfPage> all() {
        return store.all(MOST_SHOWN).stream().map(BenchmarkController::shown).toList();
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/import")
    Imported importFile(@Valid @RequestBody GivenFile given, Caller caller) {
        return new Imported(edits.importFile(given.csv(), caller));
    }

    @RequiresRole(Role.OPERATOR)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, Caller caller) {
        edits.delete(id, caller);
    }

    private static BenchmarkOfPage shown(BenchmarkStore.Kept kept) {
        Benchmark one = kept.value();
        Quartiles quartiles = one.quartiles();
        return new BenchmarkOfPage(
                kept.id(),
                one.metric(),
                one.category(),
                one.basis().id(),
                one.days().from(),
                one.days().to(),
                one.value(),
                quartiles == null ? null : quartiles.p25(),
                quartiles == null ? null : quartiles.p50(),
                quartiles == null ? null : quartiles.p75(),
                one.source(),
                kept.by(),
                kept.at());
    }
}
