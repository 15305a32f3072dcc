package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.dictionary.OwnDefinitions;
import io.quanjing.metric.dictionary.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is behind metrics, and what shops add to the dictionary, over HTTP. */
@RestController
@RequestMapping("/api/dictionary")
final class ShopDefinitionController {

    private final MetricDetails details;
    private final MetricExamples examples;
    private final ShopDefinitionEdits edits;
    private final ValueHints hints;
    private final Shops shops;

    ShopDefinitionController(
            MetricDetails details, MetricExamples examples, ShopDefinitionEdits edits, ValueHints hints, Shops shops) {
        this.details = details;
        this.examples = examples;
        this.edits = edits;
        this.hints = hints;
        this.shops = shops;
    }

    /**
     * The definitions of a shop.
     *
     * @param version from 1; 0 if it never had any
     * @param changedBy null if it never had any
     * @param editable whether the caller may change them
     * @param checked what the text adds
     */
    record Own(
            String shop,
            long version,
            String text,
            @Nullable String changedBy,
            @Nullable Instant changedAt,
            boolean editable,
            Checked checked) {}

    /** A version in the list of them. */
    record VersionOf(long version, String changedBy, Instant changedAt, int metrics, int dimensions) {}

    /** What a text adds, what is wrong with it, and which of its values the shop's data does not have so far; by line. */
    record Checked(
            List<ProblemOf> problems, List<ProblemOf> hints, List<OwnMetric> metrics, List<OwnDimension> dimensions) {}

    /** A mistake; lines and columns count from 1, {@code until} is the column after it. */
    record ProblemOf(
            int line,
            int column,
            int until,
            String rule,
            String subject,
            String value,
            List<String> maybe,
            String message) {}

    /** A metric that a text defines. */
    record OwnMetric(String id, Label title, Label formula, String unit) {}

    /** A dimension that a text defines, with its groups. */
    record OwnDimension(String id, Label title, List<Label> groups) {}

    /** A text to look at, with the shop that is to have it. */
    record GivenText(@NotNull String shop, @NotNull String text) {}

    /**
     * A text to keep.
     *
     * @param version the one that it was written over
     */
    record GivenDefinitions(@NotNull String shop, @NotNull String text, long version) {}

    /** What is behind a metric; several shops are several parameters, none is all that the caller sees. */
    @RequiresRole(Role.VIEWER)
    @GetMapping("/metrics/{id}")
    MetricDetails.Detail metric(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters, Caller caller) {
        return details.of(id, MetricQuestionParser.shops(parameters.getOrDefault("shop", List.of())), caller);
    }

    /** A metric with the figures of a shop in its formula. */
    @RequiresRole(Role.VIEWER)
    @GetMapping("/metrics/{id}/example")
    MetricExamples.Example example(@PathVariable String id, @RequestParam String shop, Caller caller) {
        return examples.of(id, shops.require(caller, shop), caller);
    }

    @RequiresRole(Role.VIEWER)
    @GetMapping("/own")
    Own own(@RequestParam String shop, Caller caller) {
        Shop found = shops.require(caller, shop);
        return shown(edits.latest(found), found, caller);
    }

    @RequiresRole(Role.VIEWER)
    @GetMapping("/own/versions")
    List<VersionOf> versions(@RequestParam String shop, Caller caller) {
        return edits.history(shops.require(caller, shop)).stream()
                .map(version -> {
                    OwnDefinitions read = edits.check(version.text());
                    return new VersionOf(
                            version.version(),
                            version.changedBy(),
                            version.changedAt(),
                            read.metrics().size(),
                            read.dimensions().size());
                })
                .toList();
    }

    @RequiresRole(Role.VIEWER)
    @GetMapping("/own/versions/{version}")
    Own version(@PathVariable long version, @RequestParam String shop, Caller caller) {
        Shop found = shops.require(caller, shop);
        return shown(edits.version(found, version), found, caller);
    }

    /** Keeps nothing. */
    @RequiresRole(Role.OPERATOR)
    @PostMapping("/own/check")
    Checked check(@Valid @RequestBody GivenText given, Caller caller) {
        return checked(edits.check(given.text()), shops.require(caller, given.shop()));
    }

    @RequiresRole(Role.OPERATOR)
    @PutMapping("/own")
    Own save(@Valid @RequestBody GivenDefinitions given, Caller caller) {
        Shop shop = shops.require(caller, given.shop());
        return shown(edits.save(shop, given.text(), given.version(), caller), shop, caller);
    }

    /** Removes all; the versions before stay. */
    @RequiresRole(Role.OPERATOR)
    @DeleteMapping("/own")
    Own remove(@RequestParam String shop, @RequestParam long version, Caller caller) {
        Shop found = shops.require(caller, shop);
        return shown(edits.save(found, "", version, caller), found, caller);
    }

    private Own shown(ShopDefinition definition, Shop shop, Caller caller) {
        boolean never = definition.version() == 0;
        return new Own(
                definition.shop(),
                definition.version(),
                definition.text(),
                never ? null : definition.changedBy(),
                never ? null : definition.changedAt(),
                caller.role().includes(Role.OPERATOR),
                checked(edits.check(definition.text()), shop));
    }

    private Checked checked(OwnDefinitions read, Shop shop) {
        return new Checked(
                problems(read.problems()),
                problems(hints.of(read, shop)),
                read.dictionary().metrics().values().stream()
                        .filter(metric -> read.metrics().containsKey(metric.id()))
                        .map(ShopDefinitionController::metric)
                        .toList(),
                read.dimensions().stream()
                        .map(id -> Objects.requireNonNull(
                                read.dictionary().dimensions().get(id)))
                        .map(dimension -> new OwnDimension(
                                dimension.id(),
                                Labels.label(dimension.title()),
                                dimension.values().entrySet().stream()
                                        .map(Map.Entry::getValue)
                                        .map(Labels::label)
                                        .toList()))
                        .toList());
    }

    private static List<ProblemOf> problems(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .map(problem -> new ProblemOf(
                        problem.line(),
                        problem.column(),
                        problem.until(),
                        problem.rule().id(),
                        problem.subject(),
                        problem.value(),
                        problem.maybe(),
                        problem.message()))
                .toList();
    }

    private static OwnMetric metric(Metric metric) {
        return new OwnMetric(
                metric.id(),
                Labels.label(metric.title()),
                Labels.label(metric.formula()),
                metric.unit().name().toLowerCase(Locale.ROOT));
    }
}
