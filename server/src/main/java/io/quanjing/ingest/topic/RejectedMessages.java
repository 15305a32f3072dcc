package io.quanjing.ingest.topic;

import io.quanjing.access.Shop;
import io.quanjing.ingest.live.Rejections;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.topic.RejectionStore.Body;
import io.quanjing.ingest.topic.RejectionStore.Kept;
import io.quanjing.ingest.topic.TopicMessages.Meaning;
import io.quanjing.ingest.topic.TopicStore.Claim;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Messages that could not be read. */
final class RejectedMessages implements Rejections<TopicSource, Kept> {

    private final RejectionStore rejections;
    private final TopicStore sources;
    private final TopicMessages messages;
    private final TopicBatch batches;

    RejectedMessages(RejectionStore rejections, TopicStore sources, TopicMessages messages, TopicBatch batches) {
        this.rejections = rejections;
        this.sources = sources;
        this.messages = messages;
        this.batches = batches;
    }

    @Override
    public List<Kept> newest(TopicSource source, int most) {
        return rejections.of(source.id(), most);
    }

    @Override
    public List<String> inOrder(TopicSource source, int most) {
        return rejections.ids(source.id(), most);
    }

    /** Its text, or its bytes in hexadecimal where it is none. */
    @Override
    public Optional<String> text(TopicSource source, String id) {
        return rejections
                .find(source.id(), id)
                .map(message -> text(message.arrival().body()));
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException binary) {
            return HexFormat.ofDelimiter(" ").formatHex(body);
        }
    }

    @Override
    public Again again(TopicSource source, Shop shop) {
        Claim claim = sources.current(source.id()).orElseThrow();
        Meaning meaning = messages.meaning(claim.draft(), shop);
        return id -> {
            try {
                return rejections
                        .find(source.id(), id)
                        .map(message -> again(claim, meaning, message))
                        .orElse(Outcome.GONE);
            } catch (TopicBatch.Superseded meanwhile) {
                return rejections.find(source.id(), id).isPresent() ? Outcome.KEPT : Outcome.GONE;
            }
        };
    }

    private Outcome again(Claim claim, Meaning meaning, Body message) {
        Optional<Trouble> trouble = batches.again(claim, meaning, message.id(), message.arrival());
        // Of one that was too large only the beginning is kept, so that there is nothing to say anew.
        trouble.filter(why -> message.whole()).ifPresent(why -> rejections.reason(claim.id(), message.id(), why));
        return trouble.isEmpty() ? Outcome.TAKEN : Outcome.KEPT;
    }
}
