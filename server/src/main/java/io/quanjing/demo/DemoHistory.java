package io.quanjing.demo;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.ingest.FileImport;
import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Brings the missing part of the history in: one thread tells the next shop into files while the files of the one before are imported. A
 * start that breaks off begins again where the last complete one ended; what came in already changes nothing.
 */
final class DemoHistory {

    static final Caller CALLER = new Caller("demo", Role.ADMIN, Set.of());

    private final DemoSettings settings;
    private final DataFolder folder;
    private final Shops shops;
    private final FileImport imports;
    private final InstantSource clock;

    DemoHistory(DemoSettings settings, DataFolder folder, Shops shops, FileImport imports, InstantSource clock) {
        this.settings = settings;
        this.folder = folder;
        this.shops = shops;
        this.imports = imports;
        this.clock = clock;
    }

    /** The file with the truth. */
    static Path truth(DataFolder folder) {
        return folder.root().resolve("demo-truth.json");
    }

    private Path notes() {
        return folder.root().resolve("demo.json");
    }

    /** The moment on the shops' wall clock, in seconds; whole minutes. */
    private long now() {
        long second = clock.instant().getEpochSecond() + CsvRows.OFFSET;
        return second - second % 60;
    }

    /**
     * Brings in what is missing.
     *
     * @return what was told, for the visitors that come next
     */
    Generation prepare(DemoShop.Listener listener) {
        long now = now();
        DemoProgress progress = begin(now);
        World world = World.of(
                progress.seed(),
                progress.firstDay(),
                (int) (Math.floorDiv(now - 1, 86_400L) - progress.firstDay().toEpochDay()) + 1,
                progress.scale());
        Window window = progress.told() == 0 ? Window.upTo(now) : new Window(progress.told(), now);
        for (Scenario.ShopPlan shop : world.scenario().shops) {
            var _ = shops.findOrCreate(
                    shop.name(), ShopClock.of("Asia/Shanghai"), Currency.getInstance(ShopRows.CURRENCY));
        }
        Path landing = folder.landing().resolve("demo");
        clear(landing);
        Generation generation = new Generation(world, window);
        try (ExecutorService teller = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("demo-history").daemon().factory())) {
            List<Scenario.ShopPlan> plans = world.scenario().shops;
            List<CompletableFuture<Path>> files = plans.stream()
                    .map(shop -> CompletableFuture.supplyAsync(() -> tell(generation, shop, landing), teller))
                    .toList();
            CompletableFuture<Void> truth =
                    files.getLast().thenRun(() -> new DemoTruth(world).write(truth(folder), generation.totals(), now));
            bringIn(plans, files, listener);
            join(truth);
        } finally {
            clear(landing);
        }
        new DemoProgress(progress.seed(), progress.firstDay(), progress.scale(), now).write(notes());
        return generation;
    }

    private DemoProgress begin(long now) {
        DemoProgress known = DemoProgress.read(notes())
                .orElseGet(() -> new DemoProgress(
                        settings.seed(),
                        java.time.LocalDate.ofEpochDay(Math.floorDiv(now, 86_400L) - settings.days() + 1),
                        settings.scale(),
                        0));
        if (known.seed() != settings.seed() || known.scale() != settings.scale()) {
            throw new QuanjingException(
                    DemoError.OTHER_DEMO,
                    "The folder " + folder.root() + " holds the demo of seed " + known.seed() + " and scale "
                            + known.scale() + ", not of seed " + settings.seed() + " and scale " + settings.scale()
                            + ". Maybe start the demo in another folder (--data).",
                    Map.of("folder", folder.root().toString(), "seed", known.seed(), "scale", known.scale()));
        }
        known.write(notes());
        return known;
    }

    private static Path tell(Generation generation, Scenario.ShopPlan shop, Path landing) {
        Path target = landing.resolve(shop.id());
        try {
            Files.createDirectories(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (RowFiles files = RowFiles.in(target)) {
            generation.write(shop, files);
        }
        return target;
    }

    /** Two at a time: while the warehouse commits one shop, the next is read. */
    private void bringIn(
            List<Scenario.ShopPlan> plans, List<CompletableFuture<Path>> files, DemoShop.Listener listener) {
        Account account = new Account(plans.size(), listener);
        try (ExecutorService importers = Executors.newFixedThreadPool(
                2, Thread.ofPlatform().name("demo-import-", 1).daemon().factory())) {
            List<CompletableFuture<Void>> imported = new ArrayList<>();
            for (int i = 0; i < plans.size(); i++) {
                Scenario.ShopPlan shop = plans.get(i);
                imported.add(files.get(i).thenAcceptAsync(told -> bringIn(shop, told, account), importers));
            }
            imported.forEach(DemoHistory::join);
        }
        account.complete();
    }

    private void bringIn(Scenario.ShopPlan shop, Path told, Account account) {
        if (!isEmpty(told)) {
            var summary = imports.run(
                    new FileImport.Request("quanjing", null, shop.name(), List.of(told), CALLER),
                    progress -> account.read(shop, progress.rowsRead()));
            if (summary.rejected() > 0) {
                throw new IllegalStateException("The import of " + shop.name() + " refused " + summary.rejected()
                        + " of " + summary.read() + " rows: the demo and the canonical format disagree.");
            }
            account.read(shop, summary.read());
        }
        clear(told);
        account.done(shop);
    }

    /** Adds up the progress of imports that run beside each other. */
    private static final class Account {
        private final int total;
        private final DemoShop.Listener listener;
        private final Map<String, Long> rows = new HashMap<>();
        private int done;

        Account(int total, DemoShop.Listener listener) {
            this.total = total;
            this.listener = listener;
        }

        synchronized void read(Scenario.ShopPlan shop, long count) {
            rows.put(shop.id(), count);
            tell("Bringing in", shop.name());
        }

        synchronized void done(Scenario.ShopPlan shop) {
            done++;
            tell("Brought in", shop.name());
        }

        synchronized void complete() {
            tell("Complete", "");
        }

        private void tell(String step, String shop) {
            long sum = rows.values().stream().mapToLong(Long::longValue).sum();
            listener.progressed(new DemoShop.Progress(step, shop, done, total, sum));
        }
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
