import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client that sends batches without end: each to replica A and, when that does not take it, to B and A in turn, until one acknowledges it.
 * That is what a client behind a load balancer does. The ids stay the same however often a batch is sent.
 */
final class Sender {

    static final int PAGES_A_BATCH = 20;
    static final String ORDER_AMOUNT = "12.34";
    private static final long PAUSE_MILLIS = 200;

    private final List<Door> doors;
    private final String writeKey;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Heard heard = new Heard();
    private final ReentrantLock atWork = new ReentrantLock(true);
    private volatile boolean over;
    private int batches;
    private volatile ClusterProblem refused;

    Sender(List<Door> doors, String writeKey) {
        this.doors = doors;
        this.writeKey = writeKey;
    }

    /** Sends until {@link #end}; to be run by a thread of its own. */
    void run() {
        try {
            while (!over) {
                atWork.lockInterruptibly();
                try {
                    sendNext();
                } finally {
                    atWork.unlock();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (ClusterProblem problem) {
            refused = problem;
        }
    }

    /** Sends one batch, again and again until it is acknowledged. */
    void sendNext() throws InterruptedException {
        String name = "k" + batches;
        String body = body(name);
        for (int attempt = 0; ; attempt++) {
            Door.Answer answer = doors.get(attempt % doors.size()).track(body);
            heard.add(answer);
            if (answer.status() == 200) {
                break;
            }
            if (answer.status() == 400 || answer.status() == 401 || answer.status() == 413) {
                throw new ClusterProblem("A batch was refused for good: " + answer.status() + " " + answer.body());
            }
            if (over) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        for (int i = 0; i <= PAGES_A_BATCH; i++) {
            acknowledged.add(name + "-" + i);
        }
        batches++;
    }

    /** Brings the batch at hand to its end and sends no further one until {@link #goOn}; the same thread calls both. */
    void pause() {
        atWork.lock();
        if (refused != null) {
            throw refused;
        }
    }

    void goOn() {
        atWork.unlock();
    }

    void end() {
        over = true;
    }

    Heard heard() {
        return heard;
    }

    /** The ids that must be there, each once, and no other; exact while paused. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** So many orders are among them. */
    int orders() {
        return batches;
    }

    private String body(String name) {
        StringBuilder body = new StringBuilder("{\"writeKey\":\"" + writeKey + "\",\"batch\":[");
        for (int i = 0; i < PAGES_A_BATCH; i++) {
            body.append("{\"type\":\"page\",\"messageId\":\"" + name + "-" + i + "\",\"anonymousId\":\"v" + batches + "-" + i % 5
                    + "\",\"properties\":{\"path\":\"/p/" + i + "\",\"referrer\":\"https://www.baidu.com/s\"}},");
        }
        return body.append("{\"type\":\"track\",\"event\":\"Order Completed\",\"messageId\":\"" + name + "-" + PAGES_A_BATCH
                        + "\",\"userId\":\"u" + batches % 50 + "\",\"anonymousId\":\"v" + batches + "-0\",\"properties\":{\"order_id\":\"o"
                        + name + "\",\"total\":" + ORDER_AMOUNT
                        + ",\"products\":[{\"product_id\":\"p1\",\"price\":" + ORDER_AMOUNT + ",\"quantity\":1}]}}]}")
                .toString();
    }
}
