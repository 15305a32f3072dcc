package io.quanjing.ingest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule, held against one thing.
 *
 * @param key names rule and thing, the same in every pass
 * @param rule id of the rule
 * @param shop id of the shop
 * @param source the source as facts name it; empty for a table that is made from all sources
 * @param fact the table; empty where several are concerned
 * @param part what of it: a column, a kind of file, the other side of a reconciliation; empty for all of it
 * @param state how it stands
 * @param value what was measured, in the rule's unit; the larger, the worse. Null if there is too little data to tell
 * @param warning from which value on it is a warning
 * @param failing from which value on it fails; null if it never does
 * @param arguments what words for it need
 * @param since since when it has stood like this
 * @param checkedAt when it was last looked at
 */
public record QualityCheck(
        String key,
        String rule,
        String shop,
        String source,
        String fact,
        String part,
        State state,
        @Nullable BigDecimal value,
        BigDecimal warning,
        @Nullable BigDecimal failing,
        Map<String, Object> arguments,
        Instant since,
        Instant checkedAt) {

    /** How a check stands, the worst last. */
    public enum State {
        OK,
        TOO_LITTLE,
        WARNING,
        FAILING;

        /** The word for it in the operational database and the API. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
