package io.quanjing.ingest.pull;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.live.LiveError;
import io.quanjing.ingest.live.SourceIds;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.pull.PullStore.Draft;
import io.quanjing.ingest.pull.RejectionStore.Body;
import io.quanjing.ingest.pull.RejectionStore.Kept;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes, changes and ends sources that are asked, and looks after what could not be read of them. */
final class Pulls {

    private static final int MOST_LISTED = 200;
    private static final int MOST_RETRIED = 1_000;

    private final PullStore store;
    private final RejectionStore rejections;
    private final PullTrial trial;
    private final PullMappings mappings;
    private final TableFacts tables;
    private final PullRecord record;
    private final Warehouse warehouse;
    private final Shops shops;
    private final Audit audit;

    Pulls(
            PullStore store,
            RejectionStore rejections,
            PullTrial trial,
            PullMappings mappings,
            TableFacts tables,
            PullRecord record,
            Warehouse warehouse,
            Shops shops,
            Audit audit) {
        this.store = store;
        this.rejections = rejections;
        this.trial = trial;
        this.mappings = mappings;
        this.tables = tables;
        this.record = record;
        this.warehouse = warehouse;
        this.shops = shops;
        this.audit = audit;
    }

    List<PulledSource> all(Caller caller) {
        return store.all().stream().filter(s -> sees(caller, s.shop())).toList();
    }

    /** The source, if the caller sees its shop. */
    PulledSource require(String id, Caller caller) {
        return store.find(id)
                .filter(s -> sees(caller, s.shop()))
                .orElseThrow(() -> new QuanjingException(
                        LiveError.UNKNOWN_SOURCE,
                        "There is no source " + id + ". Maybe it was deleted.",
                        Map.of("source", id)));
    }

    private boolean sees(Caller caller, String shop) {
        return shops.find(shop).filter(caller::sees).isPresent();
    }

    /** What reading would find, without keeping anything. */
    PullTrial.Found test(Shop shop, Draft draft, @Nullable String password, @Nullable String startAt) {
        return trial.run(shop, draft, password, startAt);
    }

    /** Makes a source, after it was tried that it can be read. */
    PulledSource create(Shop shop, Draft draft, @Nullable String password, @Nullable String startAt, Caller caller) {
        PullTrial.Found ignored = trial.run(shop, draft, password, startAt);
        String id = SourceIds.next("pl");
        store.add(id, shop.id(), draft, password, startAt, caller.name());
        audit.record(
                caller,
                PullAction.PULL_CREATED,
                id,
                Map.of(
                        "shop",
                        shop.id(),
                        "name",
                        draft.name(),
                        "kind",
                        draft.kind().id()));
        return require(id, caller);
    }

    /** The password for a changed source: the one given, or the kept one as long as it goes to the same place. */
    @Nullable String password(PulledSource source, Draft draft, @Nullable String given) {
        if (given != null) {
            return given;
        }
        TablePlace table = draft.table();
        TablePlace old = source.table();
        boolean samePlace = table.host().equals(old.host())
                && table.port() == old.port()
                && table.user().equals(old.user())
                && table.encryption() == old.encryption();
        return SourceSecrets.keptFor(
                samePlace,
                store.password(source.id()).orElse(null),
                PullError.PULL_SETTING_INVALID,
                "needed where the address changes");
    }

    PulledSource change(String id, Draft draft, @Nullable String password, Caller caller) {
        PulledSource source = require(id, caller);
        if (source.kind() != draft.kind()) {
            throw new QuanjingException(
                    PullError.PULL_SETTING_INVALID,
                    "A source stays of the kind " + source.kind().id() + ". Maybe make another one.",
                    Map.of(
                            "field",
                            "kind",
                            "value",
                            draft.kind().id(),
                            "rule",
                            source.kind().id()));
        }
        Shop shop = shops.require(caller, source.shop());
        PullTrial.Found ignored = trial.run(shop, draft, password(source, draft, password), null);
        store.change(id, draft, password, anew(source, draft));
        audit.record(caller, PullAction.PULL_CHANGED, id, Map.of("name", draft.name()));
        return require(id, caller);
    }

    /** Whether the place that was reached means nothing in the changed source. */
    private static boolean anew(PulledSource source, Draft draft) {
        TablePlace table = draft.table();
        TablePlace old = source.table();
        return !(table.table().equals(old.table())
                && table.database().equals(old.database())
                && table.mode() == old.mode()
                && table.order().equals(old.order())
                && table.key().equals(old.key()));
    }

    PulledSource state(String id, SourceState state, Caller caller) {
        PulledSource source = require(id, caller);
        if (source.state() != state) {
            store.state(id, state);
            PullAction action = state == SourceState.PAUSED ? PullAction.PULL_PAUSED : PullAction.PULL_RESUMED;
            audit.record(caller, action, id, Map.of("name", source.name()));
        }
        return require(id, caller);
    }

    /** From now on the source is read from another point; null for the very beginning. */
    PulledSource replay(String id, @Nullable String startAt, Caller caller) {
        PulledSource source = require(id, caller);
        if (startAt != null) {
            trial.start(source, store.password(id).orElse(null), startAt);
        }
        store.replay(id, startAt);
        audit.record(
                caller,
                PullAction.PULL_REPLAYED,
                id,
                Map.of("name", source.name(), "from", Objects.requireNonNullElse(startAt, "")));
        return require(id, caller);
    }

    void delete(String id, Caller caller) {
        PulledSource source = require(id, caller);
        store.delete(id);
        audit.record(
                caller,
                PullAction.PULL_DELETED,
                id,
                Map.of("name", source.name(), "shop", source.shop(), "rejected", source.rejected()));
    }

    List<Kept> rejected(String id, Caller caller) {
        return rejections.of(require(id, caller).id(), MOST_LISTED);
    }

    /** What is kept of a rejected row. */
    String body(String id, String rejected, Caller caller) {
        return new String(
                rejections
                        .find(require(id, caller).id(), rejected)
                        .orElseThrow(() -> unknown(rejected))
                        .body(),
                StandardCharsets.UTF_8);
    }

    private static QuanjingException unknown(String rejected) {
        return new QuanjingException(
                LiveError.UNKNOWN_DELIVERY,
                "There is no rejected row " + rejected + ". Maybe it was taken meanwhile.",
                Map.of("delivery", rejected));
    }

    /** Reads rejected rows again, the oldest first; one, or all of the source. Returns how many were taken. */
    int retry(String id, @Nullable String rejected, Caller caller) {
        PulledSource source = require(id, caller);
        Shop shop = shops.require(caller, source.shop());
        Mapping mapping = mappings.of(source.kind(), source.mapping());
        List<String> wanted = rejected == null
                ? rejections.of(id, MOST_RETRIED).reversed().stream()
                        .map(Kept::id)
                        .toList()
                : List.of(rejected);
        int taken = 0;
        for (String one : wanted) {
            Body body = rejections.find(id, one).orElse(null);
            if (body == null && rejected != null) {
                throw unknown(rejected);
            }
            taken += body != null && again(source, shop, mapping, body) ? 1 : 0;
        }
        audit.record(
                caller,
                PullAction.PULL_RETRIED,
                id,
                Map.of("name", source.name(), "rows", wanted.size(), "taken", taken));
        return taken;
    }

    private boolean again(PulledSource source, Shop shop, Mapping mapping, Body body) {
        TablePlace place = source.table();
        TableFacts.Read read = tables.again(mapping, shop, place.table(), place.key(), body);
        if (!read.rejected().isEmpty()) {
            rejections.keep(source.id(), read.rejected().getFirst());
            return false;
        }
        var ignored = warehouse.write(read.facts());
        record.retried(source, read);
        return true;
    }
}
