package io.quanjing.target;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.MetricQuestionParser;
import io.quanjing.target.Progresses.Question;
import io.quanjing.target.TargetEdits.Given;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Targets over HTTP. */
@RestController
@RequestMapping("/api/target")
final class TargetController {

    private static final int MOST_DAYS = 1_100;

    private final TargetYears years;
    private final TargetEdits edits;
    private final TargetImport imports;
    private final Progresses progresses;
    private final Shops shops;

    TargetController(TargetYears years, TargetEdits edits, TargetImport imports, Progresses progresses, Shops shops) {
        this.years = years;
        this.edits = edits;
        this.imports = imports;
        this.progresses = progresses;
        this.shops = shops;
    }

    /** A target to keep; a part of the shop has both a dimension and a value. */
    record GivenTarget(
            @NotNull String shop,
            @NotNull String metric,
            @Nullable String dimension,
            @Nullable String value,
            @NotNull String period,
            @NotNull String target) {

        Given what() {
            return given(shop, metric, dimension, value, period);
        }
    }

    /**
     * A CSV file.
     *
     * @param dryRun whether only to say what it would do
     */
    record GivenFile(@NotNull String csv, boolean dryRun) {}

    /**
     * How far figures have come.
     *
     * @param today the day that is running; null if the caller sees no shop
     * @param figures by metric
     */
    record State(@Nullable LocalDate today, Map<String, ShownProgress> figures) {}

    /** What has targets in a year. */
    @RequiresRole(Role.VIEWER)
    @GetMapping
    List<TargetYears.Listed> list(@RequestParam String year, Caller caller) {
        return years.list(TargetYears.year(year), caller);
    }

    /** The targets of one figure in a year, from the year to its days, with what came. */
    @RequiresRole(Role.VIEWER)
    @GetMapping("/year")
    TargetYears.Year year(
            @RequestParam String shop,
            @RequestParam String metric,
            @RequestParam(defaultValue = "") String dimension,
            @RequestParam(defaultValue = "") String value,
            @RequestParam String year,
            Caller caller) {
        return years.year(shop, metric, dimension, value, TargetYears.year(year), caller);
    }

    /** For cards: the parameters of {@code /api/metric}, without a grain. */
    @RequiresRole(Role.VIEWER)
    @GetMapping("/state")
    State state(@RequestParam MultiValueMap<String, String> parameters, Caller caller) {
        MetricQuestion question = MetricQuestionParser.parse(
                MetricQuestionParser.Texts.of(parameters, "ids").figures(null));
        TargetRules.checkRoom("days", question.range().days(), MOST_DAYS);
        List<Shop> scope = question.shops().isEmpty()
                ? shops.visibleTo(caller)
                : question.shops().stream()
                        .map(shop -> shops.require(caller, shop))
                        .distinct()
                        .toList();
        Map<String, ShownProgress> figures = new LinkedHashMap<>();
        if (scope.isEmpty()) {
            return new State(null, figures);
        }
        progresses
                .of(new Question(question.metrics(), question.range(), question.where(), scope), caller)
                .forEach((id, progress) -> figures.put(id, years.shown(id, progress)));
        return new State(progresses.today(scope), figures);
    }

    @RequiresRole(Role.OPERATOR)
    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@Valid @RequestBody GivenTarget given, Caller caller) {
        edits.put(given.what(), given.target(), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @RequestParam String shop,
            @RequestParam String metric,
            @RequestParam(defaultValue = "") String dimension,
            @RequestParam(defaultValue = "") String value,
            @RequestParam String period,
            Caller caller) {
        edits.delete(given(shop, metric, dimension, value, period), caller);
    }

    /** A file whose lines are wrong is no error of the request: the answer names them, and nothing was imported. */
    @RequiresRole(Role.OPERATOR)
    @PostMapping("/import")
    TargetImport.Report importFile(@Valid @RequestBody GivenFile given, Caller caller) {
        return imports.run(given.csv(), given.dryRun(), caller);
    }

    private static Given given(
            String shop, String metric, @Nullable String dimension, @Nullable String value, String period) {
        return new Given(shop, metric, dimension == null ? "" : dimension, value == null ? "" : value, period);
    }
}
