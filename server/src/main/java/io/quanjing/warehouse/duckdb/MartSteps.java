package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the steps of one refresh in their order, leaving out the files that have nothing to do. */
final class MartSteps {

    /** What becomes of the rows of a mart. */
    interface Replacing {

        /**
         * Replaces rows.
         *
         * @param keys a query for the keys of the rows to replace, by the names of the columns of the table with the keys
         * @param same the condition that a row of the mart, by the mart's name, has the key {@code d}
         * @param select the new rows
         */
        void replace(Mart mart, Transforms.Replacing step, String keys, String same, String select) throws SQLException;
    }

    /** Told of what is about to happen, and of what has happened. */
    interface Watching {

        /** A query is about to run. */
        default void before(String select) throws SQLException {}

        /** The rows of a working table are there. */
        default void made(Transforms.Working step) throws SQLException {}
    }

    private final Map<String, Mart> marts = new HashMap<>();
    private final Transforms transforms;

    MartSteps(WarehouseSchema schema, Transforms transforms) {
        schema.marts().forEach(mart -> marts.put(mart.name(), mart));
        this.transforms = transforms;
    }

    /**
     * Runs them.
     *
     * @param since an expression of the engine
     * @param until an expression of the engine
     */
    void run(Statement statement, String since, String until, Watching watching, Replacing replacing)
            throws SQLException {
        Set<String> made = new HashSet<>();
        for (Transforms.File file : transforms.files()) {
            if (!due(statement, file, made)) {
                continue;
            }
            for (Transforms.Step step : file.steps()) {
                watching.before(step.select());
                String select = step.select().replace(":since", since).replace(":until", until);
                switch (step) {
                    // Working tables cost nothing here, so that a query is never repeated.
                    case Transforms.Working working -> {
                        statement.execute(
                                "CREATE OR REPLACE TEMP TABLE " + Ddl.quoted(working.name()) + " AS " + select);
                        made.add(working.name());
                        watching.made(working);
                    }
                    case Transforms.Replacing replaced -> {
                        Mart mart = mart(replaced);
                        replacing.replace(mart, replaced, keys(replaced), same(mart, replaced), select);
                    }
                }
            }
        }
    }

    private Mart mart(Transforms.Replacing step) {
        return Objects.requireNonNull(marts.get(step.mart()), step.mart());
    }

    /** A query for the keys of the rows to replace, by the names of the columns of the table with the keys. */
    String keys(Transforms.Replacing step) {
        Mart mart = mart(step);
        return "SELECT DISTINCT "
                + step.keys().stream()
                        .map(key -> mart.comparable(key.column(), key.by()) + " AS " + key.by())
                        .collect(Collectors.joining(", "))
                + " FROM " + step.by();
    }

    private static String same(Mart mart, Transforms.Replacing step) {
        return step.keys().stream()
                .map(key -> mart.comparable(key.column(), Ddl.quoted(mart.name()) + "." + key.column()) + " = d."
                        + key.by())
                .collect(Collectors.joining(" AND "));
    }

    private static boolean due(Statement statement, Transforms.File file, Set<String> made) throws SQLException {
        if (file.gate().isEmpty()) {
            return true;
        }
        if (!made.contains(file.gate())) {
            return false;
        }
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM " + file.gate() + " LIMIT 1")) {
            return rows.next();
        }
    }

    /** The working tables of a large refresh would hold memory until the next one. */
    void drop(Statement statement) throws SQLException {
        for (Transforms.File file : transforms.files()) {
            for (Transforms.Step step : file.steps()) {
                if (step instanceof Transforms.Working working) {
                    statement.execute("DROP TABLE IF EXISTS temp." + Ddl.quoted(working.name()));
                }
            }
        }
    }
}
