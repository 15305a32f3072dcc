package io.quanjing.ingest.topic;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.ingest.live.Entered;
import io.quanjing.ingest.live.LiveSourceController;
import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.SourceName;
import io.quanjing.ingest.topic.RejectionStore.Kept;
import io.quanjing.ingest.topic.TopicBegin.From;
import io.quanjing.ingest.topic.TopicPlace.KindFrom;
import io.quanjing.ingest.topic.TopicPlace.Protection;
import io.quanjing.ingest.topic.TopicStore.Draft;
import io.quanjing.kernel.QuanjingException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Topics as sources, for the page. Whoever brings data in has them replayed and drops; administrators make, try and change them. */
@RestController
@RequestMapping("/api/topic-sources")
class TopicController extends LiveSourceController<TopicSource, Kept> {

    private static final int MOST_SERVERS = 20;

    private final LiveSources<TopicSource, Kept> live;
    private final Topics topics;
    private final Shops shops;

    TopicController(LiveSources<TopicSource, Kept> live, Topics topics, Shops shops) {
        super(live);
        this.live = live;
        this.topics = topics;
        this.shops = shops;
    }

    /** Where a topic is, and how it is read; see {@link TopicPlace}. */
    record Place(
            @NotBlank @Size(max = 2_000) String servers,

            @NotBlank @Pattern(regexp = "[a-zA-Z0-9._-]{1,249}") String topic,

            @NotNull Protection protection,

            @Nullable @Size(max = 200) @Pattern(regexp = "\\P{Cntrl}*") String user,

            @Nullable @Size(max = 20_000) String authority,
            @NotNull KindFrom kindFrom,
            @Nullable @Size(max = 200) String kindName) {

        TopicPlace place() {
            String name = Entered.text(kindName);
            if (kindFrom != KindFrom.TOPIC && name == null) {
                throw invalid("kindName", "", "the name of a " + kindFrom.id());
            }
            return new TopicPlace(
                    listed(),
                    topic,
                    protection,
                    protection.signsIn() ? Entered.text(user) : null,
                    protection.encrypts() ? Entered.text(authority) : null,
                    kindFrom,
                    kindFrom == KindFrom.TOPIC ? null : name);
        }

        private String listed() {
            List<String> each = Arrays.stream(servers.split(",", -1))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList();
            if (each.isEmpty() || each.size() > MOST_SERVERS) {
                throw invalid("servers", servers, "host:port, 1 to " + MOST_SERVERS + " of them with commas between");
            }
            for (String one : each) {
                int colon = one.lastIndexOf(':');
                String port = one.substring(colon + 1);
                boolean right = colon > 0
                        && one.substring(0, colon).matches("[\\w.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}\\]")
                        && port.matches("\\d{1,5}")
                        && Integer.parseInt(port) >= 1
                        && Integer.parseInt(port) <= 65_535;
                if (!right) {
                    throw invalid("servers", one, "host:port");
                }
            }
            return each.stream().collect(Collectors.joining(","));
        }
    }

    /** From where to read; see {@link TopicBegin}. */
    record Begin(
            @NotNull From from,
            @Nullable Instant at,
            @Nullable @Size(max = 1_000) Map<@NotNull Integer, @NotNull @PositiveOrZero Long> offsets) {

        TopicBegin begin() {
            if (from == From.TIME && at == null) {
                throw invalid("at", "", "a time, such as 2026-11-01T00:00:00+08:00");
            }
            if (from == From.OFFSETS && (offsets == null || offsets.isEmpty())) {
                throw invalid("offsets", "", "a partition and its first message");
            }
            return new TopicBegin(from, from == From.TIME ? at : null, from == From.OFFSETS ? offsets : null);
        }
    }

    /**
     * What a source is.
     *
     * @param shop the shop's id or name
     * @param password null for the one that is kept
     * @param mapping one of its own; absent where {@code ready} is there
     * @param ready the shop system whose mapping comes with the program
     * @param begin from where a new source, or another topic, is read; absent for the oldest message
     */
    record Wanted(
            @NotBlank String shop,
            @NotBlank String name,
            @Valid @NotNull Place place,

            @Nullable @Size(max = 500) @Pattern(regexp = "\\P{Cntrl}*") String password,

            @Nullable String mapping,

            @Nullable @Pattern(regexp = "shopify|woocommerce|") String ready,

            @Valid @Nullable Begin begin) {

        Draft draft() {
            String own = Entered.text(mapping);
            String system = Entered.text(ready);
            if ((own == null) == (system == null)) {
                throw invalid("mapping", "", "one of its own, or one that is ready");
            }
            return new Draft(SourceName.of(name), place.place(), own == null ? null : mapping, system);
        }

        @Nullable String given() {
            return Entered.password(password);
        }

        TopicBegin start() {
            return begin == null ? new TopicBegin(From.EARLIEST, null, null) : begin.begin();
        }
    }

    private static QuanjingException invalid(String field, String value, String rule) {
        return new QuanjingException(
                TopicError.TOPIC_SETTING_INVALID,
                "\"" + value + "\" does not go for " + field + ": it is " + rule + ".",
                Map.of("field", field, "value", value, "rule", rule));
    }

    @RequiresRole(Role.ADMIN)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TopicSource create(@Valid @RequestBody Wanted wanted, Caller caller) {
        return topics.create(
                shops.require(caller, wanted.shop()), wanted.draft(), wanted.given(), wanted.start(), caller);
    }

    /** Tries what was entered; nothing is kept. */
    @RequiresRole(Role.ADMIN)
    @PostMapping("/test")
    TopicTrial.Found test(@Valid @RequestBody Wanted wanted, Caller caller) {
        return topics.test(shops.require(caller, wanted.shop()), wanted.draft(), wanted.given(), wanted.start());
    }

    /** The same for a source that is there; its password is used where none is given. */
    @RequiresRole(Role.ADMIN)
    @PostMapping("/{id}/test")
    TopicTrial.Found testChange(@PathVariable String id, @Valid @RequestBody Wanted wanted, Caller caller) {
        Draft draft = wanted.draft();
        return topics.test(
                shops.require(caller, wanted.shop()),
                draft,
                topics.password(live.require(id, caller), draft, wanted.given()),
                wanted.start());
    }

    @RequiresRole(Role.ADMIN)
    @PutMapping("/{id}")
    TopicSource change(@PathVariable String id, @Valid @RequestBody Wanted wanted, Caller caller) {
        return topics.change(id, wanted.draft(), wanted.given(), wanted.start(), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/replay")
    TopicSource replay(@PathVariable String id, @Valid @RequestBody Begin wanted, Caller caller) {
        return topics.replay(id, wanted.begin(), caller);
    }

    @RequiresRole(Role.OPERATOR)
    @DeleteMapping("/{id}/rejected")
    Map<String, Integer> dropAll(@PathVariable String id, Caller caller) {
        return Map.of("dropped", topics.drop(id, null, caller));
    }

    @RequiresRole(Role.OPERATOR)
    @DeleteMapping("/{id}/rejected/{rejected}")
    Map<String, Integer> drop(@PathVariable String id, @PathVariable String rejected, Caller caller) {
        return Map.of("dropped", topics.drop(id, rejected, caller));
    }
}
