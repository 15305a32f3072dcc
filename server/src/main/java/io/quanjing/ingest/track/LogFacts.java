package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.log.LogRecord;
import io.quanjing.ingest.log.LogWork;
import io.quanjing.ingest.track.RefusedEventStore.Refused;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes facts of the records of a log, in one commit with their positions. What cannot become a fact is kept and does not stop the log. */
final class LogFacts implements LogWork {

    private static final Logger LOG = LoggerFactory.getLogger(LogFacts.class);

    private final Warehouse warehouse;
    private final FactMapping mapping;
    private final ToldJson json;
    private final Shops shops;
    private final RefusedEventStore refusals;

    LogFacts(Warehouse warehouse, FactMapping mapping, Shops shops, RefusedEventStore refusals) {
        this.warehouse = warehouse;
        this.mapping = mapping;
        this.json = new ToldJson(mapping.event());
        this.shops = shops;
        this.refusals = refusals;
    }

    /** An event and where it comes from. */
    private record Entry(Shop shop, Told told, LogRecord record, String line) {}

    @Override
    public void take(List<LogRecord> records, List<LogPosition> positions) {
        List<Entry> entries = entries(records);
        if (!writeAll(entries, positions)) {
            // Some event is to blame. The others are written in smaller and smaller parts, each only while the log is
            // ours; a part that is
            // written a second time after a crash changes nothing.
            List<LogPosition> standing = positions.stream()
                    .map(p -> new LogPosition(p.log(), p.from(), p.from()))
                    .toList();
            writeHalves(entries, standing);
            var ignored = warehouse.write(List.of(), positions);
        }
    }

    private List<Entry> entries(List<LogRecord> records) {
        Map<String, @Nullable Shop> known = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (LogRecord record : records) {
            ToldJson.Content content;
            try {
                content = json.read(record.value());
            } catch (RuntimeException e) {
                refuse(
                        record,
                        -1,
                        null,
                        TrackError.RECORD_UNREADABLE.code(),
                        String.valueOf(e.getMessage()),
                        record.value());
                continue;
            }
            Shop shop =
                    known.computeIfAbsent(content.shop(), id -> shops.find(id).orElse(null));
            for (int i = 0; i < content.events().size(); i++) {
                Told told = content.events().get(i);
                String line = content.lines().get(i);
                if (shop == null) {
                    refuse(
                            record,
                            told.index(),
                            content.shop(),
                            "access.unknown_shop",
                            "There is no shop " + content.shop() + " any more.",
                            line.getBytes(StandardCharsets.UTF_8));
                } else {
                    entries.add(new Entry(shop, told, record, line));
                }
            }
        }
        return entries;
    }

    /** False if some event cannot be written, and then none is. */
    private boolean writeAll(List<Entry> entries, List<LogPosition> positions) {
        List<FactRow> rows;
        IdentityHashMap<Told, QuanjingException> refused = new IdentityHashMap<>();
        try {
            rows = rows(entries, refused);
        } catch (QuanjingException e) {
            if (e.errorCode() == WarehouseError.TOO_MANY_ROWS && entries.size() > 1) {
                return false;
            }
            throw e;
        } catch (IllegalArgumentException | IllegalStateException | NullPointerException | ClassCastException e) {
            LOG.warn("Some event of {} cannot become a fact.", entries.size(), e);
            return false;
        }
        for (Entry entry : entries) {
            QuanjingException why = refused.get(entry.told());
            if (why != null) {
                refuse(entry, why.errorCode().code(), String.valueOf(why.getMessage()));
            }
        }
        try {
            var ignored = warehouse.write(rows, positions);
            return true;
        } catch (QuanjingException e) {
            if (e.errorCode().kind() == ErrorCode.Kind.INVALID) {
                return false;
            }
            throw e;
        }
    }

    private List<FactRow> rows(List<Entry> entries, IdentityHashMap<Told, QuanjingException> refused) {
        Map<Shop, List<Told>> byShop = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byShop.computeIfAbsent(entry.shop(), s -> new ArrayList<>()).add(entry.told());
        }
        List<FactRow> rows = new ArrayList<>(entries.size());
        byShop.forEach((shop, all) -> rows.addAll(mapping.rows(shop, all, refused::put)));
        return rows;
    }

    private void writeHalves(List<Entry> entries, List<LogPosition> standing) {
        if (entries.isEmpty() || writeAll(entries, standing)) {
            return;
        }
        if (entries.size() == 1) {
            refuse(entries.getFirst(), TrackError.RECORD_REFUSED.code(), "The warehouse does not take its rows.");
            return;
        }
        int half = entries.size() / 2;
        writeHalves(entries.subList(0, half), standing);
        writeHalves(entries.subList(half, entries.size()), standing);
    }

    private void refuse(Entry entry, String code, String message) {
        refuse(
                entry.record(),
                entry.told().index(),
                entry.shop().id(),
                code,
                message,
                entry.line().getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(
            LogRecord record, int index, @Nullable String shop, String code, String message, byte[] content) {
        LOG.warn(
                "Kept aside from {} at {}: event {} of shop {} is refused with {}: {}",
                record.log(),
                record.position(),
                index,
                shop,
                code,
                message);
        refusals.add(new Refused(record.log(), record.position(), index, shop, code, message, content));
    }
}
