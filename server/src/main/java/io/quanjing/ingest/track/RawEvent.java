package io.quanjing.ingest.track;

import tools.jackson.databind.JsonNode;

/**
 * One event of a body.
 *
 * @param index its position, from 0
 * @param node the event; in a batch of our own interface with the batch's context merged under its own
 * @param bytes its length in the body
 */
public record RawEvent(int index, JsonNode node, int bytes) {}
