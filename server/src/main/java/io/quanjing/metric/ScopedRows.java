package io.quanjing.metric;

import io.quanjing.access.Caller;

/** Opens the rows behind a figure with the dictionary that {@link ScopedMetrics} answered it with. */
final class ScopedRows implements MetricRows {

    private final RowTracer program;
    private final ScopedDictionaries dictionaries;

    ScopedRows(RowTracer program, ScopedDictionaries dictionaries) {
        this.program = program;
        this.dictionaries = dictionaries;
    }

    @Override
    public Page page(RowsQuestion question, Caller caller) {
        return with(question, caller).page(question, caller);
    }

    @Override
    public Sheets export(RowsQuestion question, Caller caller) {
        return with(question, caller).export(question, caller);
    }

    private RowTracer with(RowsQuestion question, Caller caller) {
        return dictionaries.of(question, caller).map(program::with).orElse(program);
    }
}
