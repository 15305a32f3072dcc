package io.quanjing.demo;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What is known of every day before anything happens: promotion, weekday, season, growth. */
final class DayPlans {

    private final LocalDate firstDay;
    private final double[] traffic;
    private final double[] order;
    private final double[] discount;
    private final @Nullable String[] campaign;
    private final double[][] interest;

    DayPlans(LocalDate firstDay, int days, Catalogue catalogue) {
        this.firstDay = firstDay;
        traffic = new double[days];
        order = new double[days];
        discount = new double[days];
        campaign = new String[days];
        interest = new double[13][];
        Promotions promotions =
                new Promotions(firstDay.getYear(), firstDay.plusDays(days).getYear());
        for (int i = 0; i < days; i++) {
            LocalDate day = firstDay.plusDays(i);
            Promotions.Phase phase = promotions.on(day);
            double growth = 1 + Scenario.YEARLY_GROWTH * i / 365.0;
            double weekday = Scenario.WEEKDAYS[day.getDayOfWeek().getValue() - 1];
            traffic[i] = growth * weekday * promotions.holiday(day) * (phase == null ? 1 : phase.traffic());
            order[i] = phase == null ? 1 : phase.order();
            discount[i] = phase == null ? Promotions.ORDINARY_DISCOUNT : phase.discount();
            campaign[i] = phase == null ? null : phase.campaign();
        }
        for (int month = 1; month <= 12; month++) {
            double[] weights = new double[catalogue.products.size()];
            for (int p = 0; p < weights.length; p++) {
                weights[p] = catalogue.appeal[p] * catalogue.season(p, month);
            }
            interest[month] = Draw.cumulate(weights);
        }
    }

    LocalDate date(int day) {
        return firstDay.plusDays(day);
    }

    long epochDay(int day) {
        return firstDay.toEpochDay() + day;
    }

    /** The factor on sessions. */
    double traffic(int day) {
        return traffic[day];
    }

    /** The factor on order rates. */
    double order(int day) {
        return order[day];
    }

    double discount(int day) {
        return discount[day];
    }

    @Nullable String campaign(int day) {
        return campaign[day];
    }

    /** The cumulated weights by which products are looked at. */
    double[] interest(int day) {
        return interest[date(day).getMonthValue()];
    }
}
