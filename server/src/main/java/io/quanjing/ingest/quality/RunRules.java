package io.quanjing.ingest.quality;

import io.quanjing.ingest.quality.RunStore.Headers;
import io.quanjing.ingest.quality.RunStore.Rejections;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The rules about how data came in: columns of files, and what was rejected. */
final class RunRules {

    private static final int MOST_NAMED = 8;
    private static final int LONGEST_NAME = 60;

    private RunRules() {}

    /** How many columns came or went. Their order does not matter: they are found by name. */
    static Finding drift(Headers headers) {
        List<String> gone = without(headers.before(), headers.now());
        List<String> come = without(headers.now(), headers.before());
        return new Finding(
                Rule.DRIFT,
                headers.shop(),
                headers.source(),
                "",
                headers.kind(),
                BigDecimal.valueOf(gone.size() + (long) come.size()),
                Map.of(
                        "file", headers.file(),
                        "gone", named(gone),
                        "goneCount", gone.size(),
                        "come", named(come),
                        "comeCount", come.size(),
                        "at", headers.nowAt().toString(),
                        "before", headers.beforeAt().toString()));
    }

    private static List<String> without(List<String> columns, List<String> others) {
        return columns.stream()
                .filter(c -> !c.isEmpty() && !others.contains(c))
                .distinct()
                .toList();
    }

    /** A header may be anything that somebody wrote into a file. */
    private static List<String> named(List<String> columns) {
        return columns.stream()
                .limit(MOST_NAMED)
                .map(c -> c.length() > LONGEST_NAME ? c.substring(0, LONGEST_NAME) + "…" : c)
                .toList();
    }

    static Finding rejected(Rejections rejections) {
        return new Finding(
                Rule.REJECTED,
                rejections.shop(),
                rejections.source(),
                "",
                rejections.part(),
                rejections.read() == 0 ? null : Finding.share(rejections.rejected(), rejections.read()),
                Map.of(
                        "rejected", rejections.rejected(),
                        "read", rejections.read(),
                        "repeated", rejections.repeated(),
                        "webhook", !rejections.part().isEmpty()));
    }
}
