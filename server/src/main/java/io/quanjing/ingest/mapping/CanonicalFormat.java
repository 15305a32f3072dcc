package io.quanjing.ingest.mapping;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The format {@code quanjing}: one file a canonical table, named {@code <table>.csv} or {@code <table>-anything.csv.gz}, whose header has
 * the table's own column names. The shop comes with the import, days and hours are worked out.
 */
public final class CanonicalFormat {

    /** The format's name, also the source of its facts. */
    public static final String NAME = "quanjing";

    private static final Set<String> FILLED =
            Set.of("shop", "shop_day", "shop_hour", "paid_day", "paid_hour", "row_hash", "load_id", "recorded_at");

    private CanonicalFormat() {}

    /** The mapping for the tables that the warehouse has now. */
    public static Mapping of(List<TableSchema> schemas) {
        List<FileKind> kinds = new ArrayList<>();
        for (TableSchema schema : schemas) {
            // Channels and products first, so that a run that breaks off for a missing channel says so early.
            kinds.add(kind(schema, kinds.size()));
        }
        return new Mapping(
                NAME,
                Map.of("zh", "全景标准格式（每张标准表一个文件）", "en", "Quanjing's own format, one file a table"),
                NAME,
                null,
                null,
                List.of(),
                kinds);
    }

    private static FileKind kind(TableSchema schema, int index) {
        Scope scope = new Scope(Map.of(), Map.of());
        List<ColumnRule> columns = new ArrayList<>();
        for (Column column : schema.columns()) {
            if (FILLED.contains(column.name())) {
                continue;
            }
            boolean optional = Set.of("natural_key", "source", "currency").contains(column.name());
            ColumnRule rule = new ColumnRule(
                    column.name(),
                    List.of(column.name()),
                    type(column),
                    column.required() && !optional && !derived(schema, column),
                    column.required() && !optional && !derived(schema, column),
                    null,
                    null,
                    null,
                    Set.of(),
                    false,
                    null);
            columns.add(rule);
            scope.add(column.name(), rule.type().kind());
        }
        List<Expression> lets = new ArrayList<>();
        Expression key = naturalKey(schema, scope);
        scope.add("natural_key_", ValueKind.TEXT);
        lets.add(key);
        List<FactRule.Setter> setters = new ArrayList<>();
        for (Column column : schema.columns()) {
            if (FILLED.contains(column.name())) {
                continue;
            }
            String from = column.name().equals("natural_key") ? "natural_key_" : column.name();
            Scope.Name name = scope.names().get(from);
            if (name != null) {
                int slot = name.slot();
                setters.add(new FactRule.Setter(
                        schema.index(column.name()), column, new Expression(name.kind(), row -> row.slots[slot])));
            }
        }
        return new FileKind(
                schema.name(),
                false,
                true,
                schema.name(),
                null,
                null,
                null,
                null,
                columns,
                lets,
                null,
                null,
                List.of(),
                List.of(new FactRule(schema, null, setters)),
                List.of(),
                List.of(),
                scope.names().size(),
                scope.counters(),
                scope.shares(),
                index,
                List.of());
    }

    /** Line numbers and ids that stand in the natural key anyway need not be repeated in a column of their own. */
    private static boolean derived(TableSchema schema, Column column) {
        return schema.name().equals("order_line") && column.name().equals("line_no");
    }

    private static ColumnRule.Type type(Column column) {
        return switch (column.type()) {
            case TEXT -> ColumnRule.Type.TEXT;
            case BIGINT -> ColumnRule.Type.INTEGER;
            case DECIMAL -> ColumnRule.Type.NUMBER;
            case BOOLEAN -> ColumnRule.Type.BOOLEAN;
            case DATE -> ColumnRule.Type.DAY;
            case TIMESTAMP -> ColumnRule.Type.TIME;
        };
    }

    private static Expression naturalKey(TableSchema schema, Scope scope) {
        String expression = switch (schema.name()) {
            case "order_header" -> "order_id";
            case "order_line" -> "concat(order_id, '#', line_no)";
            case "product_cost" -> "concat(product, '#', sku, '#', valid_from)";
            case "product", "channel", "region", "campaign", "creator", "supplier", "warehouse", "sku", "customer" ->
                schema.has(schema.name()) ? schema.name() : "hash()";
            default -> "concat(hash(), '-', occurrence())";
        };
        scope.counting(true);
        try {
            return ExpressionParser.parse(
                    schema.has("natural_key") ? "coalesce(natural_key, " + expression + ")" : expression, scope);
        } catch (Tokens.Wrong e) {
            throw new IllegalStateException("The key of " + schema.name() + ": " + e.rule(), e);
        } finally {
            scope.counting(false);
        }
    }
}
