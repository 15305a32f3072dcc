package io.quanjing.target;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A target that somebody has given.
 *
 * @param amount in the unit of the metric: an amount of the shop's currency, a count, a rate from 0 to 1
 * @param by who gave it
 */
record Target(TargetKey key, Period period, BigDecimal amount, String by, Instant at) {}
