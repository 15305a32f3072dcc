package io.quanjing.database;

/** The settings of the embedded server. Written anew at each start, so they are those of this version whatever an older one wrote. */
final class PostgresSettings {

    private PostgresSettings() {}

    /** The text of {@code postgresql.conf}. */
    static String text(int port) {
        return """
                # Written by Quanjing at each start; changes are lost.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 200
                shared_buffers = 64MB
                dynamic_shared_memory_type = posix
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                wal_level = minimal
                max_wal_senders = 0
                max_wal_size = 512MB
                min_wal_size = 32MB
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                datestyle = 'iso, ymd'
                lc_messages = 'C'
                log_min_messages = warning
                log_line_prefix = '%%m [%%p] '
                password_encryption = 'scram-sha-256'
                """.formatted(port);
    }
}
