package io.quanjing.ingest;

import io.quanjing.access.Audit;
import io.quanjing.access.AuditAction;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.contact.ContactLanding;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.kernel.ShopClock;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The import on a real embedded warehouse, without the operational database. */
public final class ImportBench implements AutoCloseable {

    public final Warehouse warehouse;
    final FileImport imports;
    final List<String> audited = new ArrayList<>();
    final List<ImportRun.Failure> failures = new ArrayList<>();
    final Path landing;
    boolean auditFails;
    /** A file whose headers cannot be written down; the empty name is none. */
    String faulty = "";

    private final Map<String, Shop> shops = new java.util.TreeMap<>();

    public ImportBench(Path folder, SourceLimits limits) {
        landing = folder.resolve("landing");
        warehouse = EmbeddedWarehouse.open(folder.resolve("warehouse"));
        imports = new ImportRunner(
                new Formats(warehouse, List::of),
                warehouse,
                new MemoryShops(),
                new MemoryAudit(),
                new MemoryLog(),
                landing,
                limits,
                new Pseudonyms(new byte[] {7}),
                ContactLanding.NOWHERE);
    }

    /** The sample data that lie beside the checkout, or skips the test. */
    public static Path samples(String path) {
        String given = System.getenv("QUANJING_SAMPLE_DATA");
        Path file = Path.of(given == null ? "../../shared/data" : given).resolve(path);
        Assumptions.assumeTrue(
                Files.exists(file),
                () -> "The sample file " + file + " is not there. Set QUANJING_SAMPLE_DATA to the folder with it.");
        return file;
    }

    /** An export in the exact format of its platform, from the samples beside the sample data, or skips the test. */
    public static Path export(String path) {
        Path file = samples("").normalize().resolveSibling("samples").resolve(path);
        Assumptions.assumeTrue(Files.exists(file), () -> "The sample " + file + " is not there.");
        return file;
    }

    public ImportSummary run(String format, Path... files) {
        return runMapped(format, null, files);
    }

    /** Brings files into a shop of this name. */
    public ImportSummary runInto(String shop, String format, Path... files) {
        Caller caller = new Caller("tester", Role.OPERATOR, Set.of());
        return imports.run(new FileImport.Request(format, null, shop, List.of(files), caller), progress -> {});
    }

    ImportSummary runMapped(String format, @Nullable Path mapping, Path... files) {
        Caller caller = new Caller("tester", Role.OPERATOR, Set.of());
        return imports.run(new FileImport.Request(format, mapping, "shop", List.of(files), caller), progress -> {});
    }

    /** The shops that imports created; {@code shop} is the one that {@link #run} fills. */
    public Shops shops() {
        return new MemoryShops();
    }

    static ImportSummary.Facts facts(ImportSummary summary, String table) {
        return summary.facts().getOrDefault(table, new ImportSummary.Facts(0, 0, 0));
    }

    /** The values of the first row, as text joined by blanks. */
    String ask(String sql) {
        List<List<@Nullable Object>> rows =
                warehouse.query(SqlQuery.of(sql), QueryOptions.batch()).rows();
        List<String> values = new ArrayList<>();
        for (Object value : rows.getFirst()) {
            values.add(String.valueOf(value));
        }
        return String.join(" ", values);
    }

    @Override
    public void close() {
        warehouse.close();
    }

    private final class MemoryShops implements Shops {
        @Override
        public List<Shop> all() {
            return List.copyOf(shops.values());
        }

        @Override
        public Optional<Shop> find(String idOrName) {
            return Optional.ofNullable(shops.get(idOrName));
        }

        @Override
        public Shop findOrCreate(String name, ShopClock clock, Currency currency) {
            return shops.computeIfAbsent(name, n -> new Shop(n, n, clock, currency));
        }
    }

    private final class MemoryAudit implements Audit {
        @Override
        public void record(Caller caller, AuditAction action, String subject, Map<String, ?> details) {
            if (auditFails) {
                throw new IllegalStateException("The audit log is away.");
            }
            audited.add(caller.name() + " " + action.code());
        }
    }

    private final class MemoryLog implements ImportLog {
        @Override
        public void running(String id, String format, String shop, List<String> files, long bytesTotal, String by) {}

        @Override
        public void headers(String id, List<FileHeader> headers) {
            if (headers.stream().anyMatch(header -> header.file().equals(faulty))) {
                throw new IllegalStateException("The headers of " + faulty + " are too much.");
            }
        }

        @Override
        public void progressed(String id, FileImport.Progress progress) {}

        @Override
        public void done(ImportSummary summary, String shop, long bytes) {}

        @Override
        public void failed(String id, ImportRun.Failure failure) {
            failures.add(failure);
        }
    }
}
