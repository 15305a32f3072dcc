package io.quanjing.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes wrong JSON of right: values of other types, missing, repeated, far too large, far too deep. */
public final class JsonMutations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;

    /** The same seed makes the same mutations. */
    public JsonMutations(long seed) {
        this.random = new Random(seed);
    }

    /** A broken copy. */
    public JsonNode of(JsonNode good) {
        JsonNode bad = good.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        collect(bad, containers);
        if (containers.isEmpty()) {
            return other();
        }
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            String name = new ArrayList<>(object.propertyNames()).get(random.nextInt(object.size()));
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(Mutations.nasty(random), object.get(name));
                case 2 -> object.set(name, JSON.stringNode(Mutations.nasty(random)));
                default -> object.set(name, other());
            }
        } else if (container instanceof ArrayNode array && !array.isEmpty()) {
            int at = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.remove(at);
                case 1 -> array.set(at, JSON.stringNode(Mutations.nasty(random)));
                case 2 -> repeat(array, array.get(at));
                default -> array.set(at, other());
            }
        } else {
            return other();
        }
        return bad;
    }

    private void repeat(ArrayNode array, JsonNode element) {
        for (int n = random.nextInt(2_000); n > 0; n--) {
            array.add(element);
        }
    }

    private JsonNode other() {
        return switch (random.nextInt(10)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(true);
            case 2 -> JSON.numberNode(-1);
            case 3 -> JSON.numberNode(Long.MAX_VALUE);
            case 4 -> JSON.numberNode(new BigDecimal("1e400"));
            case 5 -> JSON.numberNode(new BigDecimal("0.000000000000000000000000001"));
            case 6 -> JSON.arrayNode();
            case 7 -> JSON.objectNode();
            case 8 -> deep(random.nextInt(3) == 0 ? 400 : 20);
            default -> JSON.stringNode(Mutations.nasty(random));
        };
    }

    private static JsonNode deep(int levels) {
        ArrayNode inner = JSON.arrayNode();
        for (int i = 0; i < levels; i++) {
            ArrayNode outer = JSON.arrayNode();
            outer.add(inner);
            inner = outer;
        }
        return inner;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
