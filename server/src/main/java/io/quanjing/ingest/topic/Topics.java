package io.quanjing.ingest.topic;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.live.LiveError;
import io.quanjing.ingest.live.SourceIds;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.message.MessageMappings;
import io.quanjing.ingest.topic.RejectionStore.Body;
import io.quanjing.ingest.topic.RejectionStore.Kept;
import io.quanjing.ingest.topic.TopicMessages.Meaning;
import io.quanjing.ingest.topic.TopicStore.Claim;
import io.quanjing.ingest.topic.TopicStore.Draft;
import io.quanjing.ingest.topic.TopicTrial.Followable;
import io.quanjing.kernel.QuanjingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes, changes and ends sources that are topics, and looks after what could not be read of them. */
final class Topics {

    private static final int MOST_LISTED = 200;
    private static final int MOST_RETRIED = 1_000;

    private final TopicStore store;
    private final PositionStore positions;
    private final RejectionStore rejections;
    private final TopicTrial trial;
    private final TopicBatch batches;
    private final TopicMessages messages;
    private final MessageMappings mappings;
    private final TopicSettings settings;
    private final Shops shops;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Topics(
            TopicStore store,
            PositionStore positions,
            RejectionStore rejections,
            TopicTrial trial,
            TopicBatch batches,
            TopicMessages messages,
            MessageMappings mappings,
            TopicSettings settings,
            Shops shops,
            Audit audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.positions = positions;
        this.rejections = rejections;
        this.trial = trial;
        this.batches = batches;
        this.messages = messages;
        this.mappings = mappings;
        this.settings = settings;
        this.shops = shops;
        this.audit = audit;
        this.transaction = transaction;
    }

    List<TopicSource> all(Caller caller) {
        return store.all().stream().filter(s -> sees(caller, s.shop())).toList();
    }

    /** The source, if the caller sees its shop. */
    TopicSource require(String id, Caller caller) {
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
        return require(id, caller);
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
        TopicSource source = require(id, caller);
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
        return require(id, caller);
    }

    TopicSource state(String id, SourceState state, Caller caller) {
        TopicSource source = require(id, caller);
        if (source.state() != state) {
            store.state(id, state);
            TopicAction action = state == SourceState.PAUSED ? TopicAction.TOPIC_PAUSED : TopicAction.TOPIC_RESUMED;
            audit.record(caller, action, id, Map.of("name", source.name()));
        }
        return require(id, caller);
    }

    /** From now on the source is read from another point. */
    TopicSource replay(String id, TopicBegin begin, Caller caller) {
        TopicSource source = require(id, caller);
        Shop shop = shops.require(caller, source.shop());
        Claim now = store.current(id).orElseThrow();
        Followable found = trial.run(shop, now.draft(), now.password(), begin);
        transaction.executeWithoutResult(status -> {
            positions.holdAll(id);
            store.renew(id);
            begin(id, found.begin(), found.end());
        });
        audit.record(caller, TopicAction.TOPIC_REPLAYED, id, Map.of("name", source.name(), "from", begin.text()));
        return require(id, caller);
    }

    void delete(String id, Caller caller) {
        TopicSource source = require(id, caller);
        transaction.executeWithoutResult(status -> {
            positions.holdAll(id);
            store.delete(id);
        });
        audit.record(
                caller,
                TopicAction.TOPIC_DELETED,
                id,
                Map.of("name", source.name(), "shop", source.shop(), "rejected", source.rejected()));
    }

    List<Kept> rejected(String id, Caller caller) {
        return rejections.of(require(id, caller).id(), MOST_LISTED);
    }

    /** What is kept of a rejected message: its text, or its bytes in hexadecimal where it is none. */
    String body(String id, String rejected, Caller caller) {
        byte[] body = rejections
                .find(require(id, caller).id(), rejected)
                .orElseThrow(() -> unknown(rejected))
                .arrival()
                .body();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException binary) {
            return HexFormat.ofDelimiter(" ").formatHex(body);
        }
    }

    private static QuanjingException unknown(String rejected) {
        return new QuanjingException(
                LiveError.UNKNOWN_DELIVERY,
                "There is no rejected message " + rejected + ". Maybe it was taken or dropped meanwhile.",
                Map.of("delivery", rejected));
    }

    /** Reads rejected messages again, the oldest first; one, or all of the source. Returns how many were taken. */
    int retry(String id, @Nullable String rejected, Caller caller) {
        TopicSource source = require(id, caller);
        Claim claim = store.current(id).orElseThrow();
        Meaning meaning = messages.meaning(claim.draft(), shops.require(caller, source.shop()));
        List<String> wanted = rejected == null ? rejections.ids(id, MOST_RETRIED) : List.of(rejected);
        int taken = 0;
        for (String one : wanted) {
            Body body = rejections.find(id, one).orElse(null);
            if (body == null && rejected != null) {
                throw unknown(rejected);
            }
            taken += body != null && again(claim, meaning, body) ? 1 : 0;
        }
        audit.record(
                caller,
                TopicAction.TOPIC_RETRIED,
                id,
                Map.of("name", source.name(), "messages", wanted.size(), "taken", taken));
        return taken;
    }

    private boolean again(Claim claim, Meaning meaning, Body body) {
        Optional<Trouble> trouble = batches.again(claim, meaning, body.id(), body.arrival());
        // Of one that was too large only the beginning is kept, so that there is nothing to say anew.
        trouble.filter(why -> body.whole()).ifPresent(why -> rejections.reason(claim.id(), body.id(), why));
        return trouble.isEmpty();
    }

    /** Drops rejected messages for good; one, or all of the source. Returns how many there were. */
    int drop(String id, @Nullable String rejected, Caller caller) {
        TopicSource source = require(id, caller);
        if (rejected != null && !rejections.drop(id, rejected)) {
            throw unknown(rejected);
        }
        int dropped = rejected == null ? rejections.dropAll(id) : 1;
        audit.record(caller, TopicAction.TOPIC_DROPPED, id, Map.of("name", source.name(), "messages", dropped));
        return dropped;
    }
}
