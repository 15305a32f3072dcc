package io.quanjing.warehouse.schema;

import io.quanjing.warehouse.Column;
import java.util.List;

/** The columns that the warehouse fills itself, behind those of a {@link io.quanjing.warehouse.TableSchema}. */
public final class SystemColumns {

    /** In every fact and dimension. */
    public static final List<Column> ALL = List.of(
            new Column("recorded_at", Column.Type.TIMESTAMP, true),
            new Column("load_id", Column.Type.TEXT, true),
            new Column("key_hash", Column.Type.BIGINT, true));

    /** In histories, behind all others. */
    public static final Column SUPERSEDED_AT = new Column("superseded_at", Column.Type.TIMESTAMP, true);

    /** What the name of a table's history ends with. */
    public static final String HISTORY = "_history";

    private SystemColumns() {}
}
