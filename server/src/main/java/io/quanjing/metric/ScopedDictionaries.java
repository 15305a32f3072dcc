package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.OwnDefinitions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which dictionary a question is read with: the program's names, and those that all of its shops have added alike. Which version of a
 * shop's text holds is asked of the database with every question that names something of a shop's own, so every replica knows at once.
 */
final class ScopedDictionaries {

    private final Dictionary program;
    private final ShopDictionaries own;
    private final Shops shops;

    ScopedDictionaries(Dictionary program, ShopDictionaries own, Shops shops) {
        this.program = program;
        this.own = own;
        this.shops = shops;
    }

    /** With what shops had added at a moment. */
    ScopedDictionaries asKnownAt(Instant moment) {
        return new ScopedDictionaries(program, own.asKnownAt(moment), shops);
    }

    /** The program's names alone. */
    Dictionary program() {
        return program;
    }

    /** What tells the answers to a question apart, beside the facts: nothing while it names only what is the program's. */
    Map<String, Long> edition(MetricQuestion question, List<Shop> seen) {
        return ofProgram(names(question)) ? Map.of() : own.versions(seen);
    }

    /** With everything that all of these shops have; empty if they have added nothing. */
    Optional<Dictionary> all(List<String> named, Caller caller) {
        return more(own.of(ShopScope.of(named, shops, caller)));
    }

    private static Optional<Dictionary> more(OwnDefinitions definitions) {
        boolean none =
                definitions.metrics().isEmpty() && definitions.dimensions().isEmpty();
        return none ? Optional.empty() : Optional.of(definitions.dictionary());
    }

    /** For a question, as {@link #of(Set, List, Caller)}. */
    Optional<Dictionary> of(MetricQuestion question, Caller caller) {
        return of(names(question), question.shops(), caller);
    }

    /** For the rows behind a figure, as {@link #of(Set, List, Caller)}. */
    Optional<Dictionary> of(RowsQuestion question, Caller caller) {
        Set<String> names = names(question.question());
        names.addAll(question.cell().keySet());
        names.addAll(question.beside());
        String order = question.question().order();
        if (order != null) {
            names.add(order);
        }
        return of(names, question.question().shops(), caller);
    }

    /**
     * For these names; empty if those of the program alone do.
     *
     * @throws QuanjingException if a name is one that only some of the shops have
     */
    Optional<Dictionary> of(Set<String> names, List<String> named, Caller caller) {
        if (ofProgram(names)) {
            return Optional.empty();
        }
        List<Shop> scope = ShopScope.of(named, shops, caller);
        OwnDefinitions definitions = own.of(scope);
        for (String name : names) {
            if (!ofProgram(Set.of(name)) && !definitions.has(name)) {
                elsewhere(name, scope, caller).ifPresent(refusal -> {
                    throw refusal;
                });
            }
        }
        return more(definitions);
    }

    private static Set<String> names(MetricQuestion question) {
        Set<String> names = new HashSet<>(question.metrics());
        names.addAll(question.by());
        names.addAll(question.where().keySet());
        return names;
    }

    private boolean ofProgram(Set<String> names) {
        return names.stream()
                .allMatch(name -> program.metrics().containsKey(name)
                        || program.dimensions().containsKey(name));
    }

    /** A name that some of the shops have: whoever asked did not mistype it. */
    private Optional<QuanjingException> elsewhere(String name, List<Shop> scope, Caller caller) {
        List<Shop> having = shops.visibleTo(caller).stream()
                .filter(shop -> own.of(List.of(shop)).has(name))
                .toList();
        if (having.isEmpty()) {
            return Optional.empty();
        }
        boolean metric = own.of(List.of(having.getFirst())).metrics().containsKey(name);
        List<String> with = having.stream().map(Shop::name).toList();
        return Optional.of(new QuanjingException(
                metric ? MetricError.UNKNOWN_METRIC : MetricError.UNKNOWN_DIMENSION,
                "The name " + name + " is an own definition of " + String.join(", ", with) + ", and "
                        + (scope.size() == 1 ? scope.getFirst().name() + " has" : "not all shops asked for have")
                        + " none alike. Maybe ask for " + with.getFirst() + " alone.",
                Map.of(metric ? "metric" : "dimension", name)));
    }
}
