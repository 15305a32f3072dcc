package io.quanjing.ingest.hook;

import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.ingest.hook.DeliveryStore.Delivery;
import io.quanjing.ingest.hook.DeliveryStore.State;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.Payload;
import io.quanjing.ingest.message.MessageFacts;
import io.quanjing.ingest.message.MessageMappings;
import io.quanjing.ingest.message.MessageRows;
import io.quanjing.ingest.message.MessageVersion;
import io.quanjing.ingest.message.Messages;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WriteReceipt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Brings durable deliveries into the warehouse: read, put in order, mapped, written. To do so twice changes nothing, because facts have natural
 * keys; so what was interrupted is simply done again.
 */
final class DeliveryWork {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWork.class);

    /** So many at most hold a connection of the pool while they write to the warehouse. */
    private static final int AT_A_TIME = 3;

    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    private static final int MOST_AT_ONCE = 200;

    /** A replay of many goes on in the next round, so that a round has an end. */
    private static final int MOST_PAGES = 50;

    /** What fails so often in a way that nobody foresaw is put aside, so that it does not fail for ever. */
    private static final int MOST_ATTEMPTS = 10;

    private final DeliveryStore deliveries;
    private final SourceStore sources;
    private final MessageMappings mappings;
    private final MessageFacts facts;
    private final PrivacyRequests privacy;
    private final Contacts contacts;
    private final Shops shops;
    private final Warehouse warehouse;
    private final TransactionTemplate transaction;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    DeliveryWork(
            DeliveryStore deliveries,
            SourceStore sources,
            MessageMappings mappings,
            MessageFacts facts,
            PrivacyRequests privacy,
            Contacts contacts,
            Shops shops,
            Warehouse warehouse,
            TransactionTemplate transaction) {
        this.deliveries = deliveries;
        this.sources = sources;
        this.mappings = mappings;
        this.facts = facts;
        this.privacy = privacy;
        this.contacts = contacts;
        this.shops = shops;
        this.warehouse = warehouse;
        this.transaction = transaction;
    }

    /** Works on what waits since before a moment: what the warehouse did not take at once, or a process that ended left behind. */
    void workOff(Instant before) {
        boolean more = true;
        for (int page = 0; more && page < MOST_PAGES; page++) {
            more = false;
            for (String id : deliveries.waitingSince(before, MOST_AT_ONCE)) {
                State state = work(id);
                more |= state != State.WAITING;
                LOG.debug("The delivery {} is {}.", id, state);
            }
        }
    }

    /** Works on one delivery that is durable; it waits on if the warehouse or a place is not to be had now. */
    State work(String id) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return State.WAITING;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return State.WAITING;
        }
        try {
            return Objects.requireNonNullElse(transaction.execute(status -> attempt(id)), State.WAITING);
        } catch (RuntimeException e) {
            failed(id, e);
            return State.WAITING;
        } finally {
            places.release();
        }
    }

    private void failed(String id, RuntimeException failure) {
        LOG.warn("The delivery {} waits on: {}", id, failure.toString());
        boolean foreseen =
                failure instanceof QuanjingException e && e.errorCode().kind() != ErrorCode.Kind.INTERNAL;
        try {
            transaction.executeWithoutResult(status -> {
                deliveries.failed(id);
                if (!foreseen) {
                    deliveries
                            .claim(id)
                            .filter(d -> d.attempts() >= MOST_ATTEMPTS)
                            .ifPresent(d -> putAside(d, failure));
                }
            });
        } catch (RuntimeException alsoFailed) {
            // The database or the key is away: it is as durable as before, and the next round comes.
            LOG.warn("The failure of the delivery {} cannot be counted: {}", id, alsoFailed.toString());
        }
    }

    private void putAside(Delivery delivery, RuntimeException failure) {
        LOG.error("The delivery {} is put aside after {} attempts.", delivery.id(), delivery.attempts(), failure);
        State state = reject(
                delivery,
                new Trouble(
                        IngestError.UNEXPECTED.code(),
                        "The server failed in a way that it did not foresee; its log has the details.",
                        Map.of()));
        assert state == State.REJECTED;
    }

    private State attempt(String id) {
        Delivery delivery = deliveries.claim(id).orElse(null);
        Source source =
                delivery == null ? null : sources.find(delivery.source()).orElse(null);
        if (delivery == null || source == null) {
            return State.WAITING;
        }
        try {
            Trouble trouble = take(source, delivery);
            return trouble == null ? State.TAKEN : reject(delivery, trouble);
        } catch (QuanjingException e) {
            if (e.errorCode().kind() != ErrorCode.Kind.INVALID) {
                throw e;
            }
            return reject(delivery, Trouble.of(e));
        }
    }

    private State reject(Delivery delivery, Trouble trouble) {
        deliveries.rejected(delivery.id(), trouble);
        sources.rejected(delivery.source(), trouble, delivery.receivedAt());
        return State.REJECTED;
    }

    /** Why it is not taken; null if it is. */
    private @Nullable Trouble take(Source source, Delivery delivery) {
        Shop shop = shops.find(source.shop()).orElseThrow();
        String own = source.mapping();
        Mapping mapping = own == null ? mappings.ready(source.kind().id()) : mappings.own(own);
        JsonNode json = Messages.read(delivery.body());
        Payload.Topic topic = MessageMappings.topic(mapping, delivery.topic());
        if (topic.request() != null) {
            privacy.take(source, mapping, delivery, topic, json);
            done(source, delivery, State.TAKEN, null);
            deliveries.drop(delivery.id());
            return null;
        }
        MessageRows message = new MessageRows(json, delivery.topic(), delivery.receivedAt(), delivery.triggeredAt());
        String subject = MessageVersion.subject(topic, message);
        ZoneId zone = Objects.requireNonNullElse(mapping.zone(), shop.clock().zone());
        MessageVersion version = MessageVersion.of(topic, message, delivery.receivedAt(), delivery.triggeredAt(), zone);
        if (subject != null) {
            deliveries.lock(source.id(), subject);
            boolean late = deliveries
                    .version(source.id(), subject)
                    .map(version::olderThan)
                    .orElse(false);
            if (late) {
                done(source, delivery, State.LATE, null);
                return null;
            }
        }
        MessageFacts.Read read = facts.read(mapping, topic, message, shop);
        if (read.trouble() != null) {
            return read.trouble();
        }
        if (!read.facts().isEmpty()) {
            WriteReceipt receipt = warehouse.write(read.facts());
            LOG.debug("{} of {}: {}", delivery.topic(), source.name(), receipt);
        }
        contacts.take(delivery.id(), "webhook " + source.id(), shop.id(), read.contacts());
        if (subject != null) {
            deliveries.version(source.id(), subject, version);
        }
        done(source, delivery, State.TAKEN, lag(topic, delivery, version));
        return null;
    }

    private void done(Source source, Delivery delivery, State state, @Nullable Long lag) {
        deliveries.done(delivery.id(), state);
        if (!delivery.counted()) {
            sources.accepted(source.id(), delivery.receivedAt(), lag);
        }
    }

    private static @Nullable Long lag(Payload.Topic topic, Delivery delivery, MessageVersion version) {
        Instant since = topic.version() != null ? version.version() : delivery.triggeredAt();
        return since == null
                ? null
                : Math.max(0, Duration.between(since, delivery.receivedAt()).toMillis());
    }
}
