package io.quanjing.metric.web;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.metric.LatestOrders;
import io.quanjing.metric.LatestOrders.PaidOrder;
import io.quanjing.metric.MetricQuestionParser;
import io.quanjing.metric.RunningDay;
import java.util.List;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What there is to see of the day that is running, beside its figures. */
@RestController
class LiveController {

    private final RunningDay day;
    private final LatestOrders orders;

    LiveController(RunningDay day, LatestOrders orders) {
        this.day = day;
        this.orders = orders;
    }

    /** Whether the figures of the running day are within their bands: {@code ids} of metrics, any number of {@code shop}. */
    @GetMapping("/api/metric/state")
    @RequiresRole(Role.VIEWER)
    RunningDay.Report state(@RequestParam MultiValueMap<String, String> parameters, Caller caller) {
        return day.judge(
                MetricQuestionParser.metrics(parameters.getFirst("ids")),
                MetricQuestionParser.shops(parameters.getOrDefault("shop", List.of())),
                caller);
    }

    /** The orders paid last, without anything personal: any number of {@code shop}, and how many. */
    @GetMapping("/api/orders/latest")
    @RequiresRole(Role.VIEWER)
    List<PaidOrder> latest(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "20") int limit,
            Caller caller) {
        return orders.latest(MetricQuestionParser.shops(parameters.getOrDefault("shop", List.of())), limit, caller);
    }
}
