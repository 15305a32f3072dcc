package io.quanjing.metric.dictionary;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A place in a YAML file that can say what is wrong with it, by line and column. */
final class YamlValue {

    private final String file;
    private final Node node;

    private YamlValue(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    static YamlValue parse(String file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Node root = new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> broken(file, Optional.empty(), "The file is empty."));
            return new YamlValue(file, root);
        } catch (MarkedYamlEngineException e) {
            throw broken(file, e.getProblemMark(), "This is not YAML: " + e.getProblem() + ".");
        }
    }

    /** The values of a mapping in the file's order. */
    Map<String, YamlValue> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw broken("A mapping is expected here. Maybe a 'key: value' line lost its indentation.");
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue(file, tuple.getKeyNode());
            if (entries.put(key.text(), new YamlValue(file, tuple.getValueNode())) != null) {
                throw key.broken(
                        "The key " + key.text() + " stands here a second time. Maybe one of them is to be renamed.");
            }
        }
        return entries;
    }

    /** As {@link #entries()}, with no other keys than these. */
    Map<String, YamlValue> entries(List<String> allowed) {
        Map<String, YamlValue> entries = entries();
        entries.forEach((key, value) -> {
            if (!allowed.contains(key)) {
                throw value.broken("There is no key " + key + " here. " + Suggestion.maybe(key, allowed));
            }
        });
        return entries;
    }

    /** A value that has to be there. */
    YamlValue get(String key) {
        return find(key).orElseThrow(() -> broken("The key " + key + " is missing. Maybe add '" + key + ": …'."));
    }

    Optional<YamlValue> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw broken("A text is expected here. Maybe the value was forgotten.");
        }
        return scalar.getValue();
    }

    List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw broken("A list is expected here. Maybe put it in [brackets].");
        }
        List<YamlValue> values = new ArrayList<>();
        sequence.getValue().forEach(value -> values.add(new YamlValue(file, value)));
        return values;
    }

    Title title() {
        Map<String, YamlValue> entries = entries(List.of("zh", "en"));
        if (entries.size() < 2) {
            throw broken("Both languages are needed. Maybe add the missing one of 'zh: …' and 'en: …'.");
        }
        return new Title(get("zh").text(), get("en").text());
    }

    /** The constant whose name in lower case this is. */
    <E extends Enum<E>> E oneOf(Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(java.util.Locale.ROOT);
            if (name.equals(text())) {
                return constant;
            }
            names.add(name);
        }
        throw broken("There is no " + text() + " here. " + Suggestion.maybe(text(), names));
    }

    QuanjingException broken(String message) {
        return broken(file, node.getStartMark(), message);
    }

    private static QuanjingException broken(String file, Optional<Mark> mark, String message) {
        int line = mark.map(m -> m.getLine() + 1).orElse(1);
        int column = mark.map(m -> m.getColumn() + 1).orElse(1);
        return new QuanjingException(
                MetricError.BROKEN_DICTIONARY,
                file + ", line " + line + ", column " + column + ": " + message,
                Map.of("file", file, "line", line, "column", column));
    }
}
