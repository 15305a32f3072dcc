package io.quanjing.ingest.live;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a source takes, or is asked for, what is new. */
public enum SourceState {
    ACTIVE,
    PAUSED;

    /** As the database and the page write it. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state that is written so. */
    public static SourceState of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
