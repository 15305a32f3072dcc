package io.quanjing.ingest.message;

import io.quanjing.access.Shop;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.contact.Contact;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.MappingRun;
import io.quanjing.ingest.mapping.Payload;
import io.quanjing.ingest.mapping.RowIssue;
import io.quanjing.ingest.mapping.RowProgram;
import io.quanjing.ingest.mapping.Taken;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes facts of a message by the same language as of files. A message is taken as a whole or not at all. */
public final class MessageFacts {

    private final Warehouse warehouse;
    private final KnownRowStore known;
    private final Pseudonyms pseudonyms;

    public MessageFacts(Warehouse warehouse, Pseudonyms pseudonyms) {
        this.warehouse = warehouse;
        this.known = new KnownRowStore(warehouse);
        this.pseudonyms = pseudonyms;
    }

    /** A row of the warehouse by its natural key. */
    public record Row(String table, String key) {}

    /** The facts and contacts of a message, or why there are none. */
    public record Read(
            List<FactRow> facts,
            List<Contact> contacts,
            @Nullable Trouble trouble) {

        /** A message that is not taken. */
        public static Read refused(Trouble trouble) {
            return new Read(List.of(), List.of(), trouble);
        }
    }

    /** The rows of the warehouse that reading a message will ask for. */
    public Set<Row> asks(Mapping mapping, Payload.Topic topic, MessageRows message) {
        Set<Row> rows = new HashSet<>();
        for (Payload.Rows kind : mapping.payload().rows(topic)) {
            if (kind.known() != null) {
                message.keys(kind).forEach(key -> rows.add(new Row(kind.known().table(), key)));
            }
        }
        return rows;
    }

    /** Makes the facts and contacts of a message of a shop. */
    public Read read(Mapping mapping, Payload.Topic topic, MessageRows message, Shop shop) {
        MappingRun run =
                new MappingRun(mapping, shop.id(), shop.clock(), shop.currency().getCurrencyCode(), pseudonyms);
        Taken taken = new Taken();
        run.channels(warehouse.tables(), taken);
        for (Payload.Rows kind : mapping.payload().rows(topic)) {
            Payload.Known asked = kind.known();
            Map<String, Map<String, String>> there = asked == null
                    ? Map.of()
                    : known.rows(asked.table(), shop.id(), mapping.source(), message.keys(kind));
            RowProgram program = run.program(FileLayout.ofPayload(mapping, kind.name()));
            List<RawRow> rows = message.rows(kind, key -> there.getOrDefault(key, Map.of()));
            if (program.weighs()) {
                rows.forEach(program::weigh);
            }
            for (RawRow row : rows) {
                RowIssue issue = program.take(row, taken);
                if (issue != null && !RowProgram.SKIPPED.equals(issue)) {
                    return Read.refused(Trouble.of(issue));
                }
            }
            program.finish(taken);
            if (!program.incompleteGroups().isEmpty()) {
                return Read.refused(Trouble.of(
                        program.incompleteGroups().values().iterator().next()));
            }
        }
        return new Read(taken.facts(), taken.contacts(), null);
    }
}
