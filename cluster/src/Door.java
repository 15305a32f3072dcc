import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interface of one replica, as pages, clients and programs see it. */
final class Door {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /**
     * What came back.
     *
     * @param status 0 if there was no answer
     * @param body an object, empty where there was none
     */
    record Answer(int status, JsonNode body) {

        /** The problem's code; empty where all is well. */
        String code() {
            return body.path("code").asString("");
        }

        String detail() {
            return body.path("detail").asString("");
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private String token = "";

    Door(String address) {
        this.address = address;
    }

    /** Signs in and makes a token, with which every replica can be asked from then on. */
    String signIn(String username, String password) {
        HttpResponse<String> csrf = send(request("/api/session/csrf").GET().build());
        HttpResponse<String> session = send(post("/api/session", Map.of("username", username, "password", password))
                .header("Cookie", cookies(csrf))
                .header("X-XSRF-TOKEN", cookie(csrf, "XSRF-TOKEN"))
                .build());
        require(session, "sign in as " + username);
        HttpResponse<String> made = send(post("/api/tokens", Map.of("name", "kill run", "role", "ADMIN"))
                .header("Cookie", cookies(session))
                .header("X-XSRF-TOKEN", cookie(session, "XSRF-TOKEN"))
                .build());
        require(made, "make a token");
        return read(made).path("secret").asString();
    }

    void use(String secret) {
        token = secret;
    }

    /** A POST that must succeed. */
    JsonNode make(String path, Map<String, String> body) {
        HttpResponse<String> answer =
                send(post(path, body).header("Authorization", "Bearer " + token).build());
        require(answer, "make " + path);
        return read(answer);
    }

    /** What a page is answered. */
    Answer ask(String path) {
        return answer(request(path).header("Authorization", "Bearer " + token).GET().build());
    }

    /** What a client is answered that sends events. */
    Answer track(String body) {
        return answer(request("/v1/batch")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private Answer answer(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), read(response));
        } catch (IOException none) {
            return new Answer(0, JSON.createObjectNode());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer(0, JSON.createObjectNode());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER).header("Accept", "application/json");
    }

    private HttpRequest.Builder post(String path, Map<String, String> body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new ClusterProblem(address + " does not answer: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClusterProblem("Told to stop.");
        }
    }

    private static void require(HttpResponse<String> answer, String what) {
        if (answer.statusCode() / 100 != 2) {
            throw new ClusterProblem("Could not " + what + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (JacksonException notJson) {
            return JSON.createObjectNode();
        }
    }

    private static String cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .filter(cookie -> !cookie.endsWith("="))
                .collect(Collectors.joining("; "));
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .filter(cookie -> cookie.startsWith(name + "=") && !cookie.endsWith("="))
                .map(cookie -> cookie.substring(name.length() + 1))
                .reduce((first, second) -> second)
                .orElse("");
    }
}
