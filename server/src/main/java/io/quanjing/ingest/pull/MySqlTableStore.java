package io.quanjing.ingest.pull;

import io.asyncer.r2dbc.mysql.MySqlConnectionConfiguration;
import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.asyncer.r2dbc.mysql.api.MySqlStatement;
import io.asyncer.r2dbc.mysql.constant.SslMode;
import io.asyncer.r2dbc.mysql.constant.ZeroDateOption;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.quanjing.kernel.QuanjingException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** A table of MySQL or MariaDB, by a driver that is free to ship. Rows come through a server-side cursor, a part at a time. */
final class MySqlTableStore implements SourceTable {

    private static final Identifiers NAMES = new Identifiers('`');
    private static final int ROWS_AT_A_TIME = 100;

    /** Threads that move bytes only, shared by all connections and made with the first. */
    private static final LoopResources THREADS = LoopResources.create("mysql", 1, true);

    private final TablePlace place;
    private final MySqlConnection connection;
    private final Duration patience;

    private MySqlTableStore(TablePlace place, MySqlConnection connection, Duration patience) {
        this.place = place;
        this.connection = connection;
        this.patience = patience;
    }

    /** Connects, for reading only. */
    static MySqlTableStore open(TablePlace place, String password, PullSettings settings) {
        MySqlConnectionConfiguration configuration = MySqlConnectionConfiguration.builder()
                .host(place.host())
                .port(place.port())
                .database(place.database())
                .username(place.user())
                .password(password)
                .sslMode(
                        switch (place.encryption()) {
                            case OFF -> SslMode.DISABLED;
                            case REQUIRED -> SslMode.REQUIRED;
                            case VERIFIED -> SslMode.VERIFY_IDENTITY;
                        })
                .connectTimeout(settings.connectTimeout())
                .statementTimeout(settings.statementTimeout())
                .connectionTimeZone("UTC")
                .forceConnectionTimeZoneToSession(true)
                .zeroDateOption(ZeroDateOption.USE_NULL)
                .tinyInt1isBit(false)
                .useServerPrepareStatement()
                .autodetectExtensions(false)
                .loopResources(THREADS)
                // The resolver that the check of addresses asks too.
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .build();
        Duration patience = settings.connectTimeout().plus(settings.statementTimeout());
        MySqlConnection connection =
                answer(place, MySqlConnectionFactory.from(configuration).create(), patience);
        if (connection == null) {
            throw new IllegalStateException("A driver that connects has a connection.");
        }
        MySqlTableStore table = new MySqlTableStore(place, connection, patience);
        try {
            table.readOnly();
            return table;
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    private void readOnly() {
        Long ignored = answer(
                place,
                Flux.from(connection
                                .createStatement("SET SESSION TRANSACTION READ ONLY")
                                .execute())
                        .flatMap(io.asyncer.r2dbc.mysql.api.MySqlResult::getRowsUpdated)
                        .reduce(0L, Long::sum),
                patience);
    }

    @Override
    public List<SourceColumn> columns() {
        List<String> parts = Identifiers.parts(place.table());
        MySqlStatement statement = connection
                .createStatement("""
                        SELECT column_name, data_type
                        FROM information_schema.columns
                        WHERE table_schema = ? AND table_name = ?
                        ORDER BY ordinal_position
                        """)
                .bind(0, parts.size() == 2 ? parts.getFirst() : place.database())
                .bind(1, parts.getLast());
        List<SourceColumn> columns = rows(statement, row -> {
            String type = String.valueOf(row.get(1, String.class)).toLowerCase(Locale.ROOT);
            return new SourceColumn(String.valueOf(row.get(0, String.class)), type(type), type);
        });
        if (columns.isEmpty()) {
            throw new DatabaseRefusal(place, "", null).table();
        }
        return columns;
    }

    private static SourceColumn.Type type(String name) {
        return switch (name) {
            case "timestamp" -> SourceColumn.Type.TIME;
            case "datetime" -> SourceColumn.Type.LOCAL_TIME;
            case "date" -> SourceColumn.Type.DAY;
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> SourceColumn.Type.INTEGER;
            case "decimal" -> SourceColumn.Type.DECIMAL;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> SourceColumn.Type.TEXT;
            case "uuid" -> SourceColumn.Type.UUID;
            default -> SourceColumn.Type.OTHER;
        };
    }

    @Override
    public boolean anyEmpty(String column) {
        String sql = """
                SELECT 1 FROM %s WHERE %s IS NULL LIMIT 1
                """.formatted(NAMES.table(place.table()), NAMES.quoted(column));
        return !rows(connection.createStatement(sql), row -> 1).isEmpty();
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
        MySqlStatement statement = connection.createStatement(sql).fetchSize(ROWS_AT_A_TIME);
        int at = 0;
        if (question.from() != null) {
            statement.bind(at++, sent(question.from()));
        }
        if (question.from() != null && question.after() != null) {
            statement.bind(at++, sent(question.from()));
            statement.bind(at++, sent(question.after()));
        }
        statement.bind(at, question.limits().rows() + 1);
        PageRows page = new PageRows(question);
        Boolean ignored = answer(
                place,
                Flux.from(statement.execute())
                        .concatMap(result -> result.map(row -> page.add(i -> value(row, i))))
                        .takeUntil(going -> !going)
                        .last(true),
                patience);
        return page.page();
    }

    /** The session's zone is UTC, so that a moment is sent as the time of day there. */
    private static Object sent(Object value) {
        return value instanceof java.time.OffsetDateTime time ? time.toLocalDateTime() : value;
    }

    private static @Nullable Object value(Readable row, int column) {
        return switch (row.get(column)) {
            case ByteBuffer bytes -> {
                byte[] copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                yield HexFormat.of().formatHex(copy);
            }
            case null -> null;
            case Object other -> other;
        };
    }

    private <T> List<T> rows(MySqlStatement statement, Function<Readable, T> row) {
        List<T> rows = answer(
                place,
                Flux.from(statement.execute())
                        .concatMap(result -> result.map(row))
                        .collectList(),
                patience);
        return rows == null ? new ArrayList<>() : rows;
    }

    private static <T> @Nullable T answer(TablePlace place, Mono<T> asked, Duration patience) {
        try {
            return asked.timeout(patience).block();
        } catch (RuntimeException e) {
            Throwable why = Exceptions.unwrap(e);
            if (why instanceof QuanjingException refused) {
                throw refused;
            }
            throw refused(place, why);
        }
    }

    private static QuanjingException refused(TablePlace place, Throwable why) {
        DatabaseRefusal refusal = new DatabaseRefusal(place, String.valueOf(why.getMessage()), why);
        if (why instanceof TimeoutException) {
            return refusal.tooSlow();
        }
        if (caused(why, SSLException.class)) {
            return refusal.encryption();
        }
        if (!(why instanceof R2dbcException told)) {
            return refusal.unreachable();
        }
        return switch (told.getErrorCode()) {
            case 1045, 1698, 1862 -> refusal.login();
            case 1044, 1049 -> refusal.database();
            case 1142, 1143 -> refusal.notAllowed();
            case 1146 -> refusal.table();
            case 1969, 3024, 1317 -> refusal.tooSlow();
            case 3159 -> refusal.encryption();
            // Too many connections, shutting down.
            case 0, 1040, 1053, 1077, 1927 -> refusal.unreachable();
            default -> refusal.other();
        };
    }

    private static boolean caused(Throwable why, Class<? extends Throwable> kind) {
        for (@Nullable Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            connection.close().timeout(Duration.ofSeconds(2)).block();
        } catch (RuntimeException e) {
            // It was to be closed anyway.
        }
    }
}
