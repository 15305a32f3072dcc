package io.quanjing.target;

import io.quanjing.access.Caller;
import java.math.BigDecimal;

/** What other modules do with targets. */
public interface Targets {

    /**
     * Gives a shop's figure a target for a year, if none is given for any part of that year.
     *
     * @param shop its id or name
     * @param metric an id of the dictionary
     * @param amount in the metric's unit
     * @throws io.quanjing.kernel.QuanjingException if there is no such shop or metric
     */
    void provide(String shop, String metric, int year, BigDecimal amount, Caller caller);
}
