package io.quanjing.ingest.mapping;

import io.quanjing.ingest.source.ReadOptions;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked mapping: what a format's files look like and which facts their rows make. Made by {@link MappingReader} or
 * {@link CanonicalFormat}, run by {@link MappingRun}.
 */
public final class Mapping {

    private final String name;
    private final Map<String, String> titles;
    private final String source;
    private final @Nullable ZoneId zone;
    private final @Nullable Currency currency;
    private final List<Channel> channels;
    private final List<FileKind> kinds;
    private final Payload payload;
    private final List<Template> templates;

    Mapping(
            String name,
            Map<String, String> titles,
            String source,
            @Nullable ZoneId zone,
            @Nullable Currency currency,
            List<Channel> channels,
            List<FileKind> kinds) {
        this(name, titles, source, zone, currency, channels, kinds, new Payload(List.of(), List.of()), List.of());
    }

    Mapping(
            String name,
            Map<String, String> titles,
            String source,
            @Nullable ZoneId zone,
            @Nullable Currency currency,
            List<Channel> channels,
            List<FileKind> kinds,
            Payload payload,
            List<Template> templates) {
        this.name = name;
        this.titles = Map.copyOf(titles);
        this.source = source;
        this.zone = zone;
        this.currency = currency;
        this.channels = List.copyOf(channels);
        this.kinds = List.copyOf(kinds);
        this.payload = payload;
        this.templates = List.copyOf(templates);
    }

    /** A channel that the format brings with it. */
    record Channel(
            String id, @Nullable String titleZh, @Nullable String titleEn, String kind, boolean paid) {}

    /** The format's name. */
    public String name() {
        return name;
    }

    /** Its titles by language, {@code zh} and {@code en}. */
    public Map<String, String> titles() {
        return titles;
    }

    /** The zone of the files' local times; null means the shop's. */
    public @Nullable ZoneId zone() {
        return zone;
    }

    /** The currency of the amounts; null means the shop's. */
    public @Nullable Currency currency() {
        return currency;
    }

    /** Whether it takes a folder: it has several kinds of file. */
    public boolean takesFolders() {
        return kinds.size() > 1;
    }

    /** What is known of the files before they are read: what all kinds agree on. */
    public ReadOptions readOptions() {
        List<ReadOptions> all = kinds.stream().map(FileKind::options).distinct().toList();
        return all.size() == 1 ? all.getFirst() : ReadOptions.unknown();
    }

    /** Whether each row makes its facts without the others of its file, so that rows can be read a part at a time. */
    public boolean readsRowsAlone() {
        return kinds.stream()
                .allMatch(k -> !k.headerless()
                        && k.groups().isEmpty()
                        && k.shares() == 0
                        && k.counters() == 0
                        && k.key() == null
                        && k.needs().isEmpty());
    }

    /** What stands as the source in every fact. */
    public String source() {
        return source;
    }

    /** What it says of messages in JSON. */
    public Payload payload() {
        return payload;
    }

    /** Its kinds of file that people download and fill in. */
    public List<Template> templates() {
        return templates;
    }

    List<Channel> channels() {
        return channels;
    }

    List<FileKind> kinds() {
        return kinds;
    }
}
