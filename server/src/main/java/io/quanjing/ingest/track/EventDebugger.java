package io.quanjing.ingest.track;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quanjing.access.Caller;
import io.quanjing.ingest.Tracking.Rejection;
import io.quanjing.ingest.WriteKey;
import io.quanjing.ingest.WriteKeys;
import io.quanjing.ingest.track.SeenEvents.Seen;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows people who build a sender what comes of their events. */
final class EventDebugger {

    /** The same for every event of a shop, or told beside. */
    private static final Set<String> SELF_EVIDENT = Set.of("shop", "source", "natural_key", "shop_day", "shop_hour");

    private final SeenEvents seen;
    private final WithheldEvents withheld;
    private final EventReader reader;
    private final FactMapping mapping;
    private final WriteKeys keys;

    EventDebugger(SeenEvents seen, WithheldEvents withheld, EventReader reader, FactMapping mapping, WriteKeys keys) {
        this.seen = seen;
        this.withheld = withheld;
        this.reader = reader;
        this.mapping = mapping;
        this.keys = keys;
    }

    /** What became of an event. */
    enum State {
        TAKEN,
        REJECTED,
        /** Tells no fact, as a sign that a page is still open. */
        IGNORED,
        /** Nothing of it is kept, because its person does not consent. */
        WITHHELD;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which rule an event breaks. */
    record Reason(String code, String message, Map<String, Object> arguments) {}

    /**
     * An event.
     *
     * @param shop null if its key is nobody's
     * @param key the write key, except for its middle
     * @param keyName what the key is for; null if the key is nobody's
     * @param client the library that sent it, if it says so
     * @param name the event's own name, or the call
     * @param fact the columns of its row of {@code event}; empty if there is none
     * @param order the order that it tells of
     * @param customer whether it describes its customer
     * @param reason why it was rejected
     * @param raw as it was sent, personal data masked; null if it was too long to be kept
     */
    record Shown(
            long id,
            Instant receivedAt,
            @Nullable String shop,
            String key,
            @Nullable String keyName,
            String protocol,
            @Nullable String client,
            State state,
            @Nullable String name,
            Map<String, String> fact,
            @Nullable String order,
            boolean customer,
            @Nullable Reason reason,
            @Nullable JsonNode raw) {}

    /**
     * The newest events.
     *
     * @param process the process that saw them
     * @param last the place to go on from
     * @param withheld how many events were not kept in thirty days, because their people do not consent
     */
    record Page(String process, long last, long withheld, List<Shown> events) {}

    /**
     * The events of the caller's shops that came after a place; requests with a key of nobody only for those who see all shops.
     *
     * @param process the process that the place is of; another one shows all that it has
     */
    Page after(@Nullable String process, long id, Caller caller) {
        long last = seen.last();
        List<Seen> found = seen.after(
                seen.process().equals(process) ? id : 0,
                sender -> sender == null ? caller.shops().isEmpty() : caller.sees(sender.shop()));
        Map<String, String> names = found.isEmpty()
                ? Map.of()
                : keys.all(caller).stream().collect(Collectors.toMap(WriteKey::key, WriteKey::name));
        return new Page(
                seen.process(),
                last,
                withheld.lately(caller),
                found.stream().map(each -> shown(each, names::get)).toList());
    }

    /** The keys of the caller's shops that may stand in pages: those are no secret. */
    List<WriteKey> pageKeys(Caller caller) {
        return keys.all(caller).stream()
                .filter(key -> key.kind() == WriteKey.Kind.PAGE && key.revokedAt() == null)
                .toList();
    }

    private Shown shown(Seen each, Function<String, @Nullable String> names) {
        Sender sender = each.sender();
        RawEvent event = each.event();
        Fields fields = event == null ? Fields.NONE : new Fields(event.node());
        Rejection rejection = each.rejection();
        State state = state(each);
        Told told = sender == null || event == null || state != State.TAKEN ? null : told(each, sender, event);
        return new Shown(
                each.id(),
                each.receivedAt(),
                sender == null ? null : sender.shop().id(),
                withoutMiddle(each.key()),
                names.apply(each.key()),
                each.protocol(),
                fields.child("context").child("library").text("name"),
                state,
                fields.text("event", "name", "type"),
                told == null || told.visit() == null ? Map.of() : columns(told.visit()),
                told == null || told.order() == null ? null : told.order().id(),
                told != null && told.customer() != null,
                rejection == null ? null : reason(rejection),
                each.sent().isMissingNode()
                        ? null
                        : Masked.of(each.sent().isObject() || event == null ? each.sent() : event.node()));
    }

    private static State state(Seen each) {
        RawEvent event = each.event();
        if (each.rejection() != null) {
            return State.REJECTED;
        }
        if (event != null && ConsentReader.isWithheld(event)) {
            return State.WITHHELD;
        }
        return event == null && !each.sent().isMissingNode() ? State.IGNORED : State.TAKEN;
    }

    /** What a rule says may quote the value that breaks it. */
    private static Reason reason(Rejection rejection) {
        Map<String, Object> arguments = new LinkedHashMap<>(rejection.arguments());
        arguments.replaceAll((name, value) -> value instanceof String text ? Masked.text(text) : value);
        return new Reason(rejection.code(), Masked.text(rejection.message()), arguments);
    }

    private @Nullable Told told(Seen each, Sender sender, RawEvent event) {
        try {
            return mapping.tell(sender, reader.read(event, each.sentAt(), each.receivedAt()));
        } catch (QuanjingException e) {
            // Taken and yet not to be read: its rule depends on the moment, as "too far ahead" does.
            return null;
        }
    }

    private static Map<String, String> columns(FactRow row) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Column column : row.table().columns()) {
            Object value = row.get(column.name());
            if (value != null && !SELF_EVIDENT.contains(column.name())) {
                columns.put(
                        column.name(),
                        value instanceof BigDecimal number
                                ? number.stripTrailingZeros().toPlainString()
                                : String.valueOf(value));
            }
        }
        return columns;
    }

    /** A server's key is a secret, and whoever looks for the key of an event knows it by its ends. */
    static String withoutMiddle(String key) {
        return key.length() < 12 ? Masked.MARK : key.substring(0, 6) + "…" + key.substring(key.length() - 4);
    }
}
