package io.quanjing.ingest.topic;

import io.quanjing.ingest.contact.Contact;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.message.MessageFacts;
import io.quanjing.ingest.message.MessageVersion;
import io.quanjing.ingest.topic.TopicMessages.Meaning;
import io.quanjing.ingest.topic.TopicMessages.Opened;
import io.quanjing.ingest.topic.TopicStore.Brought;
import io.quanjing.ingest.topic.TopicStore.Claim;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WriteReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes messages into the warehouse, and notes in one transaction how far a source is read, the contacts that it told, and what of it could not
 * be read. The facts are durable before the place is noted; what was cut off between is read again and changes nothing, because facts have
 * natural keys. The places are held meanwhile, so that a reader that lost a partition and has not heard of it writes nothing.
 */
final class TopicBatch {

    private final TopicStore sources;
    private final PositionStore positions;
    private final SubjectStore subjects;
    private final RejectionStore rejections;
    private final TopicMessages messages;
    private final Contacts contacts;
    private final Warehouse warehouse;
    private final TransactionTemplate transaction;
    private final int rejectedLimit;

    TopicBatch(
            TopicStore sources,
            PositionStore positions,
            SubjectStore subjects,
            RejectionStore rejections,
            TopicMessages messages,
            Contacts contacts,
            Warehouse warehouse,
            TransactionTemplate transaction,
            int rejectedLimit) {
        this.sources = sources;
        this.positions = positions;
        this.subjects = subjects;
        this.rejections = rejections;
        this.messages = messages;
        this.contacts = contacts;
        this.warehouse = warehouse;
        this.transaction = transaction;
        this.rejectedLimit = rejectedLimit;
    }

    /** Thrown where somebody changed or took over the source meanwhile: what was read last is read again. */
    static final class Superseded extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Takes messages, in the order of each partition.
     *
     * @param noted for each partition the place that is noted
     * @param reached for each of them the place after the messages
     * @param until after that time no further message is begun
     * @return for each of them the place that is noted now: {@code reached}, or the first message that was not begun
     * @throws Superseded if another place is noted, and nothing was done
     */
    Map<Integer, Long> take(
            Claim claim,
            Meaning meaning,
            List<Arrival> arrivals,
            Map<Integer, Long> noted,
            Map<Integer, Long> reached,
            long until) {
        List<Opened> opened =
                arrivals.stream().map(one -> messages.open(meaning, one)).toList();
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!held(claim.id(), noted)) {
                throw new Superseded();
            }
            Work work = new Work(meaning, subjects.hold(claim.id(), subjectsOf(opened)));
            Map<Integer, Long> next = new TreeMap<>(reached);
            for (Opened message : opened) {
                if (System.nanoTime() > until && work.read > 0) {
                    next.merge(message.arrival().partition(), message.arrival().offset(), Math::min);
                } else {
                    work.take(message);
                }
            }
            work.write();
            note(claim, work, noted, next);
            return next;
        }));
    }

    /** Notes that the topic was deleted and made anew, so that nothing of it is read yet. */
    void anew(Claim claim, String topicId, Trouble trouble) {
        transaction.executeWithoutResult(status -> {
            positions.holdAll(claim.id());
            if (sources.anew(claim, topicId)) {
                positions.forget(claim.id());
                sources.note(claim.id(), trouble);
            }
        });
    }

    private boolean held(String source, Map<Integer, Long> noted) {
        try {
            return positions.hold(source, noted.keySet()).equals(noted);
        } catch (PessimisticLockingFailureException another) {
            return false;
        }
    }

    private static Set<String> subjectsOf(List<Opened> opened) {
        return opened.stream().map(Opened::subject).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private void note(Claim claim, Work work, Map<Integer, Long> noted, Map<Integer, Long> next) {
        String source = claim.id();
        keep(claim, work);
        int room = work.rejected.isEmpty() ? 0 : rejectedLimit - rejections.count(source);
        long unkept = 0;
        for (Map.Entry<Opened, Trouble> each : work.rejected.entrySet()) {
            Arrival arrival = each.getKey().arrival();
            if (room > 0) {
                rejections.keep(
                        source, claim.topicId(), arrival, arrival.body().length == arrival.size(), each.getValue());
                sources.note(source, each.getValue());
                room--;
            } else {
                unkept++;
            }
        }
        if (unkept > 0) {
            sources.note(source, Trouble.of(tooMany()));
        }
        rejections.taken(source, claim.topicId(), work.taken);
        subjects.put(source, work.newer);
        next.forEach((partition, offset) -> {
            if (!offset.equals(noted.get(partition))) {
                positions.advance(source, partition, offset, work.lastAt.get(partition));
            }
        });
        Instant newest = work.lastAt.values().stream().max(Instant::compareTo).orElse(null);
        Brought brought = new Brought(
                work.read,
                work.changed,
                work.late,
                work.tombstones,
                unkept,
                newest,
                newest == null ? null : notBefore(Duration.between(newest, Instant.now())));
        if (!sources.count(claim, brought)) {
            throw new Superseded();
        }
    }

    /**
     * Keeps the contacts of what was taken. It comes before everything else that is noted, so that whoever waits for the contacts of a shop holds
     * nothing that those who have them still need.
     */
    private void keep(Claim claim, Work work) {
        contacts.take(UUID.randomUUID().toString(), "topic " + claim.id(), claim.shop(), List.copyOf(work.contacts));
    }

    private static Duration notBefore(Duration lag) {
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    private QuanjingException tooMany() {
        return new QuanjingException(
                TopicError.TOPIC_REJECTED_TOO_MUCH,
                rejectedLimit
                        + " rejected messages are kept, and no more may be (quanjing.ingest.topic.rejected-limit); those"
                        + " that come after them are counted alone. Maybe mend the mapping, retry or drop what is kept, and read"
                        + " the topic again.",
                Map.of("limit", rejectedLimit));
    }

    /**
     * Takes a rejected message once more, as it is kept.
     *
     * @param rejected its id
     * @return why it cannot be taken; empty if it was
     * @throws Superseded if the source was changed or deleted meanwhile, or somebody else took or dropped the message
     */
    Optional<Trouble> again(Claim claim, Meaning meaning, String rejected, Arrival arrival) {
        Opened opened = messages.open(meaning, arrival);
        if (opened.trouble() != null) {
            return Optional.of(opened.trouble());
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!sources.hold(claim.id())) {
                throw new Superseded();
            }
            Work work = new Work(meaning, subjects.hold(claim.id(), subjectsOf(List.of(opened))));
            work.take(opened);
            if (!work.rejected.isEmpty()) {
                return Optional.of(work.rejected.values().iterator().next());
            }
            work.write();
            keep(claim, work);
            subjects.put(claim.id(), work.newer);
            if (!rejections.drop(claim.id(), rejected)) {
                throw new Superseded();
            }
            // It was counted as read when it came.
            if (!sources.count(claim, new Brought(0, work.changed, work.late, 0, 0, null, null))) {
                throw new Superseded();
            }
            return Optional.<Trouble>empty();
        }));
    }

    /** What messages become, as far as it is worked out. Used by one thread. */
    private final class Work {

        private final Meaning meaning;
        private final Map<String, MessageVersion> known;
        private final Map<String, MessageVersion> newer = new HashMap<>();
        private final List<FactRow> facts = new ArrayList<>();
        private final Set<Contact> contacts = new LinkedHashSet<>();
        private final Set<MessageFacts.Row> unwritten = new HashSet<>();
        private final Map<Opened, Trouble> rejected = new LinkedHashMap<>();
        private final List<Arrival> taken = new ArrayList<>();
        private final Map<Integer, Instant> lastAt = new HashMap<>();
        private long read;
        private long changed;
        private long late;
        private long tombstones;

        Work(Meaning meaning, Map<String, MessageVersion> known) {
            this.meaning = meaning;
            this.known = known;
        }

        void take(Opened message) {
            read++;
            lastAt.put(message.arrival().partition(), message.arrival().at());
            Trouble trouble = taken(message);
            if (trouble == null) {
                taken.add(message.arrival());
            } else {
                rejected.put(message, trouble);
            }
        }

        private @Nullable Trouble taken(Opened message) {
            if (message.arrival().isTombstone()) {
                tombstones++;
                return null;
            }
            if (message.trouble() != null) {
                return message.trouble();
            }
            if (message.isLate(known)) {
                late++;
                return null;
            }
            if (messages.asks(meaning, message).stream().anyMatch(unwritten::contains)) {
                // It asks for what a message before it says.
                write();
            }
            MessageFacts.Read made = messages.facts(meaning, message);
            if (made.trouble() != null) {
                return made.trouble();
            }
            for (FactRow fact : made.facts()) {
                facts.add(fact);
                unwritten.add(new MessageFacts.Row(fact.table().name(), String.valueOf(fact.get("natural_key"))));
            }
            contacts.addAll(made.contacts());
            if (message.subject() != null && message.version() != null) {
                known.put(message.subject(), message.version());
                newer.put(message.subject(), message.version());
            }
            return null;
        }

        void write() {
            if (!facts.isEmpty()) {
                WriteReceipt receipt = warehouse.write(facts);
                changed += receipt.tables().values().stream()
                        .mapToLong(c -> c.added() + c.revised())
                        .sum();
                facts.clear();
                unwritten.clear();
            }
        }
    }
}
