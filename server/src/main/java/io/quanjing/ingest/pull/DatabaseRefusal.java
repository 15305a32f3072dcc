package io.quanjing.ingest.pull;

import io.quanjing.kernel.QuanjingException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words what a database refuses, the same for each kind of database. */
record DatabaseRefusal(
        TablePlace place, String told, @Nullable Throwable cause) {

    QuanjingException unreachable() {
        String address = address();
        return refused(
                PullError.PULL_UNREACHABLE,
                "The database at " + address + " does not answer: " + told
                        + ". Maybe it does not run, has another port, or a firewall is between.",
                Map.of("address", address, "told", told));
    }

    QuanjingException encryption() {
        String address = address();
        return refused(
                PullError.PULL_ENCRYPTION_REFUSED,
                "The database at " + address + " does not agree with the encryption "
                        + place.encryption().id() + ": " + told
                        + ". Maybe choose another one; verified needs a certificate that the Java runtime trusts.",
                Map.of("address", address, "encryption", place.encryption().id(), "told", told));
    }

    QuanjingException login() {
        return refused(
                PullError.PULL_LOGIN_REFUSED,
                "The database at " + address() + " does not accept the user " + place.user()
                        + " with this password. Maybe the password was changed, or the user may not come from this machine.",
                Map.of("address", address(), "user", place.user()));
    }

    QuanjingException database() {
        return refused(
                PullError.PULL_DATABASE_UNKNOWN,
                "At " + address() + " the user " + place.user() + " sees no database " + place.database()
                        + ". Maybe it has another name; large and small letters count.",
                Map.of("address", address(), "database", place.database(), "user", place.user()));
    }

    QuanjingException table() {
        return refused(
                PullError.PULL_TABLE_UNKNOWN,
                "The database " + place.database() + " has no table " + place.table() + " that the user " + place.user()
                        + " sees. Maybe it lies in another schema: schema.table; large and small letters count.",
                Map.of("database", place.database(), "table", place.table(), "user", place.user()));
    }

    QuanjingException notAllowed() {
        return refused(
                PullError.PULL_NOT_ALLOWED,
                "The user " + place.user() + " may not read " + place.table()
                        + ". Maybe grant it SELECT on this table; it needs nothing else.",
                Map.of("user", place.user(), "what", place.table()));
    }

    QuanjingException tooSlow() {
        return refused(
                PullError.PULL_TOO_SLOW,
                "A statement on " + place.table() + " was ended because it took too long. Maybe there is no index on "
                        + place.order() + "; or set quanjing.ingest.pull.statement-timeout higher.",
                Map.of("what", place.table(), "column", place.order()));
    }

    QuanjingException other() {
        return refused(
                PullError.PULL_FAILED,
                "The database at " + address() + " reports: " + told + ".",
                Map.of("address", address(), "told", told));
    }

    private String address() {
        return place.host() + ":" + place.port();
    }

    private QuanjingException refused(PullError error, String message, Map<String, ?> arguments) {
        return new QuanjingException(error, message, arguments, cause);
    }
}
