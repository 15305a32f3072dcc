package io.quanjing.target;

import io.quanjing.calendar.Alignment.Piece;
import io.quanjing.calendar.Calendar;
import io.quanjing.calendar.Holiday;
import io.quanjing.calendar.Promotion;
import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which day of last year a day is expected to be like: day n of a promotion's phase like day n of the same phase, a day around 春节 like
 * the one as far from it, day n of a public holiday like its day n, and every other like the same weekday of the nearest week that had
 * none of these.
 */
final class Partners {

    /** 小年, a week before: parcels stop. */
    private static final int BEFORE_NEW_YEAR = 7;

    /** 元宵节, a fortnight after. */
    private static final int AFTER_NEW_YEAR = 14;

    private static final int MOST_WEEKS_AWAY = 9;

    private final Calendar calendar;
    private final Calendar promotions;
    private final String shop;
    private final DayRange year;
    private final DayRange before;

    private Partners(Calendar calendar, String shop, int year) {
        this.calendar = calendar;
        this.shop = shop;
        this.year = days(year);
        this.before = days(year - 1);
        // Aligned in memory: the calendar's own alignment would read all promotions for each of them.
        this.promotions = Calendar.of(calendar.promotions(
                new DayRange(before.from().minusYears(1), this.year.to().plusYears(1)), List.of(shop)));
    }

    static DayRange days(int year) {
        return new DayRange(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    /** The day of the year before beside each day of the year. */
    static Map<LocalDate, LocalDate> of(int year, String shop, Calendar calendar) {
        return new Partners(calendar, shop, year).all();
    }

    private Map<LocalDate, LocalDate> all() {
        Map<LocalDate, LocalDate> partners = holidays();
        partners.putAll(newYear());
        partners.putAll(promotions());
        Set<LocalDate> special = special(before);
        for (LocalDate day = year.from(); !day.isAfter(year.to()); day = day.plusDays(1)) {
            partners.putIfAbsent(day, likeWeekday(day, special));
        }
        return partners;
    }

    private Map<LocalDate, LocalDate> promotions() {
        Map<LocalDate, LocalDate> partners = new HashMap<>();
        for (Promotion promotion : promotions.promotions(year, List.of(shop))) {
            try {
                promotions
                        .align(promotion.event(), promotion.days(), List.of(shop))
                        .pieces()
                        .forEach(piece -> put(partners, piece));
            } catch (QuanjingException noEditionBefore) {
                // A new event, or one of other phases: its days are like others.
            }
        }
        return partners;
    }

    private Map<LocalDate, LocalDate> newYear() {
        Map<LocalDate, LocalDate> partners = new HashMap<>();
        List<LocalDate> known = calendar.newYears(new DayRange(before.from(), year.to()));
        if (known.size() == 2) {
            put(partners, new Piece(around(known.getLast()), around(known.getFirst())));
        }
        return partners;
    }

    private Map<LocalDate, LocalDate> holidays() {
        Map<String, List<LocalDate>> now = holidays(year);
        Map<String, List<LocalDate>> then = holidays(before);
        Map<LocalDate, LocalDate> partners = new HashMap<>();
        now.forEach((holiday, days) -> {
            List<LocalDate> like = then.getOrDefault(holiday, List.of());
            for (int i = 0; i < Math.min(days.size(), like.size()); i++) {
                partners.put(days.get(i), like.get(i));
            }
        });
        return partners;
    }

    /** The free days by holiday, without 春节, which has its own rule. Where two are joined, the first gives the name. */
    private Map<String, List<LocalDate>> holidays(DayRange days) {
        Map<String, List<LocalDate>> free = new LinkedHashMap<>();
        calendar.holidays(days).stream()
                .filter(Holiday::off)
                .sorted(Comparator.comparing(Holiday::day))
                .forEach(one -> free.computeIfAbsent(one.title().zh().split("、", -1)[0], name -> new ArrayList<>())
                        .add(one.day()));
        free.remove("春节");
        return free;
    }

    /** Days that only days like them are to be likened to. */
    private Set<LocalDate> special(DayRange days) {
        Set<LocalDate> special = new HashSet<>();
        Stream.of(
                        promotions.promotions(days, List.of(shop)).stream()
                                .flatMap(one -> one.phases().stream())
                                .map(PhaseDays::days),
                        calendar.newYears(days).stream().map(Partners::around),
                        calendar.holidays(days).stream()
                                .filter(Holiday::off)
                                .map(one -> new DayRange(one.day(), one.day())))
                .flatMap(ranges -> ranges)
                .forEach(
                        range -> range.from().datesUntil(range.to().plusDays(1)).forEach(special::add));
        return special;
    }

    private LocalDate likeWeekday(LocalDate day, Set<LocalDate> special) {
        LocalDate sameDate = day.minusYears(1);
        List<LocalDate> sameWeekday = IntStream.rangeClosed(-MOST_WEEKS_AWAY, MOST_WEEKS_AWAY)
                .mapToObj(week -> day.minusDays(364L + 7L * week))
                .filter(before::contains)
                .sorted(Comparator.comparingLong((LocalDate one) -> Math.abs(one.toEpochDay() - sameDate.toEpochDay()))
                        .thenComparing(Comparator.reverseOrder()))
                .toList();
        return sameWeekday.stream()
                .filter(one -> !special.contains(one))
                .findFirst()
                .orElseGet(sameWeekday::getFirst);
    }

    private void put(Map<LocalDate, LocalDate> partners, Piece piece) {
        for (int i = 0; i < piece.days().days(); i++) {
            LocalDate day = piece.days().from().plusDays(i);
            if (year.contains(day)) {
                partners.put(day, piece.base().from().plusDays(i));
            }
        }
    }

    private static DayRange around(LocalDate newYear) {
        return new DayRange(newYear.minusDays(BEFORE_NEW_YEAR), newYear.plusDays(AFTER_NEW_YEAR));
    }
}
