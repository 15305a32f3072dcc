package io.quanjing.ingest.hook;

import io.quanjing.access.Shop;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.hook.Source.Trouble;
import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.MappingRun;
import io.quanjing.ingest.mapping.Payload;
import io.quanjing.ingest.mapping.RowIssue;
import io.quanjing.ingest.mapping.RowProgram;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes facts of a message by the same language as of files. A message is taken as a whole or not at all. */
final class MessageFacts {

    private final Warehouse warehouse;
    private final KnownRowStore known;
    private final Pseudonyms pseudonyms;

    MessageFacts(Warehouse warehouse, KnownRowStore known, Pseudonyms pseudonyms) {
        this.warehouse = warehouse;
        this.known = known;
        this.pseudonyms = pseudonyms;
    }

    /** The facts of a message, or why there are none. */
    record Read(List<FactRow> facts, @Nullable Trouble trouble) {}

    Read read(Mapping mapping, Payload.Topic topic, MessageRows message, Shop shop) {
        MappingRun run =
                new MappingRun(mapping, shop.id(), shop.clock(), shop.currency().getCurrencyCode(), pseudonyms);
        List<FactRow> facts = new ArrayList<>();
        run.channels(warehouse.tables(), facts::add);
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
                RowIssue issue = program.take(row, facts::add);
                if (issue != null && !RowProgram.SKIPPED.equals(issue)) {
                    return new Read(List.of(), trouble(issue));
                }
            }
            program.finish(facts::add);
            if (!program.incompleteGroups().isEmpty()) {
                return new Read(
                        List.of(),
                        trouble(program.incompleteGroups().values().iterator().next()));
            }
        }
        return new Read(facts, null);
    }

    private static Trouble trouble(RowIssue issue) {
        return new Trouble(issue.reason().code(), issue.message(), issue.arguments());
    }
}
