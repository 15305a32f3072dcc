package io.quanjing.ingest.pull;

/** MariaDB as a live source, by the driver that reads MySQL. */
class MariaDbPullTest extends DatabasePullContract {

    private static final SourceServer SERVER = new SourceServer.MariaDb();

    @Override
    SourceServer server() {
        return SERVER;
    }
}
