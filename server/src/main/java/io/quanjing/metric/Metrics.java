package io.quanjing.metric;

import io.quanjing.access.Caller;

/** The semantic layer: every figure of every page, file and command comes from here. */
public interface Metrics {

    /**
     * Answers a question.
     *
     * @throws io.quanjing.kernel.QuanjingException if the question names something that does not exist or cannot be combined
     */
    MetricAnswer ask(MetricQuestion question, Caller caller);

    /** What can be asked. */
    MetricDictionary dictionary();
}
