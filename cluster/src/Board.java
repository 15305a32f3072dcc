import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a replica's page shows of the shop of the run. */
final class Board {

    /** As the page does it: so often it looks whether something has moved, and so long it waits from one round of questions to the next. */
    static final long LOOK_MILLIS = 1_000;

    private static final Duration ASK = Duration.ofSeconds(4);

    private final Door door;
    private final String shop;
    private final LocalDate from = LocalDate.now(ZoneOffset.UTC);

    Board(Door door, String shop) {
        this.door = door;
        this.shop = shop;
    }

    /** The answer to the question that the page asks. */
    Door.Answer ask() {
        return door.ask("/api/metric?ids=page_views,paid_orders,gmv&grain=total&from=" + from + "&to="
                + LocalDate.now(ZoneOffset.UTC) + "&shop=" + shop);
    }

    /** Whether these are exactly the events that were acknowledged. */
    boolean shows(Sender sender) {
        return areRight(ask(), sender);
    }

    private static boolean areRight(Door.Answer answer, Sender sender) {
        JsonNode row = answer.body().path("rows").path(0);
        int orders = sender.orders();
        return row.path("page_views").asLong(-1) == (long) orders * Sender.PAGES_A_BATCH
                && row.path("paid_orders").asLong(-1) == orders
                && new BigDecimal(row.path("gmv").asString("-1"))
                                .compareTo(new BigDecimal(Sender.ORDER_AMOUNT).multiply(BigDecimal.valueOf(orders)))
                        == 0;
    }

    /**
     * Waits as an open page does, which asks for the figures as long as those it has are older than the warehouse.
     *
     * @param before the version that the page shows
     * @throws ClusterProblem if they are not right in time
     */
    void awaitAsAPage(Sender sender, long before, long phaseMillis, Duration patience) throws InterruptedException {
        long from = System.nanoTime();
        long shown = before;
        long asked = from - ASK.toNanos();
        Thread.sleep(phaseMillis);
        while (Seconds.since(from).compareTo(patience) < 0) {
            if (Seconds.since(asked).compareTo(ASK) >= 0 && version() > shown) {
                asked = System.nanoTime();
                Door.Answer figures = ask();
                shown = figures.body().path("version").asLong(-1);
                if (areRight(figures, sender)) {
                    return;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new ClusterProblem("A page did not show what was acknowledged within " + Seconds.text(patience) + ". It asked for "
                + sender.orders() + " orders and was answered " + ask().body() + ".");
    }

    /** The pieces of which the page says that they are away. */
    List<String> away() {
        Door.Answer look = door.ask("/api/version");
        if (look.status() == 0) {
            return List.of("server");
        }
        if (look.code().equals("web.database_away")) {
            return List.of("database");
        }
        List<String> pieces = new ArrayList<>();
        look.body().path("away").forEach(piece -> pieces.add(piece.asString()));
        if (look.body().path("behind").asBoolean(false)) {
            pieces.add("newer figures");
        }
        return pieces;
    }

    long version() {
        return door.ask("/api/version").body().path("warehouse").asLong(-1);
    }
}
