package io.quanjing.metric.web;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.metric.MetricQuestionParser;
import io.quanjing.metric.Restatements;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What has changed of days that were over. */
@RestController
class RestatementController {

    private final Restatements restatements;

    RestatementController(Restatements restatements) {
        this.restatements = restatements;
    }

    /** The parameters of {@code /api/metric} that name figures, and {@code since}, a moment. Names orders and customers, so it needs the analyst. */
    @GetMapping("/api/metric/restatements")
    @RequiresRole(Role.ANALYST)
    Restatements.Listed since(@RequestParam MultiValueMap<String, String> parameters, Caller caller) {
        String since = parameters.getFirst("since");
        return restatements.since(
                MetricQuestionParser.parse(
                        MetricQuestionParser.Texts.of(parameters, "ids").figures("day")),
                since == null ? "" : since,
                caller);
    }
}
