package io.quanjing.metric;

import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from the texts of an address which figure's rows are asked for. */
public final class RowsQuestionParser {

    private static final int MOST_CELLS = 3;
    private static final int MOST_PARTS = 20;
    private static final int FEW_ROWS = 50;

    private RowsQuestionParser() {}

    /**
     * The texts beside those of a question.
     *
     * @param cell {@code dimension=value}, one for each dimension of a breakdown's row
     * @param period as an answer by the question's grain names it, or null
     * @param side {@code base} for the figure compared with, or null
     * @param each {@code day} for the sum of what each day has for itself, or null
     * @param beyond a number of rows, or null
     * @param beside the ids of the breakdown's metrics, with a comma between them, or null
     * @param part a number from 0, or null
     * @param offset a number of rows, or null
     * @param limit a number of rows, or null
     */
    public record Texts(
            MetricQuestionParser.Texts question,
            List<String> cell,
            @Nullable String period,
            @Nullable String side,
            @Nullable String each,
            @Nullable String beyond,
            @Nullable String beside,
            @Nullable String part,
            @Nullable String offset,
            @Nullable String limit) {}

    /**
     * The question that the texts ask.
     *
     * @throws QuanjingException if a text breaks a rule, naming the text
     */
    public static RowsQuestion parse(Texts texts) {
        MetricQuestion question = MetricQuestionParser.parse(texts.question());
        if (question.metrics().size() > 1) {
            throw refused(
                    "metric",
                    String.join(",", question.metrics()),
                    "The rows behind one figure are asked for; "
                            + question.metrics().size() + " metrics are named. Maybe metric="
                            + question.metrics().getFirst() + ".");
        }
        String period = text("period", texts.period());
        boolean base = "base".equals(texts.side());
        if (period != null && question.grain() == Grain.TOTAL) {
            throw refused(
                    "period",
                    period,
                    "The period " + period + " is asked for without a grain; a period is one of the question's own by"
                            + " hour, day, week or month. Maybe grain=day.");
        }
        if (base && question.comparison() == null) {
            throw refused("side", "base", "The base is asked for without a comparison. Maybe compare=previous.");
        }
        boolean eachDay = eachDay(texts.each(), question, base);
        Integer beyond =
                texts.beyond() == null ? null : number("beyond", texts.beyond(), 1, MetricQuestion.MOST_BESIDE_REST, 0);
        if (beyond != null
                && (question.by().isEmpty()
                        || question.grain() != Grain.TOTAL
                        || eachDay
                        || !texts.cell().isEmpty())) {
            throw refused(
                    "beyond",
                    String.valueOf(beyond),
                    "What is beyond the first " + beyond + " rows is asked of something that is no breakdown without"
                            + " periods and cells. Maybe by=product.");
        }
        return new RowsQuestion(
                question,
                cell(texts.cell()),
                period,
                base,
                eachDay,
                beyond,
                beyond == null || texts.beside() == null ? List.of() : MetricQuestionParser.metrics(texts.beside()),
                number("part", texts.part(), 0, MOST_PARTS, 0),
                number("offset", texts.offset(), 0, MetricRows.MOST_BEFORE, 0),
                number("limit", texts.limit(), 1, MetricRows.MOST_ROWS, FEW_ROWS));
    }

    private static boolean eachDay(@Nullable String each, MetricQuestion question, boolean base) {
        String text = text("each", each);
        if (text == null) {
            return false;
        }
        if (!text.equals("day")) {
            throw refused("each", text, "There is no sum of each " + text + ". Maybe each=day.");
        }
        if (question.grain() != Grain.TOTAL || base) {
            throw refused(
                    "each",
                    text,
                    "The sum of each day is asked for "
                            + (base ? "of the base" : "by " + question.grain().id())
                            + "; it is one figure of the question's own days. Maybe without "
                            + (base ? "side" : "grain") + ".");
        }
        return true;
    }

    private static Map<String, @Nullable String> cell(List<String> texts) {
        Map<String, @Nullable String> cell = new LinkedHashMap<>();
        MetricQuestionParser.where(texts).forEach((dimension, values) -> {
            if (values.size() > 1) {
                throw refused(
                        "cell",
                        dimension,
                        "The cell has " + values.size() + " values of " + dimension
                                + "; a row of a breakdown has one. Maybe where=" + dimension + "=… for a filter.");
            }
            String value = values.getFirst();
            cell.put(dimension, value.isEmpty() ? null : value);
        });
        if (cell.size() > MOST_CELLS) {
            throw refused(
                    "cell",
                    String.valueOf(cell.size()),
                    "The cell has " + cell.size() + " dimensions; a breakdown has " + MOST_CELLS
                            + " at most. Maybe use filters.");
        }
        return cell;
    }

    private static @Nullable String text(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        MetricQuestionParser.checkLength(name, text);
        return text.strip();
    }

    private static int number(String name, @Nullable String text, int least, int most, int otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        String digits = text.strip();
        if (!digits.matches("\\d{1,7}") || Integer.parseInt(digits) < least || Integer.parseInt(digits) > most) {
            String shown = digits.length() > 40 ? digits.substring(0, 40) + "…" : digits;
            throw refused(
                    name,
                    shown,
                    "The " + name + " of the rows is " + shown + ", which is no number from " + least + " to " + most
                            + ". Maybe " + Math.max(least, otherwise) + ", or a file for all rows.");
        }
        return Integer.parseInt(digits);
    }

    static QuanjingException refused(String name, String value, String message) {
        return new QuanjingException(MetricError.BAD_ROWS, message, Map.of("name", name, "value", value));
    }
}
