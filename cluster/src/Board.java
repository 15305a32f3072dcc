import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;

/** What a replica's page shows of the shop of the run. */
final class Board {

    /** As the page does it. */
    private static final long POLL_MILLIS = 4_000;

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
        JsonNode row = ask().body().path("rows").path(0);
        int orders = sender.orders();
        return row.path("page_views").asLong(-1) == (long) orders * Sender.PAGES_A_BATCH
                && row.path("paid_orders").asLong(-1) == orders
                && new BigDecimal(row.path("gmv").asString("-1"))
                                .compareTo(new BigDecimal(Sender.ORDER_AMOUNT).multiply(BigDecimal.valueOf(orders)))
                        == 0;
    }

    /** Waits as an open page does: asks for the version every four seconds, and for figures when it has changed. */
    void awaitAsAPage(Sender sender, long before, long phaseMillis) throws InterruptedException {
        long seen = before;
        Thread.sleep(phaseMillis);
        while (true) {
            long version = version();
            if (version != seen) {
                seen = version;
                if (shows(sender)) {
                    return;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    long version() {
        return door.ask("/api/version").body().path("warehouse").asLong(-1);
    }
}
