package io.quanjing.ingest.hook;

import io.quanjing.access.Shop;
import io.quanjing.ingest.hook.DeliveryStore.Rejected;
import io.quanjing.ingest.hook.DeliveryStore.State;
import io.quanjing.ingest.live.Rejections;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Deliveries that could not be read. */
final class RejectedDeliveries implements Rejections<Source, Rejected> {

    private final DeliveryStore deliveries;
    private final DeliveryWork work;

    RejectedDeliveries(DeliveryStore deliveries, DeliveryWork work) {
        this.deliveries = deliveries;
        this.work = work;
    }

    @Override
    public List<Rejected> newest(Source source, int most) {
        return deliveries.rejectedOf(source.id(), most);
    }

    @Override
    public List<String> inOrder(Source source, int most) {
        return deliveries.rejectedIds(source.id(), most);
    }

    @Override
    public Optional<String> text(Source source, String id) {
        return deliveries
                .rejected(source.id(), id)
                .map(delivery -> new String(delivery.body(), StandardCharsets.UTF_8));
    }

    @Override
    public Again again(Source source, Shop shop) {
        return id -> {
            if (deliveries.rejected(source.id(), id).isEmpty()) {
                return Outcome.GONE;
            }
            return work.work(id) == State.TAKEN ? Outcome.TAKEN : Outcome.KEPT;
        };
    }
}
