package io.quanjing.ingest;

import java.time.Instant;
import java.util.List;

/**
 * A format of this installation, made on the page.
 *
 * @param name by which it is asked for
 * @param columns the headers of the file that it was made for
 * @param mapping its text in the mapping language
 */
record OwnFormat(String name, List<String> columns, String mapping, Instant createdAt, String createdBy) {}
