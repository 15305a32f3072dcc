package io.quanjing.metric;

import io.quanjing.calendar.Alignment;
import io.quanjing.metric.MetricAnswer.Note;
import io.quanjing.metric.plan.ResolvedQuestion;
import io.quanjing.metric.plan.Shift;
import io.quanjing.metric.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a reader has to know of the days that a figure is compared with. */
final class BaseNotes {

    private BaseNotes() {}

    static List<Note> of(ResolvedQuestion question, Window window) {
        List<Note> notes = new ArrayList<>();
        Alignment alignment = question.alignment();
        if (alignment != null) {
            notes.add(new Note(
                    "metric.event_aligned",
                    "",
                    Map.of(
                            "event", alignment.event(),
                            "zh", alignment.title().zh(),
                            "en", alignment.title().en(),
                            "edition", alignment.edition(),
                            "before", alignment.before())));
            if (alignment.left() > 0) {
                notes.add(new Note("metric.base_days_left", "", Map.of("days", alignment.left())));
            }
        }
        if (question.against() != null && window.shift() instanceof Shift.ByPieces) {
            notes.add(new Note(
                    "metric.base_of_other_length",
                    "",
                    Map.of(
                            "days", question.range().days(),
                            "baseDays", question.against().days())));
        }
        if (window.shift() instanceof Shift.ByPieces by
                && by.days() < question.range().days()) {
            notes.add(new Note(
                    "metric.days_without_base",
                    "",
                    Map.of("days", question.range().days() - by.days())));
        }
        return notes;
    }
}
