package io.quanjing.demo;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A window of a world, told into memory and read back as plain rows, with no knowledge of how they were made. */
final class Told {

    private final Map<String, ByteArrayOutputStream> bytes = new LinkedHashMap<>();
    private final Map<String, Totals> totals;

    Told(World world, Window window) {
        this(world, window, table -> true);
    }

    /** Keeps only some tables: the events of a long history would fill the memory. */
    Told(World world, Window window, Predicate<String> kept) {
        Generation generation = new Generation(world, window);
        for (Scenario.ShopPlan shop : world.scenario().shops) {
            try (RowFiles files = new RowFiles(
                    table -> kept.test(table) ? open(shop.id() + "/" + table) : OutputStream.nullOutputStream())) {
                generation.write(shop, files);
            }
        }
        totals = generation.totals();
    }

    private OutputStream open(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.put(name, out);
        return out;
    }

    /** A hash of every file's name and bytes. */
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            bytes.forEach((name, out) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(out.toByteArray());
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a shop's table, column by name. */
    List<ToldRow> rows(String shop, String table) {
        ByteArrayOutputStream out = bytes.get(shop + "/" + table);
        if (out == null) {
            return List.of();
        }
        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n", 0);
        String[] header = lines[0].split(",", -1);
        List<ToldRow> rows = new ArrayList<>(lines.length - 1);
        for (int i = 1; i < lines.length; i++) {
            String[] values = lines[i].split(",", -1);
            if (values.length != header.length) {
                throw new IllegalStateException("The row has " + values.length + " values: " + lines[i]);
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int c = 0; c < header.length; c++) {
                row.put(header[c], values[c]);
            }
            rows.add(new ToldRow(row));
        }
        return rows;
    }

    /** The totals that were counted for a shop. */
    Totals totals(String shop) {
        return of(totals, shop);
    }

    /** The value of a key that must be there. */
    static <V> V of(Map<String, V> map, String key) {
        V value = map.get(key);
        if (value == null) {
            throw new AssertionError("Nothing is told of " + key + ".");
        }
        return value;
    }

    /** The names of the tables of a shop. */
    List<String> tables(String shop) {
        return bytes.keySet().stream()
                .filter(name -> name.startsWith(shop + "/"))
                .map(name -> name.substring(shop.length() + 1))
                .toList();
    }
}
