package io.quanjing.ingest.mapping;

import io.quanjing.ingest.RowReason;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The functions of the mapping language that take texts, addresses and patterns apart. */
final class TextFunctions {

    private TextFunctions() {}

    static Expression textual(List<Expression> a, Function<String, @Nullable String> change)
            throws Arguments.WrongCall {
        Expression argument = Arguments.text(a, 0);
        return new Expression(
                ValueKind.TEXT, row -> argument.value(row) instanceof String given ? change.apply(given) : null);
    }

    static Expression binary(List<Expression> a, BinaryOperator<@Nullable String> change) throws Arguments.WrongCall {
        Expression x = Arguments.text(a, 0);
        Expression y = Arguments.text(a, 1);
        return new Expression(
                ValueKind.TEXT,
                row -> x.value(row) instanceof String p && y.value(row) instanceof String q
                        ? change.apply(p, q)
                        : null);
    }

    private static @Nullable URI uri(String address) {
        try {
            return new URI(address.strip().replace(" ", "%20"));
        } catch (URISyntaxException e) {
            return null;
        }
    }

    static @Nullable String host(String address) {
        URI uri = uri(address.contains("//") ? address : "//" + address);
        return uri == null || uri.getHost() == null ? null : uri.getHost().toLowerCase(Locale.ROOT);
    }

    static @Nullable String path(String address) {
        int cut = address.length();
        for (char c : new char[] {'?', '#'}) {
            int found = address.indexOf(c);
            cut = found >= 0 ? Math.min(cut, found) : cut;
        }
        String bare = address.substring(0, cut).strip();
        int scheme = bare.indexOf("//");
        int slash = scheme >= 0 ? bare.indexOf('/', scheme + 2) : bare.startsWith("/") ? 0 : -1;
        return slash >= 0 ? bare.substring(slash) : scheme >= 0 ? "/" : null;
    }

    static @Nullable String parameter(String address, String name) {
        int query = address.indexOf('?');
        if (query < 0) {
            return null;
        }
        int end = address.indexOf('#', query);
        for (String pair :
                address.substring(query + 1, end < 0 ? address.length() : end).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                try {
                    return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return pair.substring(equals + 1);
                }
            }
        }
        return null;
    }

    static Expression replace(List<Expression> a) throws Arguments.WrongCall {
        Expression text = Arguments.text(a, 0);
        Expression old = Arguments.text(a, 1);
        Expression now = Arguments.text(a, 2);
        return new Expression(
                ValueKind.TEXT,
                row -> text.value(row) instanceof String t
                                && old.value(row) instanceof String o
                                && now.value(row) instanceof String n
                        ? t.replace(o, n)
                        : null);
    }

    static Expression part(List<Expression> a) throws Arguments.WrongCall {
        Expression text = Arguments.text(a, 0);
        Expression delimiter = Arguments.text(a, 1);
        Expression number = Arguments.of(a, 2, ValueKind.NUMBER);
        return new Expression(ValueKind.TEXT, row -> {
            if (!(text.value(row) instanceof String t && delimiter.value(row) instanceof String d)) {
                return null;
            }
            if (!(number.value(row) instanceof Long n)) {
                return null;
            }
            String[] parts = t.split(Pattern.quote(d), -1);
            return n >= 1 && n <= parts.length ? parts[(int) (n - 1)].strip() : null;
        });
    }

    private static Pattern pattern(List<Expression> a) throws Arguments.WrongCall {
        Object constant = Arguments.constant(Arguments.text(a, 1));
        if (!(constant instanceof String given)) {
            throw new Arguments.WrongCall("The pattern has to be written out as a text.");
        }
        try {
            return Pattern.compile(given);
        } catch (PatternSyntaxException e) {
            throw new Arguments.WrongCall("The pattern is not a regular expression: " + e.getDescription() + ".");
        }
    }

    static Expression matches(List<Expression> a) throws Arguments.WrongCall {
        Expression text = Arguments.text(a, 0);
        Pattern pattern = pattern(a);
        return new Expression(
                ValueKind.BOOLEAN, row -> text.value(row) instanceof String t && find(row, pattern, t) != null);
    }

    static Expression extract(List<Expression> a) throws Arguments.WrongCall {
        Expression text = Arguments.text(a, 0);
        Pattern pattern = pattern(a);
        return new Expression(ValueKind.TEXT, row -> {
            Matcher found = text.value(row) instanceof String t ? find(row, pattern, t) : null;
            return found == null ? null : found.group(Math.min(found.groupCount(), 1));
        });
    }

    private static @Nullable Matcher find(RowFrame row, Pattern pattern, String text) {
        try {
            Matcher matcher = pattern.matcher(new BudgetedText(text));
            return matcher.find() ? matcher : null;
        } catch (BudgetedText.Spent | StackOverflowError e) {
            row.note(
                    RowReason.TEXT_TOO_COMPLEX,
                    "The pattern " + pattern + " takes too long on a text of " + text.length() + " characters.",
                    Map.of("pattern", pattern.pattern()));
            return null;
        }
    }
}
