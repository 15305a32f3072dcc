package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.OwnDefinitions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers each question with the dictionary of its shops: the program's names, and those that all of the shops have added alike. Which
 * version of a shop's text holds is asked of the database with every question that names something of a shop's own, so every replica knows at once.
 */
final class ScopedMetrics implements Metrics {

    private final MetricEngine program;
    private final Dictionary dictionary;
    private final ShopDictionaries own;
    private final Shops shops;

    ScopedMetrics(MetricEngine program, Dictionary dictionary, ShopDictionaries own, Shops shops) {
        this.program = program;
        this.dictionary = dictionary;
        this.own = own;
        this.shops = shops;
    }

    /** What tells the answers to a question apart, beside the facts: nothing while it names only what is the program's. */
    Map<String, Long> edition(MetricQuestion question, List<Shop> seen) {
        return ofProgram(names(question)) ? Map.of() : own.versions(seen);
    }

    @Override
    public MetricAnswer ask(MetricQuestion question, Caller caller) {
        return engine(names(question), question.shops(), caller).ask(question, caller);
    }

    @Override
    public MetricAnswer export(MetricQuestion question, Caller caller) {
        return engine(names(question), question.shops(), caller).export(question, caller);
    }

    @Override
    public List<FoundValue> values(String dimension, String text, List<String> named, Caller caller) {
        return engine(Set.of(dimension), named, caller).values(dimension, text, named, caller);
    }

    @Override
    public MetricDictionary dictionary() {
        return program.dictionary();
    }

    @Override
    public MetricDictionary dictionary(List<String> named, Caller caller) {
        return with(own.of(ShopScope.of(named, shops, caller))).dictionary();
    }

    private static Set<String> names(MetricQuestion question) {
        Set<String> names = new HashSet<>(question.metrics());
        names.addAll(question.by());
        names.addAll(question.where().keySet());
        return names;
    }

    private boolean ofProgram(Set<String> names) {
        return names.stream()
                .allMatch(name -> dictionary.metrics().containsKey(name)
                        || dictionary.dimensions().containsKey(name));
    }

    private MetricEngine engine(Set<String> names, List<String> named, Caller caller) {
        if (ofProgram(names)) {
            return program;
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
        return with(definitions);
    }

    private MetricEngine with(OwnDefinitions definitions) {
        boolean none =
                definitions.metrics().isEmpty() && definitions.dimensions().isEmpty();
        return none ? program : program.with(definitions.dictionary());
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
