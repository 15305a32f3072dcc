package io.quanjing.ingest.mapping;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the cells of exports mean: ids behind quotes and tabs, amounts with signs and separators, dashes for nothing. */
public final class Values {

    private static final Set<String> NOTHING =
            Set.of("-", "--", "—", "——", "nan", "null", "none", "n/a", "#n/a", "\\n", "nat", "/");

    private Values() {}

    /** Whether the text stands for "no value" where an id, a number or a time is expected. */
    public static boolean nothing(String text) {
        return text.isEmpty() || (text.length() <= 4 && NOTHING.contains(text.toLowerCase(Locale.ROOT)));
    }

    /** A header or vocabulary word, so that look-alikes are equal: NFKC, no white space but single blanks, lower case. */
    public static String word(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c > ' ' && c < 0x7f;
        }
        if (plain) {
            return text.toLowerCase(Locale.ROOT);
        }
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder word = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c == ' ') {
                if (!word.isEmpty() && word.charAt(word.length() - 1) != ' ') {
                    word.append(' ');
                }
            } else if (c > ' ' && c != 0xFEFF && c != 0x200B && c != 0xA0 && c != 0x200E) {
                word.append(c);
            }
        }
        return word.toString().strip();
    }

    /** Text without the white space, tabs and byte order marks around it. */
    public static String text(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && edge(cell.charAt(from))) {
            from++;
        }
        while (to > from && edge(cell.charAt(to - 1))) {
            to--;
        }
        return from == 0 && to == cell.length() ? cell : cell.substring(from, to);
    }

    private static boolean edge(char c) {
        return c <= ' ' || c == 0xFEFF || c == 0xA0 || c == 0x3000 || c == 0x200B;
    }

    /** An id without {@code ="…"}, a leading apostrophe, tabs around it and the {@code .0} that spreadsheets add. */
    public static String id(String cell) {
        String id = text(cell);
        if (id.startsWith("=\"") && id.endsWith("\"") && id.length() >= 3) {
            id = text(id.substring(2, id.length() - 1));
        }
        if (id.startsWith("'")) {
            id = text(id.substring(1));
        }
        if (id.endsWith(".0") && id.length() > 2) {
            boolean digits = true;
            for (int i = 0; i < id.length() - 2 && digits; i++) {
                digits = id.charAt(i) >= '0' && id.charAt(i) <= '9';
            }
            id = digits ? id.substring(0, id.length() - 2) : id;
        }
        return id;
    }

    /** A number with a comma before its decimals, as it is written with a point. */
    public static String pointed(String cell) {
        StringBuilder pointed = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ',') {
                pointed.append('.');
            } else if (c != '.' && c != '\'' && c != '’' && c != '€' && !Character.isSpaceChar(c)) {
                pointed.append(c);
            }
        }
        return pointed.toString();
    }

    /** A number, or null if the text is none. */
    public static @Nullable BigDecimal number(String cell) {
        BigDecimal fast = plainNumber(cell);
        if (fast != null) {
            return fast;
        }
        String s = Normalizer.normalize(id(cell), Normalizer.Form.NFKC)
                .replace("¥", "")
                .replace("￥", "")
                .strip();
        if (s.startsWith("$") || s.startsWith("£") || s.startsWith("€")) {
            s = s.substring(1);
        }
        int end = 0;
        while (end < s.length() && (Character.isDigit(s.charAt(end)) || "+-.,eE".indexOf(s.charAt(end)) >= 0)) {
            end++;
        }
        String rest = s.substring(end).strip();
        int shift = 0;
        if (rest.startsWith("万") || rest.startsWith("w") || rest.startsWith("W")) {
            shift = 4;
            rest = rest.substring(1);
        } else if (rest.startsWith("亿")) {
            shift = 8;
            rest = rest.substring(1);
        }
        if (rest.equals("%")) {
            shift = -2;
            rest = "";
        }
        if (!(rest.isEmpty() || rest.startsWith("元") || rest.startsWith("("))) {
            return null;
        }
        String digits = s.substring(0, end);
        if (digits.indexOf(',') >= 0) {
            if (!digits.matches("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?")) {
                return null;
            }
            digits = digits.replace(",", "");
        }
        if (digits.isEmpty() || digits.length() > 40) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(digits);
            return Math.abs((long) value.scale()) > 60 ? null : value.scaleByPowerOfTen(shift);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** An end of a range such as {@code 7.5w~10w}; both ends of a plain number are the number. Null if the text is neither. */
    static @Nullable BigDecimal bound(String cell, boolean low) {
        String s = Normalizer.normalize(cell, Normalizer.Form.NFKC);
        int between = s.indexOf('~');
        if (between < 0) {
            return number(s);
        }
        BigDecimal from = number(s.substring(0, between));
        BigDecimal to = number(s.substring(between + 1));
        return from == null || to == null || from.compareTo(to) > 0 ? null : low ? from : to;
    }

    private static @Nullable BigDecimal plainNumber(String s) {
        int n = s.length();
        if (n == 0 || n > 17) {
            return null;
        }
        int i = s.charAt(0) == '-' ? 1 : 0;
        int point = -1;
        long value = 0;
        int digits = 0;
        for (; i < n; i++) {
            char c = s.charAt(i);
            if (c >= '0' && c <= '9') {
                value = value * 10 + c - '0';
                digits++;
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return null;
            }
        }
        if (digits == 0 || point == n - 1) {
            return null;
        }
        return BigDecimal.valueOf(s.charAt(0) == '-' ? -value : value, point < 0 ? 0 : n - 1 - point);
    }

    /** Yes or no, or null if the text is neither. */
    public static @Nullable Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "1.0", "yes", "y", "t", "是" -> Boolean.TRUE;
            case "false", "0", "0.0", "no", "n", "f", "否" -> Boolean.FALSE;
            default -> null;
        };
    }
}
