package io.quanjing.cli;

import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interface of a running server, as a token sees it. */
final class ServerApi {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** A little more than the warehouse gives an export. */
    private static final Duration ANSWER = Duration.ofMinutes(11);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final URI server;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    ServerApi(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** The answer to a GET of a path below {@code /api/}. */
    JsonNode get(String path) {
        return send(request(path).GET().timeout(ANSWER).build());
    }

    /** The answer to a POST of a form with files; takes as long as the files take. */
    JsonNode post(String path, MultipartForm form) {
        return send(request(path)
                .header("Content-Type", form.contentType())
                .POST(form.body())
                .build());
    }

    /** The answer to a POST without a body. */
    JsonNode post(String path) {
        return send(request(path)
                .timeout(ANSWER)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpRequest.Builder request(String path) {
        String base = server.toString();
        String slash = base.endsWith("/") ? "" : "/";
        return HttpRequest.newBuilder(URI.create(base + slash + "api/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw refused(answer);
            }
            return JSON.readTree(answer.body());
        } catch (JacksonException notJson) {
            throw new QuanjingException(
                    CliError.SERVER_REFUSED,
                    server
                            + " answered with something else than JSON. Maybe it is not the address of a Quanjing server.",
                    Map.of("server", server.toString()),
                    notJson);
        } catch (IOException failure) {
            throw new QuanjingException(
                    CliError.SERVER_UNREACHABLE,
                    "The server " + server + " does not answer (" + failure
                            + "). Maybe it is not running, or --server is wrong.",
                    Map.of("server", server.toString()),
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QuanjingException(
                    CliError.SERVER_UNREACHABLE, "The command was told to stop.", Map.of(), interrupted);
        }
    }

    private QuanjingException refused(HttpResponse<String> answer) {
        String detail = "status " + answer.statusCode();
        try {
            JsonNode problem = JSON.readTree(answer.body());
            detail = problem.path("detail").asString(problem.path("title").asString(detail));
        } catch (JacksonException notAProblem) {
            // The status says it.
        }
        return new QuanjingException(
                CliError.SERVER_REFUSED,
                "The server " + server + " refused: " + detail,
                Map.of("server", server.toString(), "status", answer.statusCode()));
    }
}
