package io.quanjing.ingest.mapping;

import io.quanjing.ingest.IngestError;
import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parts of an amount that a file tells once for several rows. The file is read twice: at first the weights of each group are added up, then
 * each row takes what its weight and all before it come to, rounded, less what those before it took. So the parts of a group add up to its
 * amount, and no part is further from its true value than one unit of the last digit.
 */
final class Shares {

    private static final int LIMIT = 5_000_000;

    /** A group: the weights of all its rows, of the rows so far, and what those have taken. */
    private static final class Whole {
        private BigDecimal weight = BigDecimal.ZERO;
        private BigDecimal passed = BigDecimal.ZERO;
        private BigDecimal taken = BigDecimal.ZERO;
        private @Nullable BigDecimal amount;
    }

    private final Map<String, Whole> groups = new HashMap<>();

    /** Takes note of a row's weight, one below 0 counting as 0, and of the first amount that a row of the group tells. */
    void weigh(String group, @Nullable BigDecimal amount, BigDecimal weight) {
        Whole whole = groups.get(group);
        if (whole == null) {
            if (groups.size() >= LIMIT) {
                throw new QuanjingException(
                        IngestError.MEMORY_LIMIT,
                        "A file has more than " + LIMIT
                                + " groups that share(…) has to remember. Maybe import it in parts.",
                        Map.of("limit", LIMIT));
            }
            whole = new Whole();
            groups.put(group, whole);
        }
        whole.weight = whole.weight.add(weight.max(BigDecimal.ZERO));
        whole.amount = whole.amount == null ? amount : whole.amount;
    }

    /** The next row's part, null if no row tells the amount; where none of the group weighs anything, the first one has it all. */
    @Nullable BigDecimal next(String group, BigDecimal weight, int digits) {
        Whole whole = groups.get(group);
        BigDecimal amount = whole == null ? null : whole.amount;
        if (whole == null || amount == null) {
            return null;
        }
        whole.passed = whole.passed.add(weight.max(BigDecimal.ZERO));
        boolean last = whole.passed.compareTo(whole.weight) >= 0;
        BigDecimal reached =
                last ? amount : amount.multiply(whole.passed).divide(whole.weight, digits, RoundingMode.HALF_UP);
        BigDecimal part = reached.subtract(whole.taken);
        whole.taken = reached;
        return part;
    }
}
