package io.quanjing.ingest.mapping;

import io.quanjing.ingest.IngestError;
import io.quanjing.kernel.QuanjingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One map of a YAML file that knows where its entries stand, so that every refusal names line and column. */
final class YamlSection {

    private final String file;
    private final Node node;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();

    YamlSection(String file, Node node, String what) {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode map)) {
            throw refuse(file, node, 0, what + " has to be a map of \"name: value\" lines.");
        }
        for (NodeTuple tuple : map.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw refuse(file, tuple.getKeyNode(), 0, "A name has to be a plain text.");
            }
            if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                throw refuse(file, key, 0, key.getValue() + " stands here twice.");
            }
            keys.put(key.getValue(), key);
        }
    }

    Collection<String> names() {
        return keys.keySet();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Refuses names that the language does not have. */
    void allow(String... known) {
        for (Map.Entry<String, Node> key : keys.entrySet()) {
            if (!List.of(known).contains(key.getKey())) {
                throw refuse(
                        file,
                        key.getValue(),
                        0,
                        "\"" + key.getKey() + "\" is not known here; known are " + String.join(", ", known) + "."
                                + Suggestion.maybe(key.getKey(), List.of(known)));
            }
        }
    }

    YamlSection section(String name, String what) {
        return new YamlSection(file, value(name, what), what);
    }

    Optional<YamlSection> optionalSection(String name, String what) {
        return has(name) ? Optional.of(section(name, what)) : Optional.empty();
    }

    String text(String name, String what) {
        Node value = value(name, what);
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw refuse(file, value, 0, name + " has to be a plain value.");
    }

    @Nullable String optionalText(String name) {
        return has(name) ? text(name, name) : null;
    }

    boolean isText(String name) {
        return values.get(name) instanceof ScalarNode;
    }

    boolean flag(String name) {
        String text = optionalText(name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw wrong(name, name + " is true or false, not " + text + ".");
    }

    /** The texts of a list; a single value is a list of one. */
    List<String> texts(String name) {
        Node value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof ScalarNode scalar) {
            return List.of(scalar.getValue());
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (!(item instanceof ScalarNode scalar)) {
                    throw refuse(file, item, 0, name + " has to be a list of plain values.");
                }
                texts.add(scalar.getValue());
            }
            return texts;
        }
        throw refuse(file, value, 0, name + " has to be a list.");
    }

    /** The maps of a list. */
    List<YamlSection> sections(String name, String what) {
        Node value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            throw refuse(file, value, 0, name + " has to be a list.");
        }
        List<YamlSection> sections = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            sections.add(new YamlSection(file, item, what));
        }
        return sections;
    }

    /** Text by text, as vocabularies are. */
    Map<String, String> dictionary() {
        Map<String, String> dictionary = new LinkedHashMap<>();
        for (String name : names()) {
            dictionary.put(Values.word(name), text(name, name));
        }
        return dictionary;
    }

    /** Reads an expression, or a constant of the form {@code { text: … }}. */
    Expression expression(String name, Scope scope) {
        Node value = value(name, name);
        if (value instanceof MappingNode) {
            YamlSection constant = new YamlSection(file, value, name);
            constant.allow("text");
            String text = constant.text("text", "the constant");
            return new Expression(ValueKind.TEXT, row -> text);
        }
        String text = text(name, name);
        try {
            return ExpressionParser.parse(text, scope);
        } catch (Tokens.Wrong e) {
            throw refuse(file, value, e.position(), e.rule());
        }
    }

    /** Reads a condition. */
    Expression condition(String name, Scope scope) {
        Expression condition = expression(name, scope);
        if (!condition.kind().fits(ValueKind.BOOLEAN)) {
            throw wrong(
                    name,
                    name + " has to be a comparison, and this is a "
                            + condition.kind().word() + ".");
        }
        return condition;
    }

    private Node value(String name, String what) {
        Node value = values.get(name);
        if (value == null) {
            throw refuse(file, node, 0, what + " is missing: \"" + name + "\".");
        }
        return value;
    }

    /** A refusal at a value. */
    QuanjingException wrong(String name, String rule) {
        return refuse(file, values.getOrDefault(name, node), 0, rule);
    }

    /** A refusal at a name. */
    QuanjingException wrongName(String name, String rule) {
        return refuse(file, keys.getOrDefault(name, node), 0, rule);
    }

    private static QuanjingException refuse(String file, Node node, int offset, String rule) {
        Mark mark = node.getStartMark().orElse(null);
        int line = mark == null ? 1 : mark.getLine() + 1;
        int column = mark == null ? 1 : mark.getColumn() + 1 + offset;
        return invalid(file, line, column, rule);
    }

    static QuanjingException invalid(String file, int line, int column, String rule) {
        return new QuanjingException(
                IngestError.MAPPING_INVALID,
                "The mapping " + file + ", line " + line + ", column " + column + ": " + rule,
                Map.of("file", file, "line", line, "column", column, "rule", rule));
    }
}
