package io.quanjing.metric.dictionary;

import io.quanjing.metric.dictionary.Problem.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A place in the YAML that a shop writes: tells what is wrong with it as a {@link Problem}, so that an editor can mark it. */
final class OwnYaml {

    private static final int LONGEST_TEXT = 200;

    /** What is wrong, on its way to whoever collects it. */
    static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Broken(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    private final Node node;
    private final @Nullable Node key;
    private final String subject;

    private OwnYaml(Node node, @Nullable Node key, String subject) {
        this.node = node;
        this.key = key;
        this.subject = subject;
    }

    /** The root; none for a text of comments and spaces. */
    static Optional<OwnYaml> parse(String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel("own").build();
            return new Compose(settings).composeString(text).map(root -> new OwnYaml(root, null, "The text"));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            int line = mark.map(m -> m.getLine() + 1).orElse(1);
            int column = mark.map(m -> m.getColumn() + 1).orElse(1);
            throw new Broken(new Problem(
                    line, column, column + 1, Rule.NOT_YAML, "", String.valueOf(e.getProblem()), List.of()));
        } catch (YamlEngineException e) {
            throw new Broken(new Problem(1, 1, 2, Rule.NOT_YAML, "", String.valueOf(e.getMessage()), List.of()));
        }
    }

    /** The values in the order of the text, by key. */
    Map<String, OwnYaml> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw broken(Rule.MAPPING_EXPECTED, "", List.of());
        }
        Map<String, OwnYaml> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            OwnYaml name = new OwnYaml(tuple.getKeyNode(), null, subject);
            String text = name.text();
            if (entries.put(text, new OwnYaml(tuple.getValueNode(), tuple.getKeyNode(), subject)) != null) {
                throw name.broken(Rule.SECOND_KEY, text, List.of());
            }
        }
        return entries;
    }

    /** As {@link #entries()}, with no other keys than these. */
    Map<String, OwnYaml> entries(List<String> allowed) {
        Map<String, OwnYaml> entries = entries();
        entries.forEach((name, value) -> {
            if (!allowed.contains(name)) {
                throw value.atKey(Rule.UNKNOWN_KEY, name, Problem.near(name, allowed));
            }
        });
        return entries;
    }

    OwnYaml get(String name) {
        return find(name).orElseThrow(() -> atKey(Rule.MISSING_KEY, name, List.of(name + ": …")));
    }

    Optional<OwnYaml> find(String name) {
        return Optional.ofNullable(entries().get(name));
    }

    String text() {
        if (!(node instanceof ScalarNode scalar)
                || scalar.getValue().isBlank()
                || scalar.getValue().length() > LONGEST_TEXT
                || scalar.getValue().codePoints().anyMatch(Character::isISOControl)) {
            throw broken(Rule.TEXT_EXPECTED, "", List.of());
        }
        return scalar.getValue().strip();
    }

    /** The members of a list; a single text is a list of itself. */
    List<OwnYaml> list() {
        if (node instanceof ScalarNode) {
            return List.of(this);
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw broken(Rule.LIST_EXPECTED, "", List.of());
        }
        return sequence.getValue().stream()
                .map(each -> new OwnYaml(each, null, subject))
                .toList();
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** In both languages, or one text for both. */
    Title title() {
        if (node instanceof ScalarNode) {
            return new Title(text(), text());
        }
        entries(List.of("zh", "en"));
        return new Title(get("zh").text(), get("en").text());
    }

    /** The constant whose name in small letters this is. */
    <E extends Enum<E>> E oneOf(Class<E> type, List<E> allowed) {
        List<String> names = allowed.stream()
                .map(constant -> constant.name().toLowerCase(java.util.Locale.ROOT))
                .toList();
        int index = names.indexOf(text());
        if (index < 0) {
            throw broken(Rule.UNKNOWN_WORD, text(), Problem.near(text(), names));
        }
        return type.cast(allowed.get(index));
    }

    /** The same place, spoken of as something else. */
    OwnYaml as(String other) {
        return new OwnYaml(node, key, other);
    }

    String subject() {
        return subject;
    }

    /** At the value. */
    Broken broken(Rule rule, String value, List<String> maybe) {
        return problem(node, 0, -1, rule, value, maybe);
    }

    /** At a part of a text of one line; otherwise at its beginning. */
    Broken broken(int from, int to, Rule rule, String value, List<String> maybe) {
        return problem(node, from, to, rule, value, maybe);
    }

    /** At the key of this value. */
    Broken atKey(Rule rule, String value, List<String> maybe) {
        return problem(key == null ? node : key, 0, -1, rule, value, maybe);
    }

    private Broken problem(Node where, int from, int to, Rule rule, String value, List<String> maybe) {
        Mark start = where.getStartMark().orElse(null);
        Mark end = where.getEndMark().orElse(null);
        int line = start == null ? 1 : start.getLine() + 1;
        int column = start == null ? 1 : start.getColumn() + 1;
        int last = start == null || end == null || end.getLine() != start.getLine() ? -1 : end.getColumn() + 1;
        boolean oneLine = last >= 0;
        int until = oneLine ? last : column + 1;
        if (to >= 0 && oneLine && where instanceof ScalarNode scalar) {
            int quote = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
            until = column + quote + Math.max(to, from + 1);
            column += quote + from;
        }
        return new Broken(new Problem(line, column, Math.max(until, column + 1), rule, subject, value, maybe));
    }
}
