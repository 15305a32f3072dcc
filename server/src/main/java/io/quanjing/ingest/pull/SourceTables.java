package io.quanjing.ingest.pull;

import io.quanjing.ingest.live.Addresses;

/** Opens tables of the databases that we can read. */
final class SourceTables {

    private final PullSettings settings;
    private final Addresses addresses;

    SourceTables(PullSettings settings, Addresses addresses) {
        this.settings = settings;
        this.addresses = addresses;
    }

    /** Connects to a database of the kind. */
    SourceTable open(PulledSource.Kind kind, TablePlace place, String password) {
        addresses.check(place.host());
        return switch (kind) {
            case POSTGRESQL -> PostgresTableStore.open(place, password, settings);
            case MYSQL -> MySqlTableStore.open(place, password, settings);
        };
    }
}
