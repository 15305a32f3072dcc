package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.TrinoWarehouseSettings;
import io.quanjing.warehouse.WarehouseError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of the tables in Trino.
 *
 * @param catalog of Trino
 * @param schema within it, which is also the namespace in the Iceberg catalog
 */
record TrinoAddress(String catalog, String schema) {

    private static final Pattern URL = Pattern.compile("jdbc:trino://[^/]+/([a-z0-9_]+)/([a-z0-9_]+)(\\?.*)?");

    /** Checks the settings, as far as that needs no server. */
    static TrinoAddress of(TrinoWarehouseSettings settings) {
        Matcher url = URL.matcher(settings.url());
        if (!url.matches()) {
            throw wrong(
                    "url",
                    settings.url(),
                    "has to be an address of Trino with catalog and schema",
                    "jdbc:trino://host:8080/iceberg/quanjing");
        }
        if (!settings.catalogUrl().startsWith("jdbc:postgresql:")) {
            throw wrong(
                    "catalog-url",
                    settings.catalogUrl(),
                    "has to be the address of the PostgreSQL database that holds the Iceberg catalog",
                    "jdbc:postgresql://host:5432/quanjing");
        }
        if (settings.location().isEmpty() || !Path.of(settings.location()).isAbsolute()) {
            throw wrong(
                    "location",
                    settings.location(),
                    "has to be the absolute path of the folder that Trino's catalog file calls local.location",
                    "/srv/quanjing/iceberg");
        }
        if (!Files.isDirectory(Path.of(settings.location())) || !Files.isWritable(Path.of(settings.location()))) {
            throw wrong(
                    "location",
                    settings.location(),
                    "has to be a folder that this process may write to",
                    "the shared folder is not mounted here, or belongs to another user");
        }
        return new TrinoAddress(url.group(1), url.group(2));
    }

    private static QuanjingException wrong(String setting, String value, String rule, String maybe) {
        return new QuanjingException(
                WarehouseError.MISCONFIGURED,
                "The setting quanjing.warehouse.trino." + setting + " is '" + value + "' and " + rule + ". Maybe "
                        + maybe + ".",
                Map.of("setting", "quanjing.warehouse.trino." + setting, "value", value));
    }
}
