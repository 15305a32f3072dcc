package io.quanjing.ingest;

import java.util.List;

/**
 * The columns of an imported file, kept so that a later file of the kind can be told to have others.
 *
 * @param file its name
 * @param source the source as facts name it
 * @param kind format and kind of file: {@code douyin/orders}
 * @param columns its own headers, in their order
 */
record FileHeader(String file, String source, String kind, List<String> columns) {}
