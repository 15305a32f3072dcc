package io.quanjing.ingest.track;

import io.quanjing.ingest.Tracking;
import io.quanjing.ingest.track.BatchParser.Batch;
import io.quanjing.ingest.track.SeenEvents.Meant;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WriteReceipt;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The way of every event: key, size, shape, rate, meaning, warehouse. */
final class TrackingDoor implements Tracking, EventDoor {

    private static final Logger LOG = LoggerFactory.getLogger(TrackingDoor.class);
    private static final String SEGMENT = "segment";

    private final TrackSettings settings;
    private final WriteKeyRegistry keys;
    private final Warehouse warehouse;
    private final FactMapping mapping;
    private final @Nullable LogDoor log;
    private final EventReader reader;
    private final ConsentReader consent;
    private final InstantSource clock;
    private final RequestBody requestBody;
    private final BatchParser parser = new BatchParser();
    private final TokenBuckets buckets;
    private final Semaphore waiting;
    private final ShopLocks locks;
    private final SeenEvents seen;
    private final WithheldEvents withheld;

    /**
     * Not yet used.
     *
     * @param log where events wait for the warehouse; null if they go there directly
     */
    TrackingDoor(
            TrackSettings settings,
            WriteKeyRegistry keys,
            Warehouse warehouse,
            FactMapping mapping,
            @Nullable LogDoor log,
            EventReader reader,
            SeenEvents seen,
            WithheldEvents withheld,
            ShopLocks locks,
            InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.warehouse = warehouse;
        this.mapping = mapping;
        this.log = log;
        this.reader = reader;
        this.consent = new ConsentReader(settings.analyticsCategories(), settings.advertisingCategories());
        this.seen = seen;
        this.withheld = withheld;
        this.locks = locks;
        this.clock = clock;
        this.requestBody = new RequestBody(settings.maxBatchBytes());
        this.buckets = new TokenBuckets(settings.eventsPerSecond(), settings.burstEvents(), System::nanoTime);
        this.waiting = new Semaphore(settings.maxWaitingEvents());
    }

    @Override
    public Receipt accept(String writeKey, byte[] body) {
        return takeOwn(writeKey, parser.batch(requestBody.json(body)), false);
    }

    /** How a body becomes JSON, for the controller. */
    RequestBody requestBody() {
        return requestBody;
    }

    /** Refuses a key that is not good, before anything is read. */
    void check(String writeKey) {
        sender(writeKey, SEGMENT);
    }

    /** Whose key it is; a key that is nobody's is shown to those who look what comes in. */
    private Sender sender(String key, String protocol) {
        try {
            return keys.sender(key);
        } catch (QuanjingException e) {
            seen.addRefused(key, null, protocol, e, clock.instant());
            throw e;
        }
    }

    /**
     * Takes a body that came over HTTP.
     *
     * @param headerKey the key in the header, if there is one; otherwise the body has it
     * @param type the type that the address names, or null for a batch
     * @param objects whether the person's browser asks not to be tracked
     */
    Receipt accept(@Nullable String headerKey, byte[] json, @Nullable String type, boolean objects) {
        Batch batch = type == null ? parser.batch(json) : parser.single(json, type);
        return takeOwn(required(headerKey == null ? batch.writeKey() : headerKey), batch, objects);
    }

    private Receipt takeOwn(String key, Batch sent, boolean objects) {
        Sender sender = sender(key, SEGMENT);
        Instant receivedAt = clock.instant();
        Batch batch = new Batch(
                sent.writeKey(),
                sent.sentAt(),
                sent.events().stream().map(event -> allowed(event, objects)).toList());
        Receipt receipt = take(key, sender, SEGMENT, batch);
        seen.add(
                key,
                sender,
                SEGMENT,
                batch.sentAt(),
                batch.events().stream().map(event -> new Meant(event, event)).toList(),
                receipt.rejections(),
                receivedAt);
        return receipt;
    }

    /** What may be kept of an event; from here on there is nothing more of it. */
    private RawEvent allowed(RawEvent event, boolean objects) {
        return objects && settings.browserSignals() ? ConsentReader.withheld(event) : consent.allowed(event);
    }

    private static String required(@Nullable String key) {
        if (key == null) {
            throw new QuanjingException(
                    TrackError.WRITE_KEY_MISSING,
                    "The request has no write key. Maybe send it where the client keeps its key or token; the tracking"
                            + " reference names the place.");
        }
        return key;
    }

    @Override
    public byte[] plain(InputStream in) {
        return requestBody.plain(in);
    }

    @Override
    public byte[] json(InputStream in) {
        return requestBody.json(in);
    }

    @Override
    public Events events(byte[] json, String list) {
        return parser.events(json, list);
    }

    @Override
    public Receipt take(Delivery delivery) {
        String key = required(delivery.writeKey());
        Sender sender = sender(key, delivery.protocol());
        Instant receivedAt = clock.instant();
        List<Meant> meant = new ArrayList<>(delivery.sent().size());
        Receipt receipt = told(delivery, batch -> take(key, sender, delivery.protocol(), batch), meant);
        seen.add(key, sender, delivery.protocol(), delivery.sentAt(), meant, receipt.rejections(), receivedAt);
        return receipt;
    }

    @Override
    public Receipt check(Delivery delivery) {
        String key = required(delivery.writeKey());
        Sender sender = keys.sender(key);
        return told(
                delivery,
                batch -> {
                    admit(key, batch.events().size());
                    List<Rejection> rejections = new ArrayList<>();
                    for (TrackedEvent event : read(batch, rejections)) {
                        try {
                            boolean ignored = mapping.checkAlone(sender.shop(), mapping.tell(sender, event));
                        } catch (QuanjingException e) {
                            rejections.add(rejection(
                                    event.index(),
                                    batch.events().get(event.index()).node(),
                                    e));
                        }
                    }
                    return receipt(batch, rejections);
                },
                new ArrayList<>());
    }

    /**
     * Lets a protocol say what its events mean, and tells what became of them by their places in its own request.
     *
     * @param meant gets each event that was sent, with its meaning
     */
    private Receipt told(Delivery delivery, Function<Batch, Receipt> taking, List<Meant> meant) {
        List<RawEvent> events = new ArrayList<>(delivery.sent().size());
        List<RawEvent> sources = new ArrayList<>(delivery.sent().size());
        List<Rejection> rejections = new ArrayList<>();
        for (RawEvent sent : delivery.sent()) {
            try {
                ObjectNode node = delivery.meaning().apply(sent.node());
                if (node == null) {
                    meant.add(new Meant(sent, null));
                    continue;
                }
                RawEvent whole = new RawEvent(events.size(), node, sent.bytes());
                RawEvent event = allowed(whole, delivery.objects());
                events.add(event);
                sources.add(sent);
                // What is not kept of its meaning is not shown either as the client wrote it.
                meant.add(new Meant(
                        event.equals(whole) ? sent : new RawEvent(sent.index(), event.node(), sent.bytes()), event));
            } catch (QuanjingException e) {
                meant.add(new Meant(sent, null));
                rejections.add(rejection(sent.index(), MissingNode.getInstance(), e));
            }
        }
        Receipt receipt = taking.apply(new Batch(null, delivery.sentAt(), events));
        for (Rejection each : receipt.rejections()) {
            rejections.add(new Rejection(
                    sources.get(each.index()).index(),
                    each.messageId(),
                    each.code(),
                    each.message(),
                    each.arguments()));
        }
        rejections.sort(Comparator.comparingInt(Rejection::index));
        return new Receipt(receipt.accepted(), receipt.withheld(), List.copyOf(rejections));
    }

    private static Receipt receipt(Batch batch, List<Rejection> rejections) {
        rejections.sort(Comparator.comparingInt(Rejection::index));
        int withheld =
                (int) batch.events().stream().filter(ConsentReader::isWithheld).count();
        return new Receipt(batch.events().size() - withheld - rejections.size(), withheld, List.copyOf(rejections));
    }

    private Receipt take(String key, Sender sender, String protocol, Batch batch) {
        try {
            Receipt receipt = take(key, sender, batch);
            withheld.add(sender.shop(), protocol, receipt.withheld());
            return receipt;
        } catch (QuanjingException e) {
            seen.addRefused(key, sender, protocol, e, clock.instant());
            throw e;
        }
    }

    private Receipt take(String key, Sender sender, Batch batch) {
        int size = batch.events().size();
        if (size == 0) {
            return new Receipt(0, 0, List.of());
        }
        admit(key, size);
        int permits = Math.min(size, settings.maxWaitingEvents());
        if (!waiting.tryAcquire(permits)) {
            throw new QuanjingException(
                    TrackError.WRITER_BUSY,
                    "More than " + settings.maxWaitingEvents() + " events wait to be written. Maybe send again in 2 s.",
                    Map.of("retryAfterSeconds", 2L));
        }
        try {
            return write(sender, batch);
        } finally {
            waiting.release(permits);
        }
    }

    private void admit(String key, int size) {
        Duration wait = buckets.take(key, size);
        if (!wait.isZero()) {
            long seconds = Math.max(1, wait.toMillis() / 1000 + 1);
            throw new QuanjingException(
                    TrackError.RATE_EXCEEDED,
                    "The key sends more than " + settings.eventsPerSecond() + " events a second. Maybe send again in "
                            + seconds + " s.",
                    Map.of("retryAfterSeconds", seconds, "eventsPerSecond", settings.eventsPerSecond()));
        }
    }

    private Receipt write(Sender sender, Batch batch) {
        List<Rejection> rejections = new ArrayList<>();
        List<TrackedEvent> events = read(batch, rejections);
        if (log != null) {
            log.append(
                    sender,
                    events,
                    (event, e) -> rejections.add(rejection(
                            event.index(), batch.events().get(event.index()).node(), e)));
        } else {
            writeNow(sender, events, batch, rejections);
        }
        return receipt(batch, rejections);
    }

    private void writeNow(Sender sender, List<TrackedEvent> events, Batch batch, List<Rejection> rejections) {
        Set<String> revised = FactMapping.revised(sender, events);
        if (revised.isEmpty()) {
            mapAndWrite(sender, events, batch, rejections);
        } else {
            // What is known is read, revised and written: nobody else may revise it in between.
            locks.holding(sender.shop().id(), revised, () -> mapAndWrite(sender, events, batch, rejections));
        }
    }

    private List<TrackedEvent> read(Batch batch, List<Rejection> rejections) {
        Instant receivedAt = clock.instant();
        List<TrackedEvent> events = new ArrayList<>(batch.events().size());
        for (RawEvent raw : batch.events()) {
            if (ConsentReader.isWithheld(raw)) {
                continue;
            }
            try {
                events.add(reader.read(raw, batch.sentAt(), receivedAt));
            } catch (QuanjingException e) {
                rejections.add(rejection(raw.index(), raw.node(), e));
            }
        }
        return events;
    }

    private void mapAndWrite(Sender sender, List<TrackedEvent> events, Batch batch, List<Rejection> rejections) {
        try {
            List<FactRow> rows = mapping.rows(
                    sender,
                    events,
                    (event, e) -> rejections.add(rejection(
                            event.index(), batch.events().get(event.index()).node(), e)));
            if (!rows.isEmpty()) {
                WriteReceipt.Counts counts = warehouse.write(rows).counts("event");
                LOG.debug(
                        "{}: {} events are new, {} were there", sender.shop().id(), counts.added(), counts.unchanged());
            }
        } catch (QuanjingException e) {
            if (e.errorCode().kind() != ErrorCode.Kind.INVALID) {
                throw comeAgain(e);
            }
            oneByOne(sender, events, batch, rejections, e);
        }
    }

    /** Some row fits no column: its event is refused and the others are kept. */
    private void oneByOne(
            Sender sender,
            List<TrackedEvent> events,
            Batch batch,
            List<Rejection> rejections,
            QuanjingException refusal) {
        rejections.removeIf(r -> events.stream().anyMatch(event -> event.index() == r.index()));
        if (events.size() == 1) {
            int index = events.getFirst().index();
            rejections.add(rejection(index, batch.events().get(index).node(), refusal));
            return;
        }
        for (TrackedEvent event : events) {
            mapAndWrite(sender, List.of(event), batch, rejections);
        }
    }

    /** The sender keeps the batch and comes again: it has to know when. */
    private static QuanjingException comeAgain(QuanjingException e) {
        ErrorCode.Kind kind = e.errorCode().kind();
        if (kind != ErrorCode.Kind.TOO_MANY && kind != ErrorCode.Kind.UNAVAILABLE) {
            return e;
        }
        Map<String, Object> arguments = new LinkedHashMap<>(e.arguments());
        arguments.put("retryAfterSeconds", 2L);
        return new QuanjingException(e.errorCode(), String.valueOf(e.getMessage()), arguments, e);
    }

    private static Rejection rejection(int index, JsonNode event, QuanjingException e) {
        return new Rejection(
                index,
                Fields.clean(event.path("messageId"), 255),
                e.errorCode().code(),
                String.valueOf(e.getMessage()),
                e.arguments());
    }
}
