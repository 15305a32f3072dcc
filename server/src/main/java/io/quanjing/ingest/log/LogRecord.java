package io.quanjing.ingest.log;

/**
 * A record that was read.
 *
 * @param log which log, as in {@link io.quanjing.warehouse.LogPosition}
 * @param position of the record
 * @param value what was appended
 */
@SuppressWarnings("ArrayRecordComponent") // It is handed on once and compared with nothing.
public record LogRecord(String log, long position, byte[] value) {}
