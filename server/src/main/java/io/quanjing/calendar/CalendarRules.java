package io.quanjing.calendar;

import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may stand in the calendar. Each refusal names the field and its value. */
final class CalendarRules {

    static final int MOST_PROMOTIONS = 5_000;
    static final int MOST_ANNOTATIONS = 20_000;
    private static final int LONGEST_PROMOTION = 120;
    private static final int LONGEST_TITLE = 40;
    private static final int LONGEST_TEXT = 300;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;
    private static final Pattern EVENT = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}][\\p{Ll}\\p{Lo}\\p{N}-]{0,39}");

    private CalendarRules() {}

    static LocalDate day(String field, String text) {
        try {
            LocalDate day = LocalDate.parse(text.strip().replace('/', '-'));
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeException unreadable) {
            // Said below.
        }
        throw bad(
                CalendarError.BAD_DAYS,
                field,
                text,
                "is no day from " + FIRST_YEAR + " to " + LAST_YEAR + " written as year-month-day",
                "Maybe 2026-06-18.");
    }

    static DayRange days(String from, String to) {
        LocalDate first = day("from", from);
        LocalDate last = to.isBlank() ? first : day("to", to);
        if (last.isBefore(first)) {
            throw bad(CalendarError.BAD_DAYS, "to", to, "is before the first day " + first, "Maybe swap the two.");
        }
        return new DayRange(first, last);
    }

    static String event(String text) {
        String clean = text.strip().toLowerCase(Locale.ROOT);
        if (!EVENT.matcher(clean).matches() || clean.equals(Calendar.LUNAR_NEW_YEAR)) {
            throw bad(
                    CalendarError.BAD_EVENT,
                    "event",
                    text,
                    "is not 1 to 40 lower-case letters, digits and hyphens, or is the lunar new year's own",
                    "Maybe 618 or double11.");
        }
        return clean;
    }

    static int edition(String text) {
        String clean = text.strip();
        if (clean.matches("\\d{4}") && Integer.parseInt(clean) >= FIRST_YEAR && Integer.parseInt(clean) <= LAST_YEAR) {
            return Integer.parseInt(clean);
        }
        throw bad(CalendarError.BAD_EVENT, "edition", text, "is no year", "Maybe 2026.");
    }

    static String title(String field, String text) {
        return text(field, text, LONGEST_TITLE);
    }

    static String text(String text) {
        return text("text", text, LONGEST_TEXT);
    }

    private static String text(String field, String text, int longest) {
        String clean = text.strip();
        if (clean.isEmpty()
                || clean.codePointCount(0, clean.length()) > longest
                || clean.codePoints().anyMatch(Character::isISOControl)) {
            throw bad(
                    CalendarError.BAD_TEXT,
                    field,
                    text,
                    "is not 1 to " + longest + " characters on one line",
                    "Maybe shorten it.");
        }
        return clean;
    }

    static Phase phase(String text) {
        return Phase.of(text.strip())
                .orElseThrow(() -> bad(
                        CalendarError.BAD_KIND,
                        "phase",
                        text,
                        "is no phase",
                        "Maybe one of: " + ids(Stream.of(Phase.values()).map(Phase::id)) + "."));
    }

    static Annotation.Kind kind(String text) {
        return Annotation.Kind.of(text.strip())
                .orElseThrow(() -> bad(
                        CalendarError.BAD_KIND,
                        "kind",
                        text,
                        "is no kind of annotation",
                        "Maybe one of: "
                                + ids(Stream.of(Annotation.Kind.values()).map(Annotation.Kind::id)) + "."));
    }

    private static String ids(Stream<String> ids) {
        return ids.collect(Collectors.joining(", "));
    }

    /** The phases in time. */
    static List<PhaseDays> phases(int edition, List<PhaseDays> given) {
        List<PhaseDays> phases = given.stream()
                .sorted(Comparator.comparing(phase -> phase.days().from()))
                .toList();
        if (phases.isEmpty()) {
            throw bad(CalendarError.BAD_PHASES, "phases", "", "are none", "Maybe one phase 'sale' with its days.");
        }
        Set<Phase> seen = EnumSet.noneOf(Phase.class);
        LocalDate free = LocalDate.MIN;
        for (PhaseDays phase : phases) {
            String days = phase.days().from() + ".." + phase.days().to();
            if (!seen.add(phase.phase())) {
                throw bad(
                        CalendarError.BAD_PHASES,
                        "phase",
                        phase.phase().id(),
                        "is there twice in one promotion",
                        "Maybe one of both is another phase.");
            }
            if (phase.days().from().isBefore(free)) {
                throw bad(
                        CalendarError.BAD_PHASES,
                        phase.phase().id(),
                        days,
                        "has days in common with the phase before it",
                        "Maybe it starts a day later.");
            }
            if (Math.abs(phase.days().from().getYear() - edition) > 1
                    || Math.abs(phase.days().to().getYear() - edition) > 1) {
                throw bad(
                        CalendarError.BAD_PHASES,
                        phase.phase().id(),
                        days,
                        "is more than a year from the edition " + edition,
                        "Maybe the edition is another year.");
            }
            free = phase.days().to().plusDays(1);
        }
        DayRange all = new DayRange(
                phases.getFirst().days().from(), phases.getLast().days().to());
        if (all.days() > LONGEST_PROMOTION) {
            throw bad(
                    CalendarError.BAD_PHASES,
                    "phases",
                    all.from() + ".." + all.to(),
                    "are longer than " + LONGEST_PROMOTION + " days",
                    "Maybe these are two promotions.");
        }
        return phases;
    }

    static void checkRoom(String what, long there, long most) {
        if (there > most) {
            throw new QuanjingException(
                    CalendarError.TOO_MUCH,
                    "There would be " + there + " " + what + "; " + most + " are the most. Maybe delete old ones.",
                    Map.of("what", what, "value", there, "limit", most));
        }
    }

    private static QuanjingException bad(CalendarError code, String field, String value, String rule, String maybe) {
        String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
        return new QuanjingException(
                code,
                "The field " + field + ", '" + shown + "', " + rule + ". " + maybe,
                Map.of("field", field, "value", shown));
    }
}
