package io.quanjing.job;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Payloads as JSON: readable in the table, and tolerant when a record grows. */
final class JsonPayload implements Serializer {

    private final JsonMapper json;

    JsonPayload(JsonMapper json) {
        this.json = json;
    }

    @Override
    public byte @Nullable [] serialize(@Nullable Object payload) {
        return payload == null ? null : json.writeValueAsBytes(payload);
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] payload) {
        return payload == null ? null : json.readValue(payload, type);
    }
}
