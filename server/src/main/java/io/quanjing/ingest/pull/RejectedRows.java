package io.quanjing.ingest.pull;

import io.quanjing.access.Shop;
import io.quanjing.ingest.live.Rejections;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.pull.RejectionStore.Body;
import io.quanjing.ingest.pull.RejectionStore.Kept;
import io.quanjing.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Rows that could not be read. */
final class RejectedRows implements Rejections<PulledSource, Kept> {

    private final RejectionStore rejections;
    private final PullMappings mappings;
    private final TableFacts tables;
    private final PullRecord record;
    private final Warehouse warehouse;

    RejectedRows(
            RejectionStore rejections,
            PullMappings mappings,
            TableFacts tables,
            PullRecord record,
            Warehouse warehouse) {
        this.rejections = rejections;
        this.mappings = mappings;
        this.tables = tables;
        this.record = record;
        this.warehouse = warehouse;
    }

    @Override
    public List<Kept> newest(PulledSource source, int most) {
        return rejections.of(source.id(), most);
    }

    @Override
    public List<String> inOrder(PulledSource source, int most) {
        return rejections.ids(source.id(), most);
    }

    @Override
    public Optional<String> text(PulledSource source, String id) {
        return rejections.find(source.id(), id).map(row -> new String(row.body(), StandardCharsets.UTF_8));
    }

    @Override
    public Again again(PulledSource source, Shop shop) {
        Mapping mapping = mappings.of(source.kind(), source.mapping());
        return id -> rejections
                .find(source.id(), id)
                .map(row -> again(source, shop, mapping, row))
                .orElse(Outcome.GONE);
    }

    private Outcome again(PulledSource source, Shop shop, Mapping mapping, Body row) {
        TablePlace place = source.table();
        TableFacts.Read read = tables.again(mapping, shop, place.table(), place.key(), row);
        if (!read.rejected().isEmpty()) {
            rejections.keep(source.id(), read.rejected().getFirst());
            return Outcome.KEPT;
        }
        var ignored = warehouse.write(read.facts());
        record.retried(source, read);
        return Outcome.TAKEN;
    }
}
