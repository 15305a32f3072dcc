package io.quanjing.ingest.mapping;

import io.quanjing.ingest.Pseudonyms;
import io.quanjing.kernel.ShopClock;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One import through a mapping: its kinds of file in order, and the rows that they keep for each other. Used by one thread. */
public final class MappingRun {

    private final Mapping mapping;
    private final FactRule.Constants constants;
    private final ZoneId zone;
    private final Instant started = Instant.now();
    private final @Nullable KeptRows[] kept;

    /**
     * Prepares a run.
     *
     * @param mapping the mapping
     * @param shop the shop's id
     * @param clock the shop's clock, for days and hours and for local times where the mapping names no zone
     * @param currency the currency where the mapping names none
     * @param pseudonyms stand in the place of ids that name a person
     */
    public MappingRun(Mapping mapping, String shop, ShopClock clock, String currency, Pseudonyms pseudonyms) {
        this.mapping = mapping;
        this.zone = mapping.zone() == null ? clock.zone() : mapping.zone();
        String code = mapping.currency() == null ? currency : mapping.currency().getCurrencyCode();
        this.constants = new FactRule.Constants(shop, mapping.source(), code, new ShopDays(clock), pseudonyms);
        this.kept = new KeptRows[mapping.kinds().size()];
        for (FileKind kind : mapping.kinds()) {
            kept[kind.index()] = kind.key() == null ? null : new KeptRows(kind.name());
        }
    }

    /** Writes the channels that the mapping brings with it. */
    public void channels(List<TableSchema> schemas, FactSink sink) {
        for (TableSchema schema : schemas) {
            if (!schema.name().equals("channel")) {
                continue;
            }
            for (Mapping.Channel channel : mapping.channels()) {
                sink.accept(FactRow.of(schema)
                        .set("shop", constants.shop())
                        .set("source", constants.source())
                        .set("natural_key", channel.id())
                        .set("channel", channel.id())
                        .set("title", channel.titleZh())
                        .set("title_en", channel.titleEn())
                        .set("kind", channel.kind())
                        .set("paid", channel.paid()));
            }
        }
    }

    /** Starts a file whose layout is known. */
    public RowProgram program(FileLayout layout) {
        FileKind kind = layout.kind();
        RowFrame frame = new RowFrame(
                kind.slots(), kind.counters(), kind.shares(), kept, layout.file(), new Times(zone, started));
        return new RowProgram(layout, frame, constants, kept[kind.index()]);
    }
}
