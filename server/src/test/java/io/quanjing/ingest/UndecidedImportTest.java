package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shops;
import io.quanjing.ingest.contact.ContactLanding;
import io.quanjing.job.JobQueue;
import io.quanjing.job.JobWork;
import io.quanjing.job.Jobs;
import io.quanjing.job.Replicas;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WriteReceipt;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports whose commit a warehouse of several parts does not answer any more. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class UndecidedImportTest {

    private static final String CUSTOMERS = """
            客户昵称,客户手机号,客户性别,成为客户时间
            甲,13800138000,女,2024-01-01 10:00:00
            """;
    private static int number;

    @Autowired
    private Formats formats;

    @Autowired
    private Warehouse warehouse;

    @Autowired
    private Shops shops;

    @Autowired
    private Audit audit;

    @Autowired
    private ImportStore store;

    @Autowired
    private ImportLanding landing;

    @Autowired
    private ImportRunner standard;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private ContactLanding contacts;

    @Autowired
    private ImportQueue queue;

    @Autowired
    private ImportUndo undo;

    @Autowired
    private Replicas replicas;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient database;

    @TempDir
    Path folder;

    private final Parts parts = new Parts();
    private final String id = "undecided-" + ++number;
    private ImportRunner runner;
    private ImportRecovery recovery;
    private String shop;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void open() {
        shop = shops.findOrCreate("Undecided " + number, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"))
                .id();
        Warehouse distributed = parts.warehouse();
        runner = new ImportRunner(
                formats, distributed, shops, audit, store, landing.folder(), standard.limits(), pseudonyms, contacts);
        InterruptedRuns interrupted = new InterruptedRuns(
                store, new KeptLoadStore(distributed), contacts, new TransactionTemplate(transactions));
        recovery = new ImportRecovery(store, interrupted, queue, runner, replicas, new NoJobs());
    }

    /** The embedded warehouse, as it behaves when its parts lose each other while a load is committed. */
    private final class Parts {

        private boolean writesDown = true;
        private RuntimeException answer = unavailable();
        private boolean away = true;
        private @Nullable Breaking begun;

        Warehouse warehouse() {
            return (Warehouse) Proxy.newProxyInstance(
                    Warehouse.class.getClassLoader(), new Class<?>[] {Warehouse.class}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "load" -> {
                                return new Breaking((String) arguments[0]);
                            }
                            case "finishWrites" -> {
                                finish();
                                return null;
                            }
                            default -> {
                                try {
                                    return method.invoke(warehouse, arguments);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            }
                        }
                    });
        }

        private void finish() {
            if (away) {
                throw unavailable();
            }
            Breaking load = begun;
            if (load != null) {
                begun = null;
                load.carryOut();
            }
        }

        private static QuanjingException unavailable() {
            return new QuanjingException(WarehouseError.UNAVAILABLE, "The catalog is away.");
        }

        /** Is written down, or not, and then not answered. */
        private final class Breaking implements FactLoad {

            private final String load;
            private final List<FactRow> rows = new ArrayList<>();

            Breaking(String load) {
                this.load = load;
            }

            @Override
            public void append(FactRow row) {
                rows.add(row);
            }

            @Override
            public WriteReceipt commit() {
                if (writesDown) {
                    begun = this;
                }
                throw answer;
            }

            void carryOut() {
                try (FactLoad real = warehouse.load(load)) {
                    rows.forEach(real::append);
                    assertThat(real.commit().tables()).isNotEmpty();
                }
            }

            @Override
            public WriteReceipt rehearse() {
                throw answer;
            }

            @Override
            public void close() {}
        }
    }

    private static final class NoJobs implements Jobs {
        @Override
        public <P extends Record> JobQueue<P> register(String name, Class<P> payload, JobWork<P> work) {
            return (job, given) -> true;
        }

        @Override
        public void every(String name, Duration interval, Runnable work) {}

        @Override
        public void everywhere(String name, Duration interval, Runnable work) {}
    }

    private void importOne() throws IOException {
        importOne(WarehouseError.UNAVAILABLE);
    }

    private void importOne(ErrorCode code) throws IOException {
        Path file = Files.writeString(folder.resolve("customers.csv"), CUSTOMERS);
        FileImport.Request request = new FileImport.Request("youzan", null, shop, List.of(file), Caller.commandLine());
        assertThatThrownBy(() -> runner.run(id, request, progress -> {}))
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(code))
                .hasMessageContaining("has not said whether it keeps the import of customers.csv");
    }

    private ImportRun found() {
        return store.find(id).orElseThrow();
    }

    private long waiting() {
        return database.sql("SELECT count(*) FROM contact_waiting WHERE load_id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private void staysOpen() {
        assertThat(found().state()).isEqualTo(ImportRun.State.RUNNING);
        assertThat(found().error()).isNull();
        assertThat(waiting()).isEqualTo(1);
        assertThat(contacts.undoing(id)).isZero();
    }

    @Test
    void whatWasWrittenDownIsKeptAsSoonAsTheWarehouseAnswersAndCanBeUndone() throws IOException {
        importOne();
        staysOpen();
        recovery.look();
        staysOpen();

        parts.away = false;
        recovery.look();

        ImportRun.Failure told = found().error();
        assertThat(told == null ? "" : told.code()).isEqualTo("ingest.interrupted_after_commit");
        assertThat(found().kept()).isTrue();
        assertThat(waiting()).isZero();
        assertThat(contacts.undoing(id)).isEqualTo(1);
        assertThat(undo.run(id, Caller.commandLine())).isNotEmpty();
        assertThat(contacts.undoing(id)).isZero();
    }

    @Test
    void aFaultThatNobodyKnowsSaysNoMoreOfWhatIsKept() throws IOException {
        parts.answer = new IllegalStateException("The writer failed.");
        importOne(IngestError.UNEXPECTED);
        staysOpen();

        parts.away = false;
        recovery.look();

        assertThat(found().kept()).isTrue();
        assertThat(contacts.undoing(id)).isEqualTo(1);
    }

    @Test
    void whatWasNotWrittenDownIsSaidToBeLostAsSoonAsTheWarehouseAnswers() throws IOException {
        parts.writesDown = false;
        importOne();
        staysOpen();

        parts.away = false;
        recovery.look();

        ImportRun.Failure told = found().error();
        assertThat(told == null ? Map.of() : Map.of(told.code(), told.message()))
                .isEqualTo(Map.of(
                        "warehouse.unavailable",
                        "The import of customers.csv stopped, and nothing of it was kept. The catalog is away."));
        assertThat(found().kept()).isFalse();
        assertThat(waiting()).isZero();
        assertThat(contacts.undoing(id)).isZero();
    }

    @Test
    void aStartDoesNotFailWhileTheWarehouseIsAway() {
        String another = id + "-b";
        store.running(id, "youzan", shop, List.of("x.csv"), 10, "olga");
        store.running(another, "youzan", shop, List.of("y.csv"), 10, "olga");
        recovery.afterSingletonsInstantiated();
        assertThat(found().state()).isEqualTo(ImportRun.State.RUNNING);

        parts.away = false;
        recovery.look();

        for (String ended : List.of(id, another)) {
            ImportRun.Failure told = store.find(ended).orElseThrow().error();
            assertThat(told == null ? "" : told.code()).isEqualTo("ingest.interrupted");
        }
    }

    @Test
    void aRunThatSomebodyWorksOnIsLeftAlone() {
        parts.away = false;
        store.running(id, "youzan", shop, List.of("x.csv"), 10, "olga");
        recovery.look();
        assertThat(found().state()).isEqualTo(ImportRun.State.RUNNING);
        store.failed(id, ImportQueue.interrupted());
    }
}
