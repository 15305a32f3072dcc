package io.quanjing.calendar;

/**
 * What people call something.
 *
 * @param zh in Chinese
 * @param en in English
 */
public record Title(String zh, String en) {}
