package io.quanjing.ingest.mapping;

import io.quanjing.ingest.mapping.Template.Column;
import io.quanjing.ingest.mapping.Template.Group;
import io.quanjing.ingest.mapping.Template.Kind;
import io.quanjing.ingest.mapping.Template.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a mapping says of a kind of file that people download and fill in: {@code template}, and {@code about} and {@code example} of its
 * columns. Of the headers and words of a column, the first in Chinese characters is the Chinese one, the first without any the English one.
 */
final class TemplateReader {

    private static final List<Text> YES_OR_NO = List.of(new Text("是", "yes"), new Text("否", "no"));

    private final List<Template> templates = new ArrayList<>();

    /** The templates of the kinds that were read. */
    List<Template> templates() {
        return List.copyOf(templates);
    }

    void kind(String name, YamlSection kind, List<ColumnRule> rules) {
        YamlSection template = kind.optionalSection("template", "template").orElse(null);
        if (template == null) {
            return;
        }
        template.allow("group", "title", "about");
        YamlSection section = kind.section("columns", "The list of columns");
        List<Column> columns = new ArrayList<>();
        for (ColumnRule rule : rules) {
            if (section.isText(rule.name())) {
                throw section.wrong(rule.name(), "A column of a template says what it means: about, example.");
            }
            columns.add(column(rule, section.section(rule.name(), "A column")));
        }
        templates.add(new Template(
                name,
                group(template),
                text(template, "title", "The template's title"),
                text(template, "about", "What the template is for"),
                columns));
    }

    private static Group group(YamlSection template) {
        String given = template.text("group", "What the template belongs to");
        List<String> known =
                Arrays.stream(Group.values()).map(TemplateReader::id).toList();
        if (!known.contains(given)) {
            throw template.wrong(
                    "group",
                    "There is no group " + given + "; there are " + String.join(", ", known) + "."
                            + Suggestion.maybe(given, known));
        }
        return Group.valueOf(given.toUpperCase(Locale.ROOT));
    }

    private static Column column(ColumnRule rule, YamlSection column) {
        Map<String, String> vocabulary = rule.values();
        return new Column(
                inBoth(rule.headers())
                        .orElseThrow(() -> column.wrong(
                                "header", "A column of a template has a header in Chinese and one in English.")),
                vocabulary == null ? kind(rule, column) : Kind.WORD,
                rule.required(),
                text(column, "about", "What the column means"),
                column.isText("example")
                        ? new Text(column.text("example", "example"), column.text("example", "example"))
                        : text(column, "example", "An example"),
                words(rule.type(), vocabulary));
    }

    private static Kind kind(ColumnRule rule, YamlSection column) {
        return switch (rule.type()) {
            case TEXT -> Kind.TEXT;
            case ID -> Kind.ID;
            case AMOUNT -> Kind.AMOUNT;
            case NUMBER -> Kind.NUMBER;
            case INTEGER -> Kind.INTEGER;
            case TIME -> Kind.TIME;
            case DAY -> Kind.DAY;
            case BOOLEAN -> Kind.BOOLEAN;
            case EPOCH_SECONDS, EPOCH_MILLIS ->
                throw column.wrong("type", "Nobody fills in seconds since 1970; a column of a template is a time.");
        };
    }

    /** The word for each value; a value whose words are all of one language has the same word in both. */
    private static List<Text> words(ColumnRule.Type type, @Nullable Map<String, String> vocabulary) {
        if (vocabulary == null) {
            return type == ColumnRule.Type.BOOLEAN ? YES_OR_NO : List.of();
        }
        Map<String, List<String>> byValue = new LinkedHashMap<>();
        vocabulary.forEach((word, value) -> {
            if (!word.equals("*")) {
                byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(word);
            }
        });
        return byValue.values().stream()
                .map(words -> inBoth(words).orElseGet(() -> new Text(words.getFirst(), words.getFirst())))
                .toList();
    }

    private static Optional<Text> inBoth(List<String> texts) {
        Optional<String> chinese =
                texts.stream().filter(TemplateReader::chinese).findFirst();
        return chinese.flatMap(
                zh -> texts.stream().filter(text -> !chinese(text)).findFirst().map(en -> new Text(zh, en)));
    }

    private static boolean chinese(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }

    private static Text text(YamlSection section, String name, String what) {
        YamlSection text = section.section(name, what);
        text.allow("zh", "en");
        return new Text(text.text("zh", "The Chinese text"), text.text("en", "The English text"));
    }

    private static String id(Group group) {
        return group.name().toLowerCase(Locale.ROOT);
    }
}
