package io.quanjing.ingest.quality;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An order of which two sides do not say the same.
 *
 * @param order its id
 * @param day the paid day, or that of the other side where ours does not know the order
 * @param ours what our side says was paid; null if it does not know the order
 * @param refunded what went back, as far as the comparison looks at it
 * @param theirs what the other side says; null if it does not know the order
 * @param finding which side lacks the order, or that the amounts are not the same: the word that {@code compared.sql} has for it
 * @param difference theirs less ours
 */
record Difference(
        String order,
        LocalDate day,
        @Nullable BigDecimal ours,
        BigDecimal refunded,
        @Nullable BigDecimal theirs,
        String finding,
        BigDecimal difference) {}
