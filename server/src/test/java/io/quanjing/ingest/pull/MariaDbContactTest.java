package io.quanjing.ingest.pull;

/** Contacts of MariaDB, by the driver that reads MySQL. */
class MariaDbContactTest extends DatabaseContactContract {

    private static final SourceServer SERVER = new SourceServer.MariaDb();

    @Override
    SourceServer server() {
        return SERVER;
    }
}
