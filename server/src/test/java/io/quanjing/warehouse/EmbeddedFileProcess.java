package io.quanjing.warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The other process in tests: writes and says what was acknowledged until somebody kills it, or just holds the file. */
final class EmbeddedFileProcess {

    private EmbeddedFileProcess() {}

    public static void main(String[] args) throws InterruptedException {
        Warehouse warehouse = EmbeddedWarehouse.open(Path.of(args[0]));
        if (args[1].equals("hold")) {
            print("open");
            Thread.sleep(60_000);
        }
        SmallShop shop = new SmallShop(warehouse);
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            int writer = w;
            writers.add(Thread.ofPlatform().start(() -> {
                for (int b = 0; ; b++) {
                    String batch = args[1] + "-" + writer + "-" + b;
                    List<FactRow> rows = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        rows.add(shop.event(
                                        batch + "-" + i,
                                        "2026-03-01T10:%02d".formatted(b % 60),
                                        "page_view",
                                        "v" + writer)
                                .set("page", batch));
                    }
                    if (warehouse.write(rows).counts("event").added() == rows.size()) {
                        print(batch);
                    }
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
