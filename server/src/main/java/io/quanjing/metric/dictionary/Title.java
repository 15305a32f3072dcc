package io.quanjing.metric.dictionary;

/**
 * A text in both languages of the page.
 *
 * @param zh Chinese
 * @param en English
 */
public record Title(String zh, String en) {}
