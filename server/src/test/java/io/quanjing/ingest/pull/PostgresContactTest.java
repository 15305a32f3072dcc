package io.quanjing.ingest.pull;

/** Contacts of PostgreSQL. */
class PostgresContactTest extends DatabaseContactContract {

    @Override
    SourceServer server() {
        return SourceServer.Postgres.SERVER;
    }
}
