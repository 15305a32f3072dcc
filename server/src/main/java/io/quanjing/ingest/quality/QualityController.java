package io.quanjing.ingest.quality;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.ingest.QualityCheck;
import io.quanjing.ingest.mapping.Harmless;
import io.quanjing.ingest.quality.CheckStore.Limits;
import io.quanjing.ingest.quality.CheckStore.OwnLimits;
import io.quanjing.ingest.quality.CheckStore.Pass;
import io.quanjing.warehouse.QueryOptions;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Data quality over HTTP. Whoever sees figures may know what they stand on; who brings data in sets the limits. */
@RestController
@RequestMapping("/api/quality")
class QualityController {

    private static final int MOST_SHOWN = 200;
    private static final int MOST_DOWNLOADED = 100_000;

    private final Quality quality;

    QualityController(Quality quality) {
        this.quality = quality;
    }

    /** A rule with its usual limits. */
    record RuleView(
            String id,
            Map<String, String> title,
            Map<String, String> text,
            String unit,
            BigDecimal warning,
            @Nullable BigDecimal failing) {}

    /** A table that is looked at. */
    record FactView(String id, Map<String, String> title) {}

    /** A check as the page shows it. */
    record CheckView(
            String key,
            String rule,
            String shop,
            String source,
            String fact,
            String part,
            String state,
            @Nullable BigDecimal value,
            BigDecimal warning,
            @Nullable BigDecimal failing,
            Map<String, Object> arguments,
            Instant since,
            Instant checkedAt) {}

    /** Limits of a shop. */
    record ThresholdView(
            String shop,
            String rule,
            BigDecimal warning,
            @Nullable BigDecimal failing,
            String changedBy,
            Instant changedAt) {}

    /**
     * Everything that the page opens with.
     *
     * @param asOf when the last pass ended; null if there was none
     * @param millis how long it took
     * @param running whether a pass is waited for
     * @param leftOut what it could not look at
     */
    record Board(
            @Nullable Instant asOf,
            @Nullable Long millis,
            boolean running,
            List<String> leftOut,
            List<RuleView> rules,
            List<FactView> facts,
            List<CheckView> checks,
            List<ThresholdView> thresholds) {}

    /** A difference, its amounts as decimal texts. */
    record DifferenceView(
            String order,
            LocalDate day,
            @Nullable String ours,
            String refunded,
            @Nullable String theirs,
            String finding,
            String difference) {}

    /** New limits of a rule in a shop. */
    record NewThreshold(
            @NotBlank String shop,
            @NotBlank String rule,
            @NotNull BigDecimal warning,
            @Nullable BigDecimal failing) {}

    @RequiresRole(Role.VIEWER)
    @GetMapping
    Board board(Caller caller) {
        Pass pass = quality.pass();
        List<RuleView> rules = new ArrayList<>();
        quality.declared()
                .rules()
                .forEach((id, rule) -> rules.add(
                        new RuleView(id, rule.title(), rule.text(), rule.unit(), rule.warning(), rule.failing())));
        List<FactView> facts = new ArrayList<>();
        quality.declared().facts().forEach((id, fact) -> facts.add(new FactView(id, fact.title())));
        return new Board(
                pass.finishedAt(),
                pass.millis(),
                pass.awaited(),
                pass.leftOut(),
                rules,
                facts,
                quality.checks(caller).stream().map(QualityController::view).toList(),
                quality.thresholds(caller).stream().map(QualityController::view).toList());
    }

    @RequiresRole(Role.VIEWER)
    @GetMapping("/series")
    List<Series> series(
            @RequestParam String shop, @RequestParam String source, @RequestParam String fact, Caller caller) {
        return quality.series(shop, source, fact, caller).stream().toList();
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/pass")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void pass(Caller caller) {
        quality.ask(caller.name());
    }

    @RequiresRole(Role.OPERATOR)
    @PutMapping("/threshold")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void threshold(@Valid @RequestBody NewThreshold wanted, Caller caller) {
        quality.threshold(wanted.shop(), wanted.rule(), new Limits(wanted.warning(), wanted.failing()), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @DeleteMapping("/threshold")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void usualThreshold(@RequestParam String shop, @RequestParam String rule, Caller caller) {
        quality.threshold(shop, rule, null, caller);
    }

    @RequiresRole(Role.ANALYST)
    @GetMapping("/differences")
    List<DifferenceView> differences(
            @RequestParam String comparison,
            @RequestParam String shop,
            @RequestParam String ours,
            @RequestParam String theirs,
            Caller caller) {
        return quality
                .differences(comparison, shop, ours, theirs, MOST_SHOWN, QueryOptions.interactive(), caller)
                .stream()
                .map(QualityController::view)
                .toList();
    }

    @RequiresRole(Role.ANALYST)
    @GetMapping("/differences.csv")
    void differencesCsv(
            @RequestParam String comparison,
            @RequestParam String shop,
            @RequestParam String ours,
            @RequestParam String theirs,
            Caller caller,
            HttpServletResponse response)
            throws IOException {
        List<Difference> rows =
                quality.differences(comparison, shop, ours, theirs, MOST_DOWNLOADED, QueryOptions.batch(), caller);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"differences-" + comparison.toLowerCase(Locale.ROOT) + ".csv\"");
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            // A byte order mark, or spreadsheets take the text for another encoding.
            out.write("\uFEFForder,day,ours,refunded,theirs,finding,difference\r\n");
            for (Difference row : rows) {
                out.write(line(row));
            }
        }
    }

    private static String line(Difference row) {
        return Stream.of(
                        row.order(),
                        row.day().toString(),
                        plain(row.ours()),
                        plain(row.refunded()),
                        plain(row.theirs()),
                        row.finding(),
                        plain(row.difference()))
                .map(Harmless::guarded)
                .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String plain(@Nullable BigDecimal amount) {
        return amount == null ? "" : amount.toPlainString();
    }

    private static DifferenceView view(Difference row) {
        return new DifferenceView(
                row.order(),
                row.day(),
                row.ours() == null ? null : row.ours().toPlainString(),
                row.refunded().toPlainString(),
                row.theirs() == null ? null : row.theirs().toPlainString(),
                row.finding(),
                row.difference().toPlainString());
    }

    private static CheckView view(QualityCheck check) {
        return new CheckView(
                check.key(),
                check.rule(),
                check.shop(),
                check.source(),
                check.fact(),
                check.part(),
                check.state().id(),
                check.value(),
                check.warning(),
                check.failing(),
                check.arguments(),
                check.since(),
                check.checkedAt());
    }

    private static ThresholdView view(OwnLimits own) {
        return new ThresholdView(
                own.shop(),
                own.rule(),
                own.limits().warning(),
                own.limits().failing(),
                own.changedBy(),
                own.changedAt());
    }
}
