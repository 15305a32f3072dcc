package io.quanjing.metric.web;

import io.quanjing.access.HealthSign;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What changes when data comes in or a shop day begins.
 *
 * @param warehouse another number means that figures may have moved
 * @param today the day of each shop that the caller sees, by id
 * @param behind while the figures do not show what came in
 * @param away the parts of the server that do not answer now: {@code warehouse}, {@code log}
 * @param problems what the other parts of the server tell of their troubles
 */
record Version(
        long warehouse,
        Map<String, LocalDate> today,
        boolean behind,
        List<String> away,
        List<HealthSign.Problem> problems) {}
