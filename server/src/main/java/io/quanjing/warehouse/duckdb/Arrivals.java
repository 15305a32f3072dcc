package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.duckdb.MartBench.Wanted;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends the rows that another engine hands over, each to the table of what it was wanted for. Used by one thread. */
final class Arrivals implements MartBench.Rows, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    /** Where rows go. */
    interface Opening {

        /** Asked when the first row comes of what stands at a place of the list. */
        DuckDBAppender appender(int wanted) throws SQLException;
    }

    private final List<Wanted> wanted;
    private final Opening opening;
    private final @Nullable DuckDBAppender[] appenders;

    Arrivals(List<Wanted> wanted, Opening opening) {
        this.wanted = wanted;
        this.opening = opening;
        this.appenders = new DuckDBAppender[wanted.size()];
    }

    @Override
    public void row(int of, @Nullable Object[] values) {
        Wanted rows = wanted.get(of);
        try {
            DuckDBAppender to = appenders[of];
            if (to == null) {
                to = opening.appender(of);
                appenders[of] = to;
            }
            to.beginRow();
            for (int i = 0; i < values.length; i++) {
                Stage.append(to, rows.columns().get(i).type(), values[i]);
            }
            to.endRow();
        } catch (SQLException e) {
            throw Failures.of("fetching rows of " + rows.table(), e);
        }
    }

    /** Makes all rows visible to statements of the connection. */
    void flush() throws SQLException {
        for (DuckDBAppender appender : appenders) {
            if (appender != null) {
                LOG.trace("The last {} rows came.", appender.flush());
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (DuckDBAppender appender : appenders) {
            if (appender != null) {
                appender.close();
            }
        }
    }
}
