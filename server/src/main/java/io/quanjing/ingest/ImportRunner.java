package io.quanjing.ingest;

import io.quanjing.access.Audit;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.ImportPlan.Step;
import io.quanjing.ingest.contact.Contact;
import io.quanjing.ingest.contact.ContactLanding;
import io.quanjing.ingest.mapping.FactSink;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.MappingRun;
import io.quanjing.ingest.mapping.RowIssue;
import io.quanjing.ingest.mapping.RowProgram;
import io.quanjing.ingest.source.RawRow;
import io.quanjing.ingest.source.SourceLimits;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WriteReceipt;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs imports: everything of a run is committed together, after the last row of the last file, or nothing is. A run whose commit the warehouse
 * does not answer stays open until {@link ImportRecovery} has asked what became of it.
 */
final class ImportRunner implements FileImport {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);
    private static final ZoneId SHOP_ZONE = ZoneId.of("Asia/Shanghai");
    private static final Currency SHOP_CURRENCY = Currency.getInstance("CNY");
    private static final long PROGRESS_NANOS = 300_000_000L;

    private final Formats formats;
    private final Warehouse warehouse;
    private final Shops shops;
    private final Audit audit;
    private final ImportLog log;
    private final Path landing;
    private final SourceLimits limits;
    private final Pseudonyms pseudonyms;
    private final ContactLanding contacts;
    /** What is told of runs whose commit the warehouse did not answer, if it has not kept them. */
    private final Map<String, ImportRun.Failure> undecided = new ConcurrentHashMap<>();

    ImportRunner(
            Formats formats,
            Warehouse warehouse,
            Shops shops,
            Audit audit,
            ImportLog log,
            Path landing,
            SourceLimits limits,
            Pseudonyms pseudonyms,
            ContactLanding contacts) {
        this.formats = formats;
        this.warehouse = warehouse;
        this.shops = shops;
        this.audit = audit;
        this.log = log;
        this.landing = landing;
        this.limits = limits;
        this.pseudonyms = pseudonyms;
        this.contacts = contacts;
    }

    @Override
    public ImportSummary run(Request request, Listener listener) {
        return run(newId(), request, listener);
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    /** What a file may ask of us. */
    SourceLimits limits() {
        return limits;
    }

    @Override
    public List<String> formats() {
        return formats.names();
    }

    ImportSummary run(String id, Request request, Listener listener) {
        List<String> names = request.files().stream()
                .map(f -> String.valueOf(f.getFileName()))
                .toList();
        log.running(
                id, request.format(), request.shop(), names, 0, request.caller().name());
        ForGood course = new ForGood(id, listener);
        try {
            ImportPlan plan = ImportPlan.of(formats.of(request.format(), request.mapping()), request.files(), limits);
            String format = request.format().equals(FileImport.RECOGNISED) ? plan.formats() : request.format();
            Shop shop = shop(request.shop(), plan);
            log.running(
                    id, format, shop.id(), names, plan.bytes(), request.caller().name());
            log.headers(id, plan.headers());
            ImportSummary summary = importAll(id, plan, shop, course);
            ended(request, format, names, shop, plan.bytes(), summary);
            return summary;
        } catch (QuanjingException e) {
            QuanjingException named = naming(names, e);
            throw course.committing && ImportUndo.mayBeThrough(e)
                    ? open(id, names, named, String.valueOf(e.getMessage()))
                    : failed(id, named);
        } catch (RuntimeException | Error e) {
            LOG.error("The import {} of {} broke off.", id, names, e);
            QuanjingException unexpected = new QuanjingException(
                    IngestError.UNEXPECTED,
                    "The import of " + String.join(", ", names)
                            + " broke off by a fault of ours; nothing was kept. The server's log has the details.",
                    Map.of("files", names),
                    e);
            throw course.committing
                    ? open(id, names, unexpected, "It broke off by a fault of ours; the server's log has the details.")
                    : failed(id, unexpected);
        }
    }

    /** Writes down a run whose rows are kept; what fails here must not say that they are not. */
    private void ended(
            Request request, String format, List<String> names, Shop shop, long bytes, ImportSummary summary) {
        try {
            contacts.takeEffect(summary.id(), shop.id());
            log.done(summary, shop.id(), bytes);
        } catch (RuntimeException e) {
            LOG.error(
                    "The import {} is kept, and its end cannot be written down; the next start does.", summary.id(), e);
        }
        try {
            audit.record(
                    request.caller(),
                    ImportAction.FILE_IMPORTED,
                    summary.id(),
                    Map.of(
                            "format", format,
                            "shop", shop.id(),
                            "files", names,
                            "accepted", summary.accepted(),
                            "rejected", summary.rejected()));
        } catch (RuntimeException e) {
            LOG.error("The import {} is kept, and the audit log has no entry of it.", summary.id(), e);
        }
    }

    private QuanjingException failed(String id, QuanjingException why) {
        contacts.drop(id);
        log.failed(id, failure(why));
        return why;
    }

    private static ImportRun.Failure failure(QuanjingException why) {
        return new ImportRun.Failure(why.errorCode().code(), String.valueOf(why.getMessage()), why.arguments());
    }

    /** The warehouse may keep the rows of such a run yet, so its end is written down when that is known. */
    private QuanjingException open(String id, List<String> names, QuanjingException lost, String why) {
        undecided.put(id, failure(lost));
        return new QuanjingException(
                lost.errorCode(),
                "The warehouse has not said whether it keeps the import of " + String.join(", ", names)
                        + ". The list of imports tells it when it is known; importing again changes nothing that is kept. "
                        + why,
                lost.arguments(),
                lost);
    }

    /** What is told of a run if nothing of it was kept; null unless the warehouse has still to say whether it was. */
    ImportRun.@Nullable Failure undecided(String id) {
        return undecided.get(id);
    }

    /** The end of such a run is written down. */
    void decided(String id) {
        undecided.remove(id);
    }

    /** What other modules refuse, such as a full disk, says nothing of files. */
    private static QuanjingException naming(List<String> names, QuanjingException e) {
        return e.errorCode() instanceof IngestError
                ? e
                : new QuanjingException(
                        e.errorCode(),
                        "The import of " + String.join(", ", names) + " stopped, and nothing of it was kept. "
                                + e.getMessage(),
                        e.arguments(),
                        e);
    }

    /** The shop, made with the zone and currency that the formats or the files name if there is none. */
    private Shop shop(String name, ImportPlan plan) {
        List<Mapping> mappings = plan.mappings();
        ZoneId zone = mappings.getFirst().zone() == null
                ? SHOP_ZONE
                : mappings.getFirst().zone();
        Currency currency = plan.currency().orElse(SHOP_CURRENCY);
        Shop shop = shops.find(name)
                .orElseGet(() -> shops.findOrCreate(name, new ShopClock(zone, LocalTime.MIDNIGHT), currency));
        mappings.forEach(mapping -> refuseOtherCurrency(mapping, shop));
        return shop;
    }

    private static void refuseOtherCurrency(Mapping mapping, Shop shop) {
        Currency currency = mapping.currency();
        if (currency != null && !shop.currency().equals(currency)) {
            throw new QuanjingException(
                    IngestError.CURRENCY_MISMATCH,
                    "The format " + mapping.name() + " has amounts in " + currency + ", and the shop " + shop.name()
                            + " counts in " + shop.currency() + ". Maybe another shop is meant.",
                    Map.of(
                            "format",
                            mapping.name(),
                            "currency",
                            currency.getCurrencyCode(),
                            "shop",
                            shop.name(),
                            "shopCurrency",
                            shop.currency().getCurrencyCode()));
        }
    }

    /**
     * Finds out what an import of files would do, and leaves no trace: not in the warehouse, not in the list of imports, not in the quarantine,
     * and a shop that does not exist is not made.
     *
     * @throws QuanjingException as an import would
     */
    Rehearsal rehearse(Mapping mapping, String shopName, List<Path> files) {
        ImportPlan plan = ImportPlan.of(new Recogniser.One(mapping), files, limits);
        Shop shop = shops.find(shopName).orElseGet(() -> {
            ZoneId zone = mapping.zone() == null ? SHOP_ZONE : mapping.zone();
            return new Shop(
                    shopName,
                    shopName,
                    new ShopClock(zone, LocalTime.MIDNIGHT),
                    plan.currency().orElse(SHOP_CURRENCY));
        });
        refuseOtherCurrency(mapping, shop);
        Rehearsing course = new Rehearsing();
        ImportSummary told = importAll(newId(), plan, shop, course);
        return new Rehearsal(
                told.read(), told.accepted(), told.rejected(), told.skipped(), told.facts(), course.rejected.reasons());
    }

    /** Where the course of a reading is told, and whether it counts. */
    private interface Course {

        boolean rehearsal();

        /** Where contacts wait for the end. */
        ContactLanding contacts();

        /** A new place for rejected rows; each reading of the files begins with an empty one. */
        RejectedRows rejectedRows();

        void progressed(Progress progress);

        /** From now on the rows may be kept. */
        void committing();

        void ended(Progress progress);
    }

    /** A run whose rows are kept. */
    private final class ForGood implements Course {

        private final String id;
        private final Listener listener;
        private boolean committing;

        ForGood(String id, Listener listener) {
            this.id = id;
            this.listener = listener;
        }

        @Override
        public boolean rehearsal() {
            return false;
        }

        @Override
        public ContactLanding contacts() {
            return contacts;
        }

        @Override
        public RejectedRows rejectedRows() {
            return new Quarantine(landing, id);
        }

        @Override
        public void progressed(Progress progress) {
            listener.progressed(progress);
            log.progressed(id, progress);
        }

        @Override
        public void committing() {
            committing = true;
        }

        @Override
        public void ended(Progress progress) {
            listener.progressed(progress);
        }
    }

    /** A run that only tells what it would do. */
    private static final class Rehearsing implements Course {

        private RejectedExamples rejected = new RejectedExamples();

        @Override
        public boolean rehearsal() {
            return true;
        }

        @Override
        public ContactLanding contacts() {
            return ContactLanding.NOWHERE;
        }

        @Override
        public RejectedRows rejectedRows() {
            rejected = new RejectedExamples();
            return rejected;
        }

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void committing() {}

        @Override
        public void ended(Progress progress) {}
    }

    /**
     * Reads all files once; and once more if a group turned out not to be taken whole, because by then rows of it may have been taken.
     */
    private ImportSummary importAll(String id, ImportPlan plan, Shop shop, Course course) {
        Map<String, Map<String, RowIssue>> incomplete = new HashMap<>();
        while (true) {
            Pass pass = new Pass(id, plan, course, incomplete);
            ImportSummary summary = pass.run(shop);
            if (summary != null) {
                return summary;
            }
        }
    }

    /** One reading of all files. */
    private final class Pass {

        private final String id;
        private final ImportPlan plan;
        private final Course course;
        private final Map<String, Map<String, RowIssue>> incomplete;
        private final EventTypes types = new EventTypes();
        private boolean again;
        private long read;
        private long accepted;
        private long skipped;
        private long bytesBefore;
        private long lastProgress = System.nanoTime();

        Pass(String id, ImportPlan plan, Course course, Map<String, Map<String, RowIssue>> incomplete) {
            this.id = id;
            this.plan = plan;
            this.course = course;
            this.incomplete = incomplete;
        }

        @Nullable ImportSummary run(Shop shop) {
            Map<Mapping, MappingRun> runs = new LinkedHashMap<>();
            for (Mapping mapping : plan.mappings()) {
                runs.put(
                        mapping,
                        new MappingRun(
                                mapping,
                                shop.id(),
                                shop.clock(),
                                shop.currency().getCurrencyCode(),
                                pseudonyms));
            }
            try (FactLoad load = warehouse.load(id);
                    FactFeed facts = new FactFeed(load, course.rehearsal());
                    RejectedRows quarantine = course.rejectedRows()) {
                Taker taker = new Taker(facts, new ContactFeed(course.contacts(), id, shop.id()));
                runs.values().forEach(run -> run.channels(warehouse.tables(), facts::append));
                for (Step step : plan.steps()) {
                    MappingRun run = Objects.requireNonNull(runs.get(step.mapping()));
                    file(step, run.program(step.layout()), taker, quarantine);
                    bytesBefore += step.file().bytes();
                }
                if (again) {
                    return null;
                }
                quarantine.complete();
                taker.contacts().flush();
                course.committing();
                WriteReceipt receipt = facts.commit();
                course.ended(new Progress(plan.bytes(), plan.bytes(), read));
                return new ImportSummary(
                        id, read, accepted, quarantine.rows(), skipped, facts(receipt), types.counts());
            }
        }

        private void file(Step step, RowProgram program, Taker taker, RejectedRows quarantine) {
            String name = step.file().name();
            Map<String, RowIssue> known = incomplete.getOrDefault(name, Map.of());
            program.refuseGroups(known);
            if (program.weighs()) {
                rows(step, program::weigh);
            }
            int aboveHeader = Math.max(0, step.layout().rowsBeforeData() - 1);
            read += aboveHeader;
            skipped += aboveHeader;
            rows(step, row -> row(step, row, program, taker, quarantine));
            program.finish(taker);
            if (!known.keySet().containsAll(program.incompleteGroups().keySet())) {
                Map<String, RowIssue> all = new HashMap<>(program.incompleteGroups());
                all.putAll(known);
                incomplete.put(name, all);
                again = true;
            }
        }

        private void rows(Step step, Consumer<RawRow> taker) {
            try (RowFeed feed = new RowFeed(
                    step.file().open(step.layout().options()), step.layout().rowsBeforeData())) {
                RowFeed.Batch batch;
                do {
                    batch = feed.next();
                    for (RawRow row : batch.rows()) {
                        if (!row.blank()) {
                            step.layout().rows(row).forEach(taker);
                        }
                    }
                    progress(batch.bytesRead());
                } while (!batch.last());
            }
        }

        private void row(Step step, RawRow row, RowProgram program, Taker taker, RejectedRows quarantine) {
            RowIssue issue = program.take(row, taker);
            read++;
            if (RowProgram.SKIPPED.equals(issue)) {
                skipped++;
            } else if (issue == null) {
                accepted++;
            } else {
                quarantine.add(step.file().name(), step.layout().columns(), row, issue);
            }
        }

        /** Where what is made of rows goes. */
        private final class Taker implements FactSink {

            private final FactFeed facts;
            private final ContactFeed contacts;

            Taker(FactFeed facts, ContactFeed contacts) {
                this.facts = facts;
                this.contacts = contacts;
            }

            ContactFeed contacts() {
                return contacts;
            }

            @Override
            public void accept(FactRow fact) {
                types.count(fact);
                facts.append(fact);
            }

            @Override
            public void contact(Contact contact) {
                contacts.add(contact);
            }
        }

        private void progress(long bytes) {
            long now = System.nanoTime();
            if (now - lastProgress > PROGRESS_NANOS) {
                lastProgress = now;
                Progress progress = new Progress(Math.min(bytesBefore + bytes, plan.bytes()), plan.bytes(), read);
                course.progressed(progress);
            }
        }

        private Map<String, ImportSummary.Facts> facts(WriteReceipt receipt) {
            Map<String, ImportSummary.Facts> facts = new LinkedHashMap<>();
            receipt.tables()
                    .forEach((table, counts) -> facts.put(
                            table, new ImportSummary.Facts(counts.added(), counts.revised(), counts.unchanged())));
            return facts;
        }
    }
}
