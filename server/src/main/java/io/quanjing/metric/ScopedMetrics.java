package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.metric.dictionary.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers each question with the dictionary of its shops. */
final class ScopedMetrics implements Metrics {

    private final MetricEngine program;
    private final ScopedDictionaries dictionaries;

    ScopedMetrics(MetricEngine program, ScopedDictionaries dictionaries) {
        this.program = program;
        this.dictionaries = dictionaries;
    }

    @Override
    public MetricAnswer ask(MetricQuestion question, Caller caller) {
        return with(dictionaries.of(question, caller)).ask(question, caller);
    }

    @Override
    public MetricAnswer export(MetricQuestion question, Caller caller) {
        return with(dictionaries.of(question, caller)).export(question, caller);
    }

    @Override
    public List<FoundValue> values(String dimension, String text, List<String> named, Caller caller) {
        return with(dictionaries.of(Set.of(dimension), named, caller)).values(dimension, text, named, caller);
    }

    @Override
    public MetricDictionary dictionary() {
        return program.dictionary();
    }

    @Override
    public MetricDictionary dictionary(List<String> named, Caller caller) {
        return with(dictionaries.all(named, caller)).dictionary();
    }

    private MetricEngine with(Optional<Dictionary> more) {
        return more.map(program::with).orElse(program);
    }
}
