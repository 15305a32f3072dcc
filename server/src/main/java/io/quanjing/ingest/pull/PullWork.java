package io.quanjing.ingest.pull;

import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.pull.PullStore.Claim;
import io.quanjing.job.JobWork;
import io.quanjing.kernel.QuanjingException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source for a while. Of several replicas one does, because a job runs in one of them; and where two run after all, since one was
 * thought dead, the later one has the right to note how far the source is read.
 */
final class PullWork {

    private static final Logger LOG = LoggerFactory.getLogger(PullWork.class);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 6;

    private final PullStore sources;
    private final PullMappings mappings;
    private final TableRound tables;
    private final Shops shops;
    private final PullSettings settings;
    private final Semaphore places;

    PullWork(PullStore sources, PullMappings mappings, TableRound tables, Shops shops, PullSettings settings) {
        this.sources = sources;
        this.mappings = mappings;
        this.tables = tables;
        this.shops = shops;
        this.settings = settings;
        this.places = new Semaphore(settings.atOnce());
    }

    /** Reads a source unless enough others are being read here. */
    void work(String id) {
        if (!places.tryAcquire()) {
            throw new JobWork.NotYet("As many sources as may be are read already.");
        }
        try {
            read(id);
        } finally {
            places.release();
        }
    }

    /** Reads a source whose time has come, until its round ends or others have their turn. */
    void read(String id) {
        String run = UUID.randomUUID().toString();
        try {
            Optional<Claim> claim = sources.claim(id, run);
            if (claim.isPresent()) {
                sources.rest(claim.get(), read(claim.get()));
            }
        } catch (PullRecord.Superseded meanwhile) {
            LOG.debug("The source {} was changed while it was read.", id);
        } catch (QuanjingException e) {
            LOG.warn("The source {} cannot be read for now: {}", id, e.getMessage());
            sources.failed(id, run, Trouble.of(e), pause(id));
        } catch (RuntimeException e) {
            LOG.error("The source {} cannot be read.", id, e);
            Trouble unforeseen = new Trouble(
                    IngestError.UNEXPECTED.code(),
                    "The server failed in a way that it did not foresee; its log has the details.",
                    Map.of());
            sources.failed(id, run, unforeseen, pause(id));
        }
    }

    /** Twice as long each time, up to five minutes. */
    private Duration pause(String id) {
        int failures = sources.find(id).map(PulledSource::failures).orElse(0);
        return FIRST_WAIT.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    }

    private boolean read(Claim claim) {
        PulledSource source = claim.source();
        if (source.rejected() >= settings.rejectedLimit()) {
            throw new QuanjingException(
                    PullError.PULL_REJECTED_TOO_MUCH,
                    "The source " + source.name() + " has " + source.rejected()
                            + " rejected rows, and no more than " + settings.rejectedLimit()
                            + " are kept (quanjing.ingest.pull.rejected-limit). Maybe mend the mapping and retry them.",
                    Map.of("rejected", source.rejected(), "limit", settings.rejectedLimit()));
        }
        Shop shop = shops.find(source.shop())
                .orElseThrow(() -> new IllegalStateException("The source " + source.id() + " has no shop."));
        Mapping mapping = mappings.of(source.kind(), source.mapping());
        long until = System.nanoTime() + settings.slice().toNanos();
        return tables.read(claim, shop, mapping, until);
    }
}
