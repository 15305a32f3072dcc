package io.quanjing.ingest.pull;

import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.MappingReader;
import io.quanjing.ingest.pull.PulledSource.Kind;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import java.util.Map;

/** Reads the mappings of sources that are asked. */
final class PullMappings {

    private static final int MOST_CHARACTERS = 100_000;

    private final Warehouse warehouse;

    PullMappings(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Reads the mapping of a source.
     *
     * @throws QuanjingException naming line and column of what is wrong, or because it cannot read rows one by one
     */
    Mapping of(Kind kind, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new QuanjingException(
                    IngestError.MAPPING_INVALID,
                    "The mapping has more than " + MOST_CHARACTERS
                            + " characters. Maybe it is data and not the mapping.",
                    Map.of("file", "mapping.yml"));
        }
        Mapping mapping = MappingReader.read("mapping.yml", text, warehouse.tables());
        if (!mapping.readsRowsAlone()) {
            throw new QuanjingException(
                    PullError.PULL_MAPPING_UNFIT,
                    "The mapping " + mapping.name()
                            + " needs all rows of a file at once (group, share, occurrence, key,"
                            + " needs, or no header), and a table is read in pages. Maybe let a view do it.",
                    Map.of("mapping", mapping.name()));
        }
        return mapping;
    }
}
