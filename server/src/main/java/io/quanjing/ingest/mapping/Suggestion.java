package io.quanjing.ingest.mapping;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /** The known name that differs least, if it differs by no more than a third of its letters or contains the other. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        String wanted = given.strip().toLowerCase(Locale.ROOT);
        String best = null;
        double bestScore = 0.34;
        for (String candidate : known) {
            String other = candidate.toLowerCase(Locale.ROOT);
            int longer = Math.max(Math.max(wanted.length(), other.length()), 1);
            double score = (double) distance(wanted, other) / longer;
            if (wanted.length() >= 3 && other.length() >= 3 && (wanted.contains(other) || other.contains(wanted))) {
                score = Math.min(score, 0.3);
            }
            if (score < bestScore) {
                bestScore = score;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code " Maybe x."} or nothing. */
    public static String maybe(String given, Collection<String> known) {
        return nearest(given, known).map(n -> " Maybe " + n + ".").orElse("");
    }

    /** Levenshtein's distance with neighbouring letters swapped counted once. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
