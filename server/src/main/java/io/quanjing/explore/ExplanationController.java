package io.quanjing.explore;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.MetricQuestionParser;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why a figure changed, over HTTP. */
@RestController
final class ExplanationController {

    private static final int SHOWN = 12;
    private static final int MOST_SHOWN = 100;

    private final Explanations explanations;

    ExplanationController(Explanations explanations) {
        this.explanations = explanations;
    }

    /**
     * Takes a change apart. {@code metric} is one id, {@code by} one dimension or nothing, {@code limit} how many of its values are told one by one, 1 to 100; everything
     * else is as for {@code /api/metric}.
     */
    @GetMapping("/api/explanation")
    @RequiresRole(Role.VIEWER)
    Explanation explanation(@RequestParam MultiValueMap<String, String> parameters, Caller caller) {
        MetricQuestion question = MetricQuestionParser.parse(
                MetricQuestionParser.Texts.of(parameters, "metric").inOne());
        Integer limit = question.limit();
        if (question.metrics().size() > 1 || question.by().size() > 1 || (limit != null && limit > MOST_SHOWN)) {
            throw new QuanjingException(
                    ExploreError.ONE_AT_A_TIME,
                    "The explanation is asked of " + question.metrics().size() + " metrics by "
                            + question.by().size() + " dimensions with " + (limit == null ? SHOWN : limit)
                            + " values; one metric, one dimension and " + MOST_SHOWN
                            + " values are allowed. Maybe ask for each alone.",
                    Map.of("limit", MOST_SHOWN));
        }
        return explanations.explain(question, limit == null ? SHOWN : limit, caller);
    }
}
