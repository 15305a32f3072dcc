package io.quanjing.ingest.draft;

import io.quanjing.ingest.draft.Draft.From;
import io.quanjing.ingest.draft.Draft.Origin;
import io.quanjing.ingest.draft.RowKinds.Field;
import io.quanjing.ingest.draft.RowKinds.RowKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Words a draft in the mapping language. Every text of the draft stands in quotes, in those of YAML as a header and in those of an expression as
 * a constant, so that none can say more than itself.
 */
public final class DraftMapping {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PAID = "status in ('paid', 'shipped', 'completed')";

    private final Draft draft;
    private final RowKind kind;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final Map<String, String> lets = new LinkedHashMap<>();

    private DraftMapping(Draft draft, RowKind kind) {
        this.draft = draft;
        this.kind = kind;
    }

    /**
     * The mapping of a draft.
     *
     * @throws io.quanjing.kernel.QuanjingException {@link io.quanjing.ingest.IngestError#DRAFT_INVALID} if the draft breaks a rule
     */
    public static String text(Draft draft, RowKinds kinds) {
        RowKind kind = DraftRules.check(draft, kinds);
        return new DraftMapping(draft, kind).text();
    }

    /** A mapping that a draft was worded as, under another name; the source stays. */
    public static String renamed(String mapping, String name) {
        return "format: " + quoted(name) + mapping.substring(mapping.indexOf('\n'));
    }

    private String text() {
        kind.fields().forEach(this::field);
        String skip = skips();
        String key = key();
        sales();
        StringBuilder text = new StringBuilder();
        line(text, 0, "format", quoted(draft.name()));
        line(text, 0, "source", quoted(draft.name()));
        if (draft.zone() != null) {
            line(text, 0, "zone", quoted(draft.zone()));
        }
        if (draft.currency() != null) {
            line(text, 0, "currency", quoted(draft.currency()));
        }
        text.append("files:\n  rows:\n");
        reading(text);
        text.append("    columns:\n");
        columns.forEach((name, column) -> line(text, 6, name, column));
        Draft.Split split = draft.split();
        if (split != null) {
            line(text, 4, "unfold", "{ by: " + quoted(split.by()) + ", columns: [" + splitColumn() + "] }");
        }
        if (!lets.isEmpty()) {
            text.append("    let:\n");
            lets.forEach((name, value) -> line(text, 6, name, quoted(value)));
        }
        if (skip != null) {
            line(text, 4, "skip", quoted(skip));
        }
        text.append("    facts:\n");
        if (kind.table().equals("order_line")) {
            lines(text);
            headers(text);
        } else {
            fact(text, key);
        }
        return text.toString();
    }

    private void reading(StringBuilder text) {
        Draft.Reading reading = draft.reading();
        if (!headed()) {
            line(text, 4, "header", "none");
        }
        if (reading.delimiter() != null && !reading.delimiter().isEmpty()) {
            line(text, 4, "delimiter", quoted(reading.delimiter()));
        }
        if (reading.sheet() != null) {
            line(text, 4, "sheet", quoted(reading.sheet()));
        }
        // UTF-8 and GB18030 show by themselves, in the next file perhaps the other one.
        if (reading.encoding() != null && !reading.encoding().matches("(?i)UTF-8|GB18030|UTF-16.*")) {
            line(text, 4, "encoding", quoted(reading.encoding()));
        }
    }

    private boolean headed() {
        Integer row = draft.reading().headerRow();
        return row == null || row > 0;
    }

    /** The column or let of a field. */
    private void field(Field field) {
        Origin origin = draft.fields().get(field.name());
        if (origin == null) {
            return;
        }
        String name = field.name();
        switch (origin.from()) {
            case COLUMN -> column(field, origin);
            case CONSTANT -> lets.put(name, constant(field, Objects.requireNonNull(origin.value())));
            case NOW -> lets.put(name, field.type() == RowKinds.Type.DAY ? "day(now())" : "now()");
            case LINE -> lets.put(name, "text(line())");
            case ORDER -> {}
        }
    }

    private void column(Field field, Origin origin) {
        int column = Objects.requireNonNull(origin.column());
        String name = field.name();
        boolean region = name.equals("region");
        String given = origin.round() || region ? name + "_given" : name;
        Map<String, String> values = origin.values();
        StringBuilder rule = new StringBuilder("{ ").append(place(column));
        rule.append(", type: ").append(type(field, origin));
        String pattern = origin.pattern();
        if (pattern != null && !pattern.equals(Origin.SECONDS) && !pattern.equals(Origin.MILLIS)) {
            rule.append(", pattern: ").append(quoted(pattern));
        }
        if (origin.decimalComma()) {
            rule.append(", decimal: \",\"");
        }
        if (values != null && !values.isEmpty()) {
            rule.append(", values: { ")
                    .append(values.entrySet().stream()
                            .map(word -> quoted(word.getKey()) + ": " + quoted(word.getValue()))
                            .collect(Collectors.joining(", ")))
                    .append(" }");
        }
        rule.append(required(field) ? ", required: true" : headed() ? ", header_required: true" : "");
        columns.put(given, rule.append(" }").toString());
        if (origin.round()) {
            lets.put(name, "round(" + given + ", 0)");
        } else if (region) {
            // An address below the city has no place in a fact; what is too long for a region's name is one.
            lets.put(name, "coalesce(region(" + given + "), extract(" + given + ", '^[^0-9]{1,20}$'))");
        }
    }

    private boolean required(Field field) {
        return field.needed() || field.identity();
    }

    private static String type(Field field, Origin origin) {
        String pattern = origin.pattern();
        if (field.type().temporal() && pattern != null && pattern.startsWith("epoch_")) {
            return pattern;
        }
        RowKinds.Type type = origin.round() ? RowKinds.Type.NUMBER : field.type();
        return type.name().toLowerCase(Locale.ROOT);
    }

    private String place(int column) {
        return headed() ? "header: " + quoted(draft.columns().get(column - 1)) : "place: " + column;
    }

    private static String constant(Field field, String value) {
        return switch (field.type()) {
            case AMOUNT, NUMBER, INTEGER -> value.startsWith("-") ? "0 - " + value.substring(1) : value;
            case TIME -> "time(" + literal(value) + ")";
            case DAY -> "day(" + literal(value) + ")";
            case TEXT, ID -> literal(value);
        };
    }

    /** The condition of rows that are no data, or null. */
    private @Nullable String skips() {
        List<String> conditions = new ArrayList<>();
        for (Draft.Skip skip : draft.skips()) {
            String name = "skip_" + (conditions.size() + 1);
            columns.put(name, "{ " + place(skip.column()) + " }");
            conditions.add(
                    skip.words().isEmpty()
                            ? name + " is null"
                            : name + " in ("
                                    + skip.words().stream()
                                            .map(DraftMapping::literal)
                                            .collect(Collectors.joining(", "))
                                    + ")");
        }
        return conditions.isEmpty() ? null : String.join(" or ", conditions);
    }

    private String splitColumn() {
        int column = Objects.requireNonNull(draft.split()).column();
        String place = "{ " + place(column) + ",";
        return columns.entrySet().stream()
                .filter(known -> known.getValue().startsWith(place))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> DraftRules.refused(
                        "split", column, "The column " + column + " holds several parts, and no field takes them."));
    }

    /** The expression of the natural key. */
    private String key() {
        Field identity =
                kind.fields().stream().filter(Field::identity).findFirst().orElse(null);
        String day = identity != null && identity.withDay() ? "text(day(at)), '#', " : "";
        if (identity != null && draft.fields().containsKey(identity.name())) {
            return day.isEmpty() ? identity.name() : "concat(" + day + identity.name() + ")";
        }
        String key = kind.key();
        if (!draft.key().isEmpty()) {
            List<String> parts = new ArrayList<>();
            for (int column : draft.key()) {
                String name = "key_" + (parts.size() + 1);
                columns.put(name, "{ " + place(column) + ", type: id, required: true }");
                parts.add(name);
            }
            lets.put("row_key", "concat(" + day + String.join(", '#', ", parts) + ", '')");
        } else if (key != null) {
            for (Field field : kind.fields()) {
                if (!known(field.name()) && key.matches(".*\\b" + field.name() + "\\b.*")) {
                    lets.put(field.name(), "null");
                }
            }
            lets.put("row_key", key);
        } else {
            lets.put("row_key", "concat(hash(), '-', text(occurrence()))");
        }
        if (identity != null && !identity.keyOnly()) {
            lets.put(identity.name(), "row_key");
        }
        return "row_key";
    }

    private boolean known(String name) {
        return columns.containsKey(name) || lets.containsKey(name);
    }

    private void fact(StringBuilder text, String key) {
        text.append("      - table: ").append(kind.table()).append("\n        set:\n");
        line(text, 10, "natural_key", quoted(key));
        for (Field field : kind.fields()) {
            String name = field.name();
            if (field.keyOnly() || (!known(name) && !name.equals("paid_amount"))) {
                continue;
            }
            boolean report = kind.table().equals("ad_spend") && name.equals("at");
            String value = report ? "start_of_day(day(at))" : name.equals("paid_amount") ? paidAmount() : name;
            if (value != null) {
                line(text, 10, name, quoted(value));
            }
        }
    }

    private void lines(StringBuilder text) {
        text.append("      - table: order_line\n        set:\n");
        line(text, 10, "natural_key", quoted("concat(order_id, '#', line_no)"));
        for (String name : List.of(
                "order_id",
                "line_no",
                "at",
                "product",
                "sku",
                "title",
                "category",
                "quantity",
                "list_price",
                "order_amount")) {
            if (known(name)) {
                line(text, 10, name, name);
            }
        }
        String paid = paidAmount();
        if (paid != null) {
            line(text, 10, "paid_amount", quoted(paid));
        }
    }

    /** The orders that the lines are of. */
    private void headers(StringBuilder text) {
        text.append("      - table: order_header\n        group: order_id\n        set:\n");
        line(text, 10, "natural_key", "order_id");
        line(text, 10, "order_id", "order_id");
        line(text, 10, "at", "min(at)");
        for (String name : List.of("status", "customer", "channel", "region")) {
            if (known(name)) {
                line(text, 10, name, name);
            }
        }
        line(text, 10, "order_amount", "sum(order_amount)");
        String paid = paidAmount();
        if (paid != null) {
            line(text, 10, "paid_at", "min(paid_at)");
            line(text, 10, "paid_amount", quoted("sum(" + paid + ")"));
        }
    }

    /** A file without times of payment says by the status, or by being one of sales, which orders were paid. */
    private void sales() {
        if (kind.table().equals("order_line")) {
            if (!known("line_no")) {
                lets.put("line_no", "occurrence(order_id)");
            }
            if (!known("order_amount")) {
                lets.put("order_amount", "round(list_price * quantity, 2)");
            }
        }
        Origin origin = draft.fields().get("paid_at");
        if (origin != null && origin.from() == From.ORDER) {
            lets.put("paid_at", known("status") ? "if(" + PAID + ", at)" : "at");
        }
    }

    private @Nullable String paidAmount() {
        if (kind.field("paid_amount").isEmpty() || !known("paid_at")) {
            return null;
        }
        String amount = known("paid_amount") ? "coalesce(paid_amount, order_amount)" : "order_amount";
        return "if(paid_at is not null, " + amount + ")";
    }

    private static void line(StringBuilder text, int indent, String name, String value) {
        text.append(" ".repeat(indent)).append(name).append(": ").append(value).append('\n');
    }

    /** A text of YAML in quotes, which are those of JSON. */
    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /** A text of an expression. */
    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
