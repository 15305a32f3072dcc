package io.quanjing.ingest;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about file imports.
 *
 * @param uploadLimit the most bytes that one upload may have, all of its files together
 * @param unpackedLimit the most bytes that one compressed file may unpack to
 * @param unpackedRatio the most bytes that one compressed byte may unpack to, looked at above 64 MiB
 * @param rowLimit the longest row, in characters
 * @param quarantineDays how many days rejected rows are kept, which hold what the files say of people
 * @param drop the folder that other programs drop exports into, those of a shop into a folder of its name; absent means none. All replicas have to have it
 * @param landing where uploads and rejected rows lie: a folder that all replicas share; absent means that of the data folder
 */
@Validated
@ConfigurationProperties("quanjing.ingest.import")
record ImportSettings(
        @DefaultValue("2GB") DataSize uploadLimit,
        @DefaultValue("50GB") DataSize unpackedLimit,
        @DefaultValue("200") int unpackedRatio,
        @DefaultValue("1MB") DataSize rowLimit,
        @DefaultValue("30") @Min(0) int quarantineDays,
        @Nullable Path drop,
        @Nullable Path landing) {}
