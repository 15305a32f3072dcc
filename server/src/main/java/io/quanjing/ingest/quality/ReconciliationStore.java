package io.quanjing.ingest.quality;

import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds two sources of the same orders against each other, in the warehouse. */
final class ReconciliationStore {

    private static final String FOLDER = "/warehouse/quality/";

    private final Warehouse warehouse;
    private final Map<Comparison, String> compared = new EnumMap<>(Comparison.class);

    ReconciliationStore(Warehouse warehouse) {
        this.warehouse = warehouse;
        String text = Declared.text(FOLDER + "compared.sql");
        for (Comparison comparison : Comparison.values()) {
            compared.put(
                    comparison,
                    text.replace("${ours}", Declared.text(FOLDER + comparison.ours() + ".sql"))
                            .replace("${theirs}", Declared.text(FOLDER + comparison.theirs() + ".sql")));
        }
    }

    private record Pair(String shop, String ours, String theirs) {}

    private record Found(long orders, BigDecimal apart, BigDecimal difference, BigDecimal due) {}

    private static final Found NOTHING = new Found(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** What the pairs of sources of all shops have in common, and what they do not. */
    List<Finding> findings(Comparison comparison, QueryOptions options) {
        Map<Pair, Map<String, Found>> pairs = new LinkedHashMap<>();
        for (List<@Nullable Object> row : warehouse
                .query(new SqlQuery("""
                                SELECT shop, our_source, their_source, finding, count(*) AS orders, sum(abs(difference)) AS apart,
                                    sum(difference) AS difference, sum(coalesce(our_amount - refunded, their_amount)) AS due
                                FROM (%s) c
                                GROUP BY shop, our_source, their_source, finding
                                """.formatted(compared.get(comparison)), binds(comparison)), options)
                .rows()) {
            pairs.computeIfAbsent(new Pair(text(row, 0), text(row, 1), text(row, 2)), p -> new HashMap<>())
                    .put(text(row, 3), new Found(number(row.get(4)), amount(row, 5), amount(row, 6), amount(row, 7)));
        }
        List<Finding> findings = new ArrayList<>();
        pairs.forEach((pair, found) -> findings.add(finding(comparison, pair, found)));
        return findings;
    }

    private static Finding finding(Comparison comparison, Pair pair, Map<String, Found> found) {
        Found ours = found.getOrDefault("ours_missing", NOTHING);
        Found theirs = found.getOrDefault("theirs_missing", NOTHING);
        Found different = found.getOrDefault("different", NOTHING);
        BigDecimal due = found.values().stream().map(Found::due).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal apart = ours.apart().add(theirs.apart()).add(different.apart());
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("comparison", comparison.id());
        arguments.put("ours", pair.ours());
        arguments.put("theirs", pair.theirs());
        arguments.put("same", found.getOrDefault("same", NOTHING).orders());
        arguments.put("oursMissing", ours.orders());
        arguments.put("oursMissingAmount", ours.apart().toPlainString());
        arguments.put("theirsMissing", theirs.orders());
        arguments.put("theirsMissingAmount", theirs.apart().toPlainString());
        arguments.put("different", different.orders());
        arguments.put("differentAmount", different.difference().toPlainString());
        arguments.put("apart", apart.toPlainString());
        return new Finding(
                Rule.RECONCILIATION,
                pair.shop(),
                pair.ours(),
                "order_header",
                comparison.id() + ":" + pair.theirs(),
                due.signum() <= 0 ? null : Finding.share(apart, due),
                arguments);
    }

    /**
     * The orders of a pair of sources that differ, the most money first.
     *
     * @param most how many at most
     */
    List<Difference> differences(
            Comparison comparison, String shop, String ours, String theirs, int most, QueryOptions options) {
        List<@Nullable Object> binds = new ArrayList<>(binds(comparison));
        binds.addAll(List.of(shop, ours, theirs));
        List<Difference> differences = new ArrayList<>();
        for (List<@Nullable Object> row : warehouse
                .query(new SqlQuery("""
                                SELECT order_id, paid_on, our_amount, refunded, their_amount, finding, difference
                                FROM (%s) c
                                WHERE shop = ? AND our_source = ? AND their_source = ? AND finding <> 'same'
                                ORDER BY abs(difference) DESC, order_id
                                LIMIT %d
                                """.formatted(compared.get(comparison), most), binds), options)
                .rows()) {
            differences.add(new Difference(
                    text(row, 0),
                    (LocalDate) Objects.requireNonNull(row.get(1)),
                    row.get(2) == null ? null : amount(row, 2),
                    amount(row, 3),
                    row.get(4) == null ? null : amount(row, 4),
                    text(row, 5),
                    amount(row, 6)));
        }
        return differences;
    }

    private static List<@Nullable Object> binds(Comparison comparison) {
        long grace = comparison.graceDays();
        return List.of(comparison.twoFacts(), comparison.twoFacts(), grace, grace, grace, grace);
    }

    private static String text(List<@Nullable Object> row, int column) {
        return String.valueOf(row.get(column));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number n ? n.longValue() : 0;
    }

    /** Amounts have at most four places; zeros at their end are none of the amount. */
    private static BigDecimal amount(List<@Nullable Object> row, int column) {
        BigDecimal amount = row.get(column) instanceof BigDecimal n ? n : BigDecimal.valueOf(number(row.get(column)));
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() < 2 ? plain.setScale(2) : plain;
    }
}
