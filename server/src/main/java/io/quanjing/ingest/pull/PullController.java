package io.quanjing.ingest.pull;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.ingest.live.Entered;
import io.quanjing.ingest.live.LiveSourceController;
import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.SourceName;
import io.quanjing.ingest.pull.PullStore.Draft;
import io.quanjing.ingest.pull.PulledSource.Kind;
import io.quanjing.ingest.pull.RejectionStore.Kept;
import io.quanjing.ingest.pull.TablePlace.Encryption;
import io.quanjing.ingest.pull.TablePlace.Mode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sources that are asked, for the page. Whoever brings data in has them replayed; administrators make, try and change them. */
@RestController
@RequestMapping("/api/pulled-sources")
class PullController extends LiveSourceController<PulledSource, Kept> {

    private final LiveSources<PulledSource, Kept> live;
    private final Pulls pulls;
    private final Shops shops;

    PullController(LiveSources<PulledSource, Kept> live, Pulls pulls, Shops shops) {
        super(live);
        this.live = live;
        this.pulls = pulls;
        this.shops = shops;
    }

    /** Where a table is, and how it is read; see {@link TablePlace}. */
    record Table(
            @NotBlank @Pattern(regexp = "[\\w.:-]{1,253}") String host,
            @Min(1) @Max(65_535) int port,
            @NotBlank @Size(max = 128) String database,
            @NotBlank @Size(max = 128) String user,
            @NotNull Encryption encryption,
            @NotBlank @Size(max = 256) String table,
            @NotNull Mode mode,
            @Nullable @Size(max = 128) String cursor,
            @NotBlank @Size(max = 128) String key,
            @Min(0) @Max(1_000_000_000) long overlap) {

        TablePlace place() {
            boolean incremental = mode == Mode.INCREMENTAL;
            if (incremental && (cursor == null || cursor.isBlank())) {
                throw new io.quanjing.kernel.QuanjingException(
                        PullError.PULL_SETTING_INVALID,
                        "To read what is new, a column is needed that grows with each change. Name it, or read the whole table.",
                        Map.of("field", "cursor", "value", "", "rule", "a column"));
            }
            return new TablePlace(
                    host.strip(),
                    port,
                    database,
                    user,
                    encryption,
                    table.strip(),
                    mode,
                    incremental && cursor != null ? cursor.strip() : null,
                    key.strip(),
                    incremental ? overlap : 0);
        }
    }

    /**
     * What a source is.
     *
     * @param shop the shop's id or name
     * @param password null for the one that is kept
     * @param startAt from where a source is read that is new or begins anew: a value of the cursor; null for everything
     */
    record Wanted(
            @NotBlank String shop,
            @NotNull Kind kind,
            @NotBlank String name,
            @Valid @NotNull Table table,
            @Nullable @Size(max = 500) String password,
            @NotBlank String mapping,
            @Min(5) @Max(86_400) int intervalSeconds,
            @Nullable @Size(max = 64) String startAt) {

        Draft draft() {
            return new Draft(kind, SourceName.of(name), table.place(), mapping, intervalSeconds);
        }

        @Nullable String given() {
            return Entered.password(password);
        }

        @Nullable String start() {
            return Entered.text(startAt);
        }
    }

    /** From where to read again; absent or empty for everything. */
    record Replay(@Nullable @Size(max = 64) String from) {}

    @RequiresRole(Role.ADMIN)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PulledSource create(@Valid @RequestBody Wanted wanted, Caller caller) {
        return pulls.create(
                shops.require(caller, wanted.shop()), wanted.draft(), wanted.given(), wanted.start(), caller);
    }

    /** Tries what was entered; nothing is kept. */
    @RequiresRole(Role.ADMIN)
    @PostMapping("/test")
    PullTrial.Found test(@Valid @RequestBody Wanted wanted, Caller caller) {
        return pulls.test(shops.require(caller, wanted.shop()), wanted.draft(), wanted.given(), wanted.start());
    }

    /** The same for a source that is there; its password is used where none is given. */
    @RequiresRole(Role.ADMIN)
    @PostMapping("/{id}/test")
    PullTrial.Found testChange(@PathVariable String id, @Valid @RequestBody Wanted wanted, Caller caller) {
        return pulls.testChange(
                shops.require(caller, wanted.shop()),
                live.require(id, caller),
                wanted.draft(),
                wanted.given(),
                wanted.start());
    }

    @RequiresRole(Role.ADMIN)
    @PutMapping("/{id}")
    PulledSource change(@PathVariable String id, @Valid @RequestBody Wanted wanted, Caller caller) {
        return pulls.change(id, wanted.draft(), wanted.given(), wanted.start(), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/replay")
    PulledSource replay(@PathVariable String id, @Valid @RequestBody Replay wanted, Caller caller) {
        return pulls.replay(id, Entered.text(wanted.from()), caller);
    }
}
