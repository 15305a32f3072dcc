package io.quanjing.ingest.topic;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.SourceIds;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.message.MessageMappings;
import io.quanjing.ingest.topic.RejectionStore.Kept;
import io.quanjing.ingest.topic.TopicStore.Claim;
import io.quanjing.ingest.topic.TopicStore.Draft;
import io.quanjing.ingest.topic.TopicTrial.Followable;
import io.quanjing.kernel.QuanjingException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes and changes sources that are topics, has them read again, and drops what could not be read of them. */
final class Topics {

    private final LiveSources<TopicSource, Kept> sources;
    private final TopicStore store;
    private final PositionStore positions;
    private final RejectionStore rejections;
    private final TopicTrial trial;
    private final MessageMappings mappings;
    private final TopicSettings settings;
    private final Shops shops;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Topics(
            LiveSources<TopicSource, Kept> sources,
            TopicStore store,
            PositionStore positions,
            RejectionStore rejections,
            TopicTrial trial,
            MessageMappings mappings,
            TopicSettings settings,
            Shops shops,
            Audit audit,
            TransactionTemplate transaction) {
        this.sources = sources;
        this.store = store;
        this.positions = positions;
        this.rejections = rejections;
        this.trial = trial;
        this.mappings = mappings;
        this.settings = settings;
        this.shops = shops;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** What reading would find, without keeping anything. */
    TopicTrial.Found test(Shop shop, Draft draft, @Nullable String password, TopicBegin begin) {
        return followable(shop, draft, password, begin).found();
    }

    private Followable followable(Shop shop, Draft draft, @Nullable String password, TopicBegin begin) {
        if (draft.mapping() != null) {
            // With line and column of what is wrong, before anybody is connected to.
            var ignored = mappings.checked(draft.mapping());
        }
        if (draft.place().protection().signsIn() && (draft.place().user() == null || password == null)) {
            throw new QuanjingException(
                    TopicError.TOPIC_SETTING_INVALID,
                    "To sign in by " + draft.place().protection().id()
                            + ", a user and a password are needed. Maybe choose another protection.",
                    Map.of(
                            "field",
                            "password",
                            "value",
                            "",
                            "rule",
                            draft.place().protection().id()));
        }
        return trial.run(shop, draft, password, begin);
    }

    /** Makes a source, after it was tried that it can be read. */
    TopicSource create(Shop shop, Draft draft, @Nullable String password, TopicBegin begin, Caller caller) {
        if (store.count() >= settings.sources()) {
            throw new QuanjingException(
                    TopicError.TOPIC_TOO_MANY,
                    "There are " + settings.sources()
                            + " topics, and no more may be (quanjing.ingest.topic.sources). Maybe delete one that is not needed.",
                    Map.of("limit", settings.sources()));
        }
        Followable found = followable(shop, draft, password, begin);
        String id = SourceIds.next("tp");
        transaction.executeWithoutResult(status -> {
            store.add(id, shop.id(), draft, password, found.topicId(), caller.name());
            begin(id, found.begin(), found.end());
        });
        audit.record(
                caller,
                TopicAction.TOPIC_CREATED,
                id,
                Map.of(
                        "shop",
                        shop.id(),
                        "name",
                        draft.name(),
                        "topic",
                        draft.place().topic()));
        return sources.require(id, caller);
    }

    private void begin(String id, Map<Integer, Long> begin, Map<Integer, Long> end) {
        begin.forEach((partition, next) -> positions.set(id, partition, next, end.getOrDefault(partition, next)));
    }

    /** The password for a changed source: the one given, or the kept one as long as it goes to the same place. */
    @Nullable String password(TopicSource source, Draft draft, @Nullable String given) {
        if (given != null || !draft.place().protection().signsIn()) {
            return given;
        }
        TopicPlace place = draft.place();
        TopicPlace old = source.place();
        boolean samePlace = place.servers().equals(old.servers())
                && java.util.Objects.equals(place.user(), old.user())
                && java.util.Objects.equals(place.authority(), old.authority())
                && place.protection() == old.protection();
        return SourceSecrets.keptFor(
                samePlace,
                store.password(source.id()).orElse(null),
                TopicError.TOPIC_SETTING_INVALID,
                "needed where servers, user or protection change");
    }

    /** Changes a source; another topic is read from where the beginning lies, the same one goes on where it was. */
    TopicSource change(String id, Draft draft, @Nullable String given, TopicBegin begin, Caller caller) {
        TopicSource source = sources.require(id, caller);
        Shop shop = shops.require(caller, source.shop());
        Followable found = followable(shop, draft, password(source, draft, given), begin);
        Claim now = store.current(id).orElseThrow();
        boolean anew = !found.topicId().equals(now.topicId())
                || !draft.place().topic().equals(source.place().topic());
        transaction.executeWithoutResult(status -> {
            positions.holdAll(id);
            store.change(id, draft, given, found.topicId());
            if (anew) {
                positions.forget(id);
                begin(id, found.begin(), found.end());
            }
        });
        audit.record(caller, TopicAction.TOPIC_CHANGED, id, Map.of("name", draft.name()));
        return sources.require(id, caller);
    }

    /** From now on the source is read from another point. */
    TopicSource replay(String id, TopicBegin begin, Caller caller) {
        TopicSource source = sources.require(id, caller);
        Shop shop = shops.require(caller, source.shop());
        Claim now = store.current(id).orElseThrow();
        Followable found = trial.run(shop, now.draft(), now.password(), begin);
        transaction.executeWithoutResult(status -> {
            positions.holdAll(id);
            store.renew(id);
            begin(id, found.begin(), found.end());
        });
        audit.record(caller, TopicAction.TOPIC_REPLAYED, id, Map.of("name", source.name(), "from", begin.text()));
        return sources.require(id, caller);
    }

    /** Drops rejected messages for good; one, or all of the source. Returns how many there were. */
    int drop(String id, @Nullable String rejected, Caller caller) {
        TopicSource source = sources.require(id, caller);
        if (rejected != null && !rejections.drop(id, rejected)) {
            throw sources.unknown(rejected);
        }
        int dropped = rejected == null ? rejections.dropAll(id) : 1;
        audit.record(caller, TopicAction.TOPIC_DROPPED, id, Map.of("name", source.name(), "messages", dropped));
        return dropped;
    }
}
