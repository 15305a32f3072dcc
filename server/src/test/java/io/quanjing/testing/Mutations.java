package io.quanjing.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Makes broken files of good ones: by bytes, by cells and columns, and inside the parts of a workbook. */
public final class Mutations {

    private static final List<String> NASTY = List.of(
            "=cmd|' /C calc'!A0",
            "\"",
            "\"\"\"",
            ",",
            ";",
            "\t",
            "\n",
            "\r\n",
            "\0",
            "\uFEFF",
            "\u202E",
            "\uD83D",
            "😀",
            "９９９",
            "-",
            "--",
            "nan",
            "1e999",
            "-1e-999",
            "9".repeat(40),
            "0x10",
            "1.2万",
            "7.5w~10w",
            "10~",
            "2026-02-30 25:61:61",
            "0000-00-00",
            "9999-12-31 23:59:59",
            "99999",
            "全部",
            "退款成功",
            "<a>&amp;</a>",
            "]]>",
            "';--",
            "../../x",
            "x".repeat(5_000));

    private final Random random;

    /** The same seed makes the same mutations. */
    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** A broken copy of a file. */
    public byte[] of(byte[] good, boolean workbook) throws IOException {
        byte[] bad = good;
        for (int n = 1 + random.nextInt(3); n > 0 && bad.length > 0; n--) {
            bad = workbook && random.nextInt(4) > 0 ? part(bad) : random.nextBoolean() ? bytes(bad) : cells(bad);
        }
        return bad;
    }

    private byte[] bytes(byte[] good) {
        int at = random.nextInt(good.length);
        int length = Math.min(1 + random.nextInt(40), good.length - at);
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] flipped = good.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> joined(good, 0, at, new byte[0], at + length);
            case 2 -> joined(good, 0, at + length, Arrays.copyOfRange(good, at, at + length), at + length);
            case 3 -> Arrays.copyOf(good, at);
            default -> joined(good, 0, at, nasty(), at);
        };
    }

    private static byte[] joined(byte[] good, int from, int to, byte[] between, int after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(good, from, to - from);
        out.writeBytes(between);
        out.write(good, after, good.length - after);
        return out.toByteArray();
    }

    /** A text that has broken something somewhere. */
    public static String nasty(Random random) {
        return NASTY.get(random.nextInt(NASTY.size()));
    }

    private byte[] nasty() {
        return nasty(random).getBytes(StandardCharsets.UTF_8);
    }

    /** Rows and cells of a text, cut at plain commas. */
    private byte[] cells(byte[] good) {
        Charset charset = random.nextInt(6) == 0 ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
        List<String> lines = new ArrayList<>(List.of(new String(good, charset).split("\n", -1)));
        int line = random.nextInt(lines.size());
        List<String> cells = new ArrayList<>(List.of(lines.get(line).split(",", -1)));
        int cell = random.nextInt(cells.size());
        switch (random.nextInt(6)) {
            case 0 -> cells.set(cell, NASTY.get(random.nextInt(NASTY.size())));
            case 1 -> Collections.swap(cells, cell, random.nextInt(cells.size()));
            case 2 -> cells.remove(cell);
            case 3 -> cells.add(cell, NASTY.get(random.nextInt(NASTY.size())));
            case 4 -> Collections.shuffle(lines, random);
            default -> lines.add(line, lines.get(random.nextInt(lines.size())));
        }
        if (line < lines.size() && !cells.isEmpty()) {
            lines.set(line, String.join(",", cells));
        }
        return String.join("\n", lines).getBytes(charset);
    }

    /** Breaks one part of a workbook and packs it again, so that more than the archive is tried. */
    private byte[] part(byte[] good) throws IOException {
        List<ZipEntry> entries = new ArrayList<>();
        List<byte[]> parts = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(good))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry);
                parts.add(in.readAllBytes());
            }
        } catch (IOException | IllegalArgumentException e) {
            return bytes(good);
        }
        if (entries.isEmpty()) {
            return bytes(good);
        }
        int broken = random.nextInt(entries.size());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.size(); i++) {
                try {
                    zip.putNextEntry(new ZipEntry(entries.get(i).getName()));
                } catch (IOException e) {
                    continue;
                }
                byte[] content = parts.get(i);
                zip.write(i == broken && content.length > 0 ? bytes(content) : content);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
