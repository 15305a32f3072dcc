package io.quanjing.ingest;

import io.quanjing.ingest.mapping.RowIssue;
import io.quanjing.ingest.source.RawRow;
import java.util.List;

/** Where a reading of files puts the rows that break a rule. */
interface RejectedRows extends AutoCloseable {

    /** Takes a row of a file with these columns. */
    void add(String file, List<String> columns, RawRow row, RowIssue issue);

    /** How many there are. */
    long rows();

    /** Makes sure that everything is on the disk, before the run is called done. */
    void complete();

    @Override
    void close();
}
