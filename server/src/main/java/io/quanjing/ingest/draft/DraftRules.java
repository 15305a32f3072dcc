package io.quanjing.ingest.draft;

import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.draft.Draft.Origin;
import io.quanjing.ingest.draft.RowKinds.Field;
import io.quanjing.ingest.draft.RowKinds.RowKind;
import io.quanjing.ingest.mapping.Times;
import io.quanjing.kernel.QuanjingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a draft has to keep before it is worded as a mapping. */
final class DraftRules {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._-]{0,58}[\\p{L}\\p{N}])?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,14}(\\.\\d{1,4})?");
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_WORDS = 300;
    private static final int MOST_LISTED = 16;

    private DraftRules() {}

    /** The draft's kind; every other refusal says what is wrong. */
    static RowKind check(Draft draft, RowKinds kinds) {
        RowKind kind = kinds.kind(draft.kind())
                .orElseThrow(() -> refused(
                        "kind",
                        draft.kind(),
                        "Rows cannot be " + draft.kind() + "; they can be "
                                + String.join(
                                        ", ",
                                        kinds.kinds().stream().map(RowKind::id).toList()) + "."));
        name(draft.name());
        reading(draft);
        draft.fields().forEach((name, origin) -> {
            Field field = kind.field(name)
                    .orElseThrow(() -> refused("field", name, "There is no field " + name + " of " + kind.id() + "."));
            origin(field, origin, draft, kinds);
        });
        for (Field field : kind.fields()) {
            boolean counted = field.name().equals("order_amount")
                    && kind.table().equals("order_line")
                    && draft.fields().containsKey("list_price");
            if (field.needed() && !counted && !draft.fields().containsKey(field.name())) {
                throw new QuanjingException(
                        IngestError.DRAFT_INCOMPLETE,
                        "Every row needs the field " + field.name()
                                + ", and nothing says where it is. Maybe choose its column, or a constant.",
                        Map.of("field", field.name(), "kind", kind.id()));
            }
        }
        lists(draft);
        return kind;
    }

    /** Refuses what cannot be the name of a format. */
    static void name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw refused(
                    "name",
                    cut(name),
                    "The name \"" + cut(name)
                            + "\" is none of a format: 1 to 60 letters, digits, blanks, points, - and _.");
        }
    }

    private static void reading(Draft draft) {
        Draft.Reading reading = draft.reading();
        if (reading.delimiter() != null && reading.delimiter().length() > 1) {
            throw refused("delimiter", cut(reading.delimiter()), "The delimiter is one character.");
        }
        text("sheet", reading.sheet() == null ? "" : reading.sheet());
        if (draft.columns().isEmpty() || draft.columns().size() > Preview.MOST_COLUMNS) {
            throw refused(
                    "columns",
                    draft.columns().size(),
                    "A file has 1 to " + Preview.MOST_COLUMNS + " columns here, and the draft has "
                            + draft.columns().size() + ".");
        }
        draft.columns().forEach(header -> text("header", header));
        try {
            if (draft.zone() != null) {
                ZoneId ignored = ZoneId.of(draft.zone());
            }
            if (draft.currency() != null) {
                Currency ignored = Currency.getInstance(draft.currency());
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw refused(
                    "zone or currency",
                    draft.zone() + " " + draft.currency(),
                    "There is no time zone " + draft.zone() + " or no currency " + draft.currency() + ".");
        }
    }

    private static void origin(Field field, Origin origin, Draft draft, RowKinds kinds) {
        String name = field.name();
        switch (origin.from()) {
            case COLUMN -> {
                column(name, origin.column() == null ? 0 : origin.column(), draft);
                pattern(name, origin);
                Map<String, String> values = origin.values() == null ? Map.of() : origin.values();
                size(name, values.keySet(), MOST_WORDS);
                values.forEach((given, ours) -> {
                    text(name, given);
                    word(field, ours, kinds);
                });
            }
            case CONSTANT -> constant(field, origin.value() == null ? "" : origin.value(), kinds);
            case NOW -> {
                if (!field.type().temporal()) {
                    throw refused(
                            "field", name, "The field " + name + " is no time, and cannot be that of the import.");
                }
            }
            case LINE -> {
                if (field.type() != RowKinds.Type.ID) {
                    throw refused(
                            "field", name, "The field " + name + " is no id, and cannot be the number of a line.");
                }
            }
            case ORDER -> {
                if (!name.equals("paid_at")) {
                    throw refused(
                            "field", name, "Only the time of payment can be that of the order, not " + name + ".");
                }
            }
        }
    }

    private static void column(String what, int column, Draft draft) {
        if (column < 1 || column > draft.columns().size()) {
            throw refused(
                    what,
                    column,
                    "There is no column " + column + "; there are "
                            + draft.columns().size() + ".");
        }
        Integer row = draft.reading().headerRow();
        if ((row == null || row > 0) && draft.columns().get(column - 1).isBlank()) {
            throw refused(
                    what,
                    column,
                    "The column " + column + " has no header, by which a mapping finds it. Name it in the file.");
        }
    }

    private static void pattern(String name, Origin origin) {
        String pattern = origin.pattern();
        if (pattern == null || pattern.equals(Origin.SECONDS) || pattern.equals(Origin.MILLIS)) {
            return;
        }
        try {
            text(name, pattern);
            DateTimeFormatter ignored = DateTimeFormatter.ofPattern(pattern);
        } catch (IllegalArgumentException e) {
            throw refused(name, cut(pattern), "This is not the layout of a time: " + cut(pattern) + ".");
        }
    }

    private static void constant(Field field, String value, RowKinds kinds) {
        text(field.name(), value);
        boolean good = !value.isBlank()
                && switch (field.type()) {
                    case AMOUNT, NUMBER -> NUMBER.matcher(value).matches();
                    case INTEGER -> NUMBER.matcher(value).matches() && value.indexOf('.') < 0;
                    case TIME, DAY -> new Times(ZoneOffset.UTC, Instant.EPOCH).time(value) != null;
                    case TEXT, ID -> true;
                };
        if (!good) {
            throw refused(
                    field.name(),
                    cut(value),
                    "The constant \"" + cut(value) + "\" is no value for " + field.name() + ".");
        }
        word(field, value, kinds);
    }

    private static void word(Field field, String ours, RowKinds kinds) {
        List<String> known = kinds.words(field).stream().map(RowKinds.Word::id).toList();
        text(field.name(), ours);
        if (!known.isEmpty() && !known.contains(ours)) {
            throw refused(
                    field.name(),
                    cut(ours),
                    "The field " + field.name() + " cannot be \"" + cut(ours) + "\"; it can be "
                            + String.join(", ", known) + ".");
        }
    }

    private static void lists(Draft draft) {
        size("key", draft.key(), MOST_LISTED);
        draft.key().forEach(column -> column("key", column, draft));
        size("skips", draft.skips(), MOST_LISTED);
        for (Draft.Skip skip : draft.skips()) {
            column("skips", skip.column(), draft);
            size("skips", skip.words(), MOST_WORDS);
            skip.words().forEach(word -> text("skips", word));
        }
        Draft.Split split = draft.split();
        if (split != null) {
            column("split", split.column(), draft);
            if (split.by().isEmpty() || split.by().length() > MOST_LISTED) {
                throw refused("split", cut(split.by()), "What stands between the parts has 1 to 16 characters.");
            }
        }
    }

    private static void text(String what, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw refused(what, cut(text), "A text of the draft has at most " + LONGEST_TEXT + " characters.");
        }
    }

    private static void size(String what, Collection<?> list, int most) {
        if (list.size() > most) {
            throw refused(
                    what,
                    list.size(),
                    "The draft has " + list.size() + " entries of " + what + ", and may have " + most + ".");
        }
    }

    static QuanjingException refused(String what, Object value, String message) {
        return new QuanjingException(
                IngestError.DRAFT_INVALID, message, Map.of("what", what, "value", String.valueOf(value)));
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
