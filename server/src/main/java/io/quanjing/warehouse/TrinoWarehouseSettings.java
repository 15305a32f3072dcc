package io.quanjing.warehouse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the distributed warehouse is. Every replica needs the same.
 *
 * @param url of Trino, with its Iceberg catalog and the schema of the tables: {@code jdbc:trino://host:port/iceberg/quanjing}
 * @param username that Trino sees
 * @param password of that user; empty where Trino asks for none
 * @param catalogUrl the PostgreSQL database that holds the Iceberg catalog, the same that Trino's catalog file names:
 *     {@code jdbc:postgresql://host:port/database}
 * @param catalogUsername of the database
 * @param catalogPassword of the database
 * @param catalogName the name in {@code iceberg.jdbc-catalog.catalog-name} of Trino's catalog file
 * @param location the folder of the data files, shared by all replicas and all nodes of Trino, which know it as {@code local.location}
 * @param interactiveQueries so many short queries, as pages ask them, run at a time from one replica
 * @param batchQueries so many long queries run at a time from one replica
 * @param waitingRows so many rows may wait for the writer of one replica before further writes are refused
 * @param commitInterval the shortest time between two commits of one replica; each commit makes files
 * @param martInterval so long changes are gathered before a refresh of the marts; a refresh takes some seconds, and further changes wait for the next one
 * @param pastRows so many rows of facts and dimensions are fetched at most to put together what was known at a moment; they lie among the temporary files of the replica, which keeps three moments
 */
@ConfigurationProperties("quanjing.warehouse.trino")
public record TrinoWarehouseSettings(
        @DefaultValue("") String url,
        @DefaultValue("quanjing") String username,
        @Nullable String password,
        @DefaultValue("") String catalogUrl,
        @DefaultValue("") String catalogUsername,
        @DefaultValue("") String catalogPassword,
        @DefaultValue("quanjing") String catalogName,
        @DefaultValue("") String location,
        @DefaultValue("8") int interactiveQueries,
        @DefaultValue("2") int batchQueries,
        @DefaultValue("100000") int waitingRows,
        @DefaultValue("1s") Duration commitInterval,
        @DefaultValue("200ms") Duration martInterval,
        @DefaultValue("20000000") long pastRows) {

    /** The settings that name no other limits than the usual ones. */
    public static TrinoWarehouseSettings of(
            String url, String catalogUrl, String catalogUsername, String catalogPassword, String location) {
        return new TrinoWarehouseSettings(
                url,
                "quanjing",
                null,
                catalogUrl,
                catalogUsername,
                catalogPassword,
                "quanjing",
                location,
                8,
                2,
                100_000,
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                20_000_000);
    }

    @Override
    public String toString() {
        return "TrinoWarehouseSettings[url=" + url + ", catalogUrl=" + catalogUrl + ", location=" + location + "]";
    }
}
