package io.quanjing.metric.dictionary;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /** "Maybe x." with the nearest of the names; if none is near, with some of them. */
    public static String maybe(String given, Collection<String> names) {
        return nearest(given, names)
                .map(name -> "Maybe " + name + ".")
                .orElseGet(() -> names.isEmpty()
                        ? "Maybe there is no data yet."
                        : "Maybe one of: "
                                + String.join(", ", names.stream().limit(12).toList())
                                + (names.size() > 12 ? " …" : "."));
    }

    /** The name that differs in at most a third of its letters, or that contains what was given. */
    public static Optional<String> nearest(String given, Collection<String> names) {
        String wanted = given.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> {
                    String known = name.toLowerCase(Locale.ROOT);
                    return distance(wanted, known) <= Math.max(1, Math.max(wanted.length(), known.length()) / 3)
                            || (wanted.length() >= 3 && (known.contains(wanted) || wanted.contains(known)));
                })
                .min(Comparator.comparingInt((String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to insert, delete, replace or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
