package io.quanjing.ingest.track;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are dear to find and asked again for every event, by a text that senders choose: only so many are kept, so that no sender
 * fills the memory.
 */
final class Remembered<T> {

    private static final int MOST = 2_000;
    private static final int LONGEST_KEY = 255;

    private final Function<String, T> find;
    private final ConcurrentMap<String, T> known = new ConcurrentHashMap<>();

    Remembered(Function<String, T> find) {
        this.find = find;
    }

    T of(String key) {
        @Nullable T found = known.get(key);
        if (found != null) {
            return found;
        }
        T answer = find.apply(key);
        if (known.size() < MOST && key.length() <= LONGEST_KEY) {
            known.put(key, answer);
        }
        return answer;
    }
}
