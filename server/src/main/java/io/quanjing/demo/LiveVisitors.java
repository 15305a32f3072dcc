package io.quanjing.demo;

import io.quanjing.ingest.Tracking;
import io.quanjing.kernel.QuanjingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Visitors who come while the demo runs: more by day than by night, as the hours of the history have it. */
final class LiveVisitors implements DemoShop.Visitors {

    private static final Logger LOG = LoggerFactory.getLogger(LiveVisitors.class);
    private static final long TICK_MILLIS = 1_000;
    private static final double BUSIEST_HOUR = 8.2;

    private record Due(long at, Scenario.ShopPlan shop, ObjectNode event) {}

    private final World world;
    private final Map<String, Customers> customers;
    private final Map<String, String> writeKeys;
    private final Tracking tracking;
    private final double visitsPerSecond;
    private final InstantSource clock;
    private final Draw draw = new Draw();
    private final JsonMapper json = new JsonMapper();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final List<String> recent = new ArrayList<>();
    private final AtomicLong sessions = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private final String run;
    private boolean complained;

    LiveVisitors(
            World world,
            Map<String, Customers> customers,
            Map<String, String> writeKeys,
            Tracking tracking,
            double visitsPerSecond,
            InstantSource clock) {
        this.world = world;
        this.customers = customers;
        this.writeKeys = writeKeys;
        this.tracking = tracking;
        this.visitsPerSecond = visitsPerSecond;
        this.clock = clock;
        long start = clock.millis();
        run = Long.toString(start / 1000, 36);
        draw.start(world.seed(), Purpose.VISITORS, start, 0);
        thread = Thread.ofVirtual().name("demo-visitors").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                tick();
            } while (!stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        long now = clock.millis();
        long wall = now / 1000 + CsvRows.OFFSET;
        int hour = (int) (wall / 3600 % 24);
        double weight = Scenario.HOURS[hour] - (hour == 0 ? 0 : Scenario.HOURS[hour - 1]);
        int starting = draw.poisson(visitsPerSecond * weight / BUSIEST_HOUR);
        for (int i = 0; i < starting; i++) {
            begin(now, wall);
        }
        send(now);
    }

    private void begin(long now, long wall) {
        Scenario.ShopPlan shop = shop();
        int day = (int)
                Math.min(world.days() - 1L, wall / 86_400 - world.firstDay().toEpochDay());
        Scenario.Channel channel = channel(shop);
        long number = sessions.incrementAndGet();
        String session = shop.id().substring(0, 1) + "-" + run + "-" + number;
        Customers known = customers.get(shop.id());
        String visitor;
        String customer = null;
        long face = number * 1_000_003L + now / 1000;
        if (known != null && known.count() > 0 && draw.chance(channel.orderRate() * 0.5)) {
            int back = draw.between(1, known.count());
            face = known.visitorOf(back);
            customer = shop.id().charAt(0) + "c" + back;
            visitor = shop.id().charAt(0) + "v" + face;
        } else if (recent.size() > 50 && draw.chance(0.16)) {
            visitor = recent.get(draw.below(recent.size()));
            face = visitor.hashCode() & 0xFFFF_FFFFL;
        } else {
            visitor = shop.id().charAt(0) + "v-" + run + "-" + number;
            face = visitor.hashCode() & 0xFFFF_FFFFL;
            remember(visitor);
        }
        List<LiveVisit.Step> steps = new LiveVisit(world, shop, channel, new Baskets(world, shop), draw, day, session)
                .plan(visitor, customer, face);
        for (LiveVisit.Step step : steps) {
            due.add(new Due(now + step.after(), shop, step.event()));
        }
    }

    private void remember(String visitor) {
        recent.add(visitor);
        if (recent.size() > 400) {
            recent.removeFirst();
        }
    }

    private Scenario.ShopPlan shop() {
        double[] shares = Draw.cumulate(world.scenario().shops.stream()
                .mapToDouble(Scenario.ShopPlan::share)
                .toArray());
        return world.scenario().shops.get(draw.pick(shares));
    }

    private Scenario.Channel channel(Scenario.ShopPlan shop) {
        double[] shares = Draw.cumulate(
                shop.channels().stream().mapToDouble(Scenario.Channel::share).toArray());
        return shop.channels().get(draw.pick(shares));
    }

    private void send(long now) {
        for (Scenario.ShopPlan shop : world.scenario().shops) {
            String key = writeKeys.get(shop.id());
            List<Due> batch = due.stream()
                    .filter(event -> event.at() <= now && event.shop().equals(shop))
                    .sorted(Comparator.comparingLong(Due::at))
                    .toList();
            if (batch.isEmpty() || key == null) {
                continue;
            }
            due.removeAll(batch);
            ObjectNode body = json.createObjectNode();
            ArrayNode events = body.putArray("batch");
            for (Due event : batch) {
                events.add(event.event()
                        .put("timestamp", Instant.ofEpochMilli(event.at()).toString()));
            }
            body.put("sentAt", Instant.ofEpochMilli(now).toString());
            deliver(key, json.writeValueAsBytes(body));
        }
    }

    private void deliver(String key, byte[] body) {
        try {
            Tracking.Receipt receipt = tracking.accept(key, body);
            if (!receipt.rejections().isEmpty() && !complained) {
                complained = true;
                LOG.warn(
                        "The tracking door refused {} events of the demo's visitors, the first because: {}",
                        receipt.rejections().size(),
                        receipt.rejections().getFirst().message());
            }
        } catch (QuanjingException e) {
            if (!complained) {
                complained = true;
                LOG.warn("The tracking door refused a batch of the demo's visitors: {}", e.getMessage());
            }
        }
    }

    @Override
    public long sessions() {
        return sessions.get();
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            var _ = thread.join(java.time.Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
