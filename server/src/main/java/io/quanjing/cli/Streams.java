package io.quanjing.cli;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out data
 * @param err messages
 */
record Streams(PrintWriter out, PrintWriter err) {}
