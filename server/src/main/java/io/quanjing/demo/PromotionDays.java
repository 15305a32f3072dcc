package io.quanjing.demo;

import io.quanjing.calendar.Phase;
import io.quanjing.calendar.Promotion;
import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.calendar.Title;
import io.quanjing.kernel.DayRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo brand's promotions as its calendar shows them: all its shops take part in all of them. */
final class PromotionDays {

    private static final Map<String, String> EVENTS =
            Map.of("nianhuo", "nianhuo", "women38", "38", "618", "618", "double11", "double11");

    private static final Map<String, Title> TITLES = Map.of(
            "nianhuo", new Title("年货节", "New Year Shopping Festival"),
            "women38", new Title("38节", "Women's Day"),
            "618", new Title("618", "618"),
            "double11", new Title("双11", "Double 11"));

    private static final Map<String, Phase> PHASES = Map.of(
            "warm_up", Phase.WARM_UP,
            "opening", Phase.OPENING,
            "sale", Phase.SALE,
            "peak", Phase.PEAK,
            "encore", Phase.AFTER,
            "last_call", Phase.AFTER);

    private PromotionDays() {}

    static List<Promotion> of(int firstYear, int lastYear) {
        Map<String, List<PhaseDays>> phases = new LinkedHashMap<>();
        for (Promotions.Phase phase : new Promotions(firstYear, lastYear).phases()) {
            phases.computeIfAbsent(phase.campaign(), campaign -> new ArrayList<>())
                    .add(new PhaseDays(known(PHASES, phase.phase()), new DayRange(phase.from(), phase.to())));
        }
        List<Promotion> promotions = new ArrayList<>();
        phases.forEach((campaign, days) -> {
            int year = campaign.lastIndexOf('-');
            String id = campaign.substring(0, year);
            promotions.add(new Promotion(
                    known(EVENTS, id),
                    Integer.parseInt(campaign.substring(year + 1)),
                    known(TITLES, id),
                    Promotion.EVERY_SHOP,
                    days));
        });
        return promotions;
    }

    private static <T> T known(Map<String, T> names, String name) {
        T value = names.get(name);
        if (value == null) {
            throw new IllegalStateException("The calendar has no word for " + name + ".");
        }
        return value;
    }
}
