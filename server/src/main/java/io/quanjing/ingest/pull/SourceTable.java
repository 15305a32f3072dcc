package io.quanjing.ingest.pull;

import io.quanjing.kernel.QuanjingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of somebody else's database, open to be read and nothing else. Every method throws a {@link QuanjingException} of
 * {@link PullError} that says what to do when the database is away or refuses.
 */
interface SourceTable extends AutoCloseable {

    /** The columns of the table or view, in its order. */
    List<SourceColumn> columns();

    /** Whether some row has no value in a column. */
    boolean anyEmpty(String column);

    /** The next rows in the order of the question. */
    Page read(Question question);

    @Override
    void close();

    /**
     * What is asked for.
     *
     * @param columns the names of the columns that are read, the order and the key among them
     * @param order in whose order rows come, and by the key where its values are equal
     * @param from the rows have this value or a greater one; null for all
     * @param after where the values of the order are equal to {@code from}, rows come whose key is greater; null for all of them
     */
    record Question(
            List<SourceColumn> columns,
            SourceColumn order,
            SourceColumn key,
            @Nullable Object from,
            @Nullable Object after,
            Limits limits) {}

    /**
     * Bounds of a page.
     *
     * @param rows at most so many
     * @param bytes with so many it ends early
     */
    record Limits(int rows, long bytes) {}

    /**
     * A row.
     *
     * @param cells as texts in the order of the columns asked for; empty for no value
     * @param order its value of the order, as {@link SourceColumn#value} reads it
     * @param key its key, in the same way
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares rows.
    record Row(String[] cells, String order, String key) {}

    /**
     * Some rows.
     *
     * @param more whether there may be further ones
     */
    record Page(List<Row> rows, boolean more) {}
}
