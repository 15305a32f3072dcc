package io.quanjing.ingest.pull;

import io.quanjing.kernel.QuanjingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A table of PostgreSQL, over JDBC. Rows come through a server-side cursor, a part at a time. */
final class PostgresTableStore implements SourceTable {

    private static final Identifiers NAMES = new Identifiers('"');
    private static final int ROWS_AT_A_TIME = 100;

    private final TablePlace place;
    private final Connection connection;

    private PostgresTableStore(TablePlace place, Connection connection) {
        this.place = place;
        this.connection = connection;
    }

    /** Connects, for reading only. */
    static PostgresTableStore open(TablePlace place, String password, PullSettings settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {place.host()});
        source.setPortNumbers(new int[] {place.port()});
        source.setDatabaseName(place.database());
        source.setUser(place.user());
        source.setPassword(password);
        source.setApplicationName("quanjing");
        source.setGssEncMode("disable");
        switch (place.encryption()) {
            case OFF -> source.setSslMode("disable");
            case REQUIRED -> source.setSslMode("require");
            case VERIFIED -> {
                source.setSslMode("verify-full");
                source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
            }
        }
        int connect = Math.toIntExact(settings.connectTimeout().toSeconds());
        int statement = Math.toIntExact(settings.statementTimeout().toSeconds());
        source.setConnectTimeout(connect);
        source.setLoginTimeout(connect);
        source.setSocketTimeout(statement + connect);
        source.setReadOnly(true);
        source.setReadOnlyMode("always");
        // Values of the cursor are sent as texts, and the server gives them the type of the column that they are
        // compared with.
        source.setStringType("unspecified");
        try {
            Connection connection = source.getConnection();
            try {
                prepare(connection, statement);
                return new PostgresTableStore(place, connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw refused(place, e);
        }
    }

    private static void prepare(Connection connection, int seconds) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement settings = connection.prepareStatement("""
                SELECT set_config('statement_timeout', ?, false), set_config('TimeZone', 'UTC', false),
                    set_config('idle_in_transaction_session_timeout', '120s', false)
                """)) {
            settings.setString(1, seconds + "s");
            boolean ignored = settings.execute();
        }
        connection.commit();
    }

    @Override
    public List<SourceColumn> columns() {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT a.attname, format_type(a.atttypid, NULL)
                FROM pg_attribute a
                WHERE a.attrelid = to_regclass(?::text) AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum
                """)) {
            statement.setString(1, NAMES.table(place.table()));
            List<SourceColumn> columns = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String type = rows.getString(2);
                    columns.add(new SourceColumn(rows.getString(1), type(type), type));
                }
            }
            connection.commit();
            if (columns.isEmpty()) {
                throw new DatabaseRefusal(place, "", null).table();
            }
            return columns;
        } catch (SQLException e) {
            throw refused(place, e);
        }
    }

    private static SourceColumn.Type type(String name) {
        return switch (name) {
            case "timestamp with time zone" -> SourceColumn.Type.TIME;
            case "timestamp without time zone" -> SourceColumn.Type.LOCAL_TIME;
            case "date" -> SourceColumn.Type.DAY;
            case "smallint", "integer", "bigint" -> SourceColumn.Type.INTEGER;
            case "numeric" -> SourceColumn.Type.DECIMAL;
            case "text", "character varying", "character" -> SourceColumn.Type.TEXT;
            case "uuid" -> SourceColumn.Type.UUID;
            case "boolean" -> SourceColumn.Type.BOOLEAN;
            default -> SourceColumn.Type.OTHER;
        };
    }

    @Override
    public boolean anyEmpty(String column) {
        String sql = """
                SELECT 1 FROM %s WHERE %s IS NULL LIMIT 1
                """.formatted(NAMES.table(place.table()), NAMES.quoted(column));
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            boolean any = rows.next();
            connection.rollback();
            return any;
        } catch (SQLException e) {
            throw refused(place, e);
        }
    }

    @Override
    public Page read(Question question) {
        String order = NAMES.quoted(question.order().name());
        String key = NAMES.quoted(question.key().name());
        String bounds = question.from() == null ? "true" : order + " >= ?";
        if (question.after() != null) {
            bounds += " AND (" + order + " > ? OR " + key + " > ?)";
        }
        String sql = """
                SELECT %s FROM %s WHERE %s ORDER BY %s, %s LIMIT ?
                """.formatted(NAMES.columns(question.columns()), NAMES.table(place.table()), bounds, order, key);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = 1;
            if (question.from() != null) {
                statement.setString(at++, SourceColumn.text(question.from()));
            }
            if (question.from() != null && question.after() != null) {
                statement.setString(at++, SourceColumn.text(question.from()));
                statement.setString(at++, SourceColumn.text(question.after()));
            }
            statement.setInt(at, question.limits().rows() + 1);
            statement.setFetchSize(ROWS_AT_A_TIME);
            PageRows page = new PageRows(question);
            try (ResultSet rows = statement.executeQuery()) {
                boolean going = true;
                while (going && rows.next()) {
                    going = page.add(
                            i -> value(rows, i + 1, question.columns().get(i).type()));
                }
            }
            connection.rollback();
            return page.page();
        } catch (SQLException e) {
            throw refused(place, e);
        }
    }

    private static @Nullable Object value(ResultSet row, int column, SourceColumn.Type type) throws SQLException {
        return switch (type) {
            case TIME -> row.getObject(column, OffsetDateTime.class);
            case LOCAL_TIME -> row.getObject(column, LocalDateTime.class);
            case DAY -> row.getObject(column, LocalDate.class);
            case BOOLEAN -> row.getObject(column, Boolean.class);
            case INTEGER, DECIMAL, TEXT, UUID, OTHER -> row.getString(column);
        };
    }

    private static QuanjingException refused(TablePlace place, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String message = String.valueOf(e.getMessage());
        DatabaseRefusal refusal = new DatabaseRefusal(place, message, e);
        return switch (state) {
            case "28P01", "28000" ->
                message.contains("no encryption") || message.contains("SSL off")
                        ? refusal.encryption()
                        : refusal.login();
            case "3D000" -> refusal.database();
            case "42501" -> refusal.notAllowed();
            case "42P01" -> refusal.table();
            case "57014" -> refusal.tooSlow();
            // The server shuts down or starts up.
            case "57P01", "57P02", "57P03", "57P05" -> refusal.unreachable();
            default ->
                message.contains("does not support SSL") || e.getCause() instanceof javax.net.ssl.SSLException
                        ? refusal.encryption()
                        : state.startsWith("08") ? refusal.unreachable() : refusal.other();
        };
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was to be closed anyway.
        }
    }
}
