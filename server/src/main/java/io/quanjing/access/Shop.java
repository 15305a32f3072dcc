package io.quanjing.access;

import io.quanjing.kernel.ShopClock;
import java.util.Currency;

/**
 * One shop on one platform.
 *
 * @param id the stable id in facts and addresses, lower-case letters, digits and hyphens, or the name itself where it has other letters
 * @param name what people call it
 * @param clock its time zone and day cut-off
 * @param currency the currency of its amounts
 */
public record Shop(String id, String name, ShopClock clock, Currency currency) {}
