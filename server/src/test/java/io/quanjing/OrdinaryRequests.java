package io.quanjing;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a request that an endpoint could mean, of what its method takes: the names of its parameters and of the components of its body say
 * which of the known words to use, their types what to make where there are none.
 */
final class OrdinaryRequests {

    static final String BOUNDARY = "a-boundary-of-the-test";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, List<String>> words;
    private final String file;
    private final Random random;
    private List<String> scopes = List.of();

    /**
     * @param words by the name of a parameter or component; after the beginning of its address, as in {@code /api/sources id} or
     *     {@code /api/sources/{id}/rejected id}, where a name means something else there: the longest beginning counts; a record's word is
     *     its JSON
     * @param file what is uploaded
     */
    OrdinaryRequests(Map<String, List<String>> words, String file, Random random) {
        this.words = words;
        this.file = file;
        this.random = random;
    }

    /**
     * A request before it is sent.
     *
     * @param path decoded segments
     * @param json the body as a tree, or null
     * @param text the body where it is not JSON, or null
     */
    record Request(
            String method,
            List<String> path,
            List<Map.Entry<String, String>> query,
            @Nullable JsonNode json,
            @Nullable String text,
            String contentType) {

        String address() {
            StringBuilder address = new StringBuilder();
            for (String segment : path) {
                address.append('/').append(encoded(segment));
            }
            char joint = '?';
            for (Map.Entry<String, String> parameter : query) {
                address.append(joint)
                        .append(encoded(parameter.getKey()))
                        .append('=')
                        .append(encoded(parameter.getValue()));
                joint = '&';
            }
            return address.toString();
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    Request of(String method, String pattern, Method handler) {
        scopes = scopes(pattern);
        List<Map.Entry<String, String>> query = new ArrayList<>();
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        Map<String, String> variables = new HashMap<>();
        JsonNode json = null;
        boolean upload = false;
        for (Parameter parameter : handler.getParameters()) {
            RequestParam asked = parameter.getAnnotation(RequestParam.class);
            String name = parameter.getName();
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                variables.put(name, text(name, parameter.getType()));
            } else if (parameter.isAnnotationPresent(RequestBody.class)) {
                json = value(name, parameter.getParameterizedType(), 0);
            } else if (asked != null && MultiValueMap.class.isAssignableFrom(parameter.getType())) {
                question(query);
            } else if (asked != null && parameter.toString().contains(MultipartFile.class.getName())) {
                upload |= asked.required();
            } else if (asked != null && (asked.required() || random.nextBoolean())) {
                String given = asked.name().isEmpty() ? name : asked.name();
                fields.add(Map.entry(given, text(given, parameter.getType())));
            }
        }
        if (upload) {
            return new Request(
                    method,
                    path(pattern, variables),
                    query,
                    null,
                    multipart(fields),
                    "multipart/form-data; boundary=" + BOUNDARY);
        }
        query.addAll(fields);
        return new Request(method, path(pattern, variables), query, json, null, "application/json");
    }

    /** The beginnings of an address from its whole to its first two segments. */
    private static List<String> scopes(String pattern) {
        List<String> scopes = new ArrayList<>();
        int second = pattern.indexOf('/', 1);
        String scope = pattern;
        while (scope.lastIndexOf('/') > second) {
            scopes.add(scope);
            scope = scope.substring(0, scope.lastIndexOf('/'));
        }
        scopes.add(scope);
        return scopes;
    }

    private List<String> path(String pattern, Map<String, String> variables) {
        List<String> path = new ArrayList<>();
        for (String segment : pattern.substring(1).split("/", -1)) {
            String name = segment.replaceAll("^\\{([^:}]*).*}$", "$1");
            path.add(segment.startsWith("{") ? variables.getOrDefault(name, text(name, String.class)) : segment);
        }
        return path;
    }

    /** The parameters of a question for figures, each of them sometimes. */
    private void question(List<Map.Entry<String, String>> query) {
        for (String name : List.of("ids", "metric", "metrics", "from", "to", "shop", "since")) {
            query.add(Map.entry(name, text(name, String.class)));
        }
        for (String name : words.keySet()) {
            if (name.startsWith("?") && random.nextInt(4) == 0) {
                query.add(Map.entry(name.substring(1), text(name, String.class)));
            }
        }
    }

    private String multipart(List<Map.Entry<String, String>> fields) {
        StringBuilder body = new StringBuilder();
        for (Map.Entry<String, String> field : fields) {
            body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                    + field.getValue() + "\r\n");
        }
        return body.append("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"orders.csv\"\r\n\r\n")
                .append(file)
                .append("\r\n--" + BOUNDARY + "--\r\n")
                .toString();
    }

    private @Nullable String word(String name) {
        List<String> known = scopes.stream()
                .map(scope -> words.get(scope + " " + name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(words.get(name));
        return known == null || known.isEmpty() ? null : known.get(random.nextInt(known.size()));
    }

    private String text(String name, Type type) {
        String known = word(name);
        if (known != null) {
            return known;
        }
        return value(name, type, 0).asString("x");
    }

    private JsonNode value(String name, Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] of = generic.getActualTypeArguments();
            if (Collection.class.isAssignableFrom(raw)) {
                ArrayNode array = JSON.arrayNode();
                array.add(value(name, of[0], depth + 1));
                return array;
            }
            if (Map.class.isAssignableFrom(raw)) {
                ObjectNode object = JSON.objectNode();
                for (String key : of[0] == Integer.class ? List.of("0", "1") : List.of("en", "zh")) {
                    object.set(key, value(name, of[1], depth + 1));
                }
                return object;
            }
            return value(name, raw, depth);
        }
        Class<?> plain = (Class<?>) type;
        String whole = plain.isRecord() ? word(name) : null;
        if (whole != null && whole.startsWith("{")) {
            return JsonMapper.shared().readTree(whole);
        }
        if (plain.isRecord() && depth < 8) {
            ObjectNode object = JSON.objectNode();
            for (RecordComponent component : plain.getRecordComponents()) {
                boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                object.set(
                        component.getName(),
                        optional && random.nextInt(3) == 0
                                ? JSON.nullNode()
                                : value(component.getName(), component.getGenericType(), depth + 1));
            }
            return object;
        }
        String known = word(name);
        if (known != null && (plain == String.class || plain == Instant.class || plain == UUID.class)) {
            return JSON.stringNode(known);
        }
        if (known != null && scopes.stream().anyMatch(scope -> words.containsKey(scope + " " + name))) {
            if (plain == int.class) {
                return JSON.numberNode(Integer.parseInt(known));
            }
            if (plain.isEnum()) {
                return JSON.stringNode(known);
            }
        }
        if (plain.isEnum()) {
            Object constant = plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
            return JsonMapper.shared().valueToTree(constant);
        }
        if (plain == int.class || plain == Integer.class || plain == long.class || plain == Long.class) {
            return JSON.numberNode(1 + random.nextInt(5));
        }
        if (plain == BigDecimal.class || plain == double.class || plain == Double.class) {
            return JSON.numberNode(new BigDecimal("12.5"));
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return JSON.booleanNode(random.nextBoolean());
        }
        if (plain == UUID.class) {
            return JSON.stringNode(new UUID(1, random.nextInt(3)).toString());
        }
        if (plain == LocalDate.class) {
            return JSON.stringNode("2026-11-1" + random.nextInt(10));
        }
        if (plain == Instant.class) {
            return JSON.stringNode("2026-11-11T0" + random.nextInt(10) + ":00:00Z");
        }
        return JSON.stringNode(name + " " + random.nextInt(20));
    }
}
