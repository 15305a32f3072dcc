package io.quanjing.access.web;

import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Turns errors into problem details, for controllers and for filters alike. */
public final class Problems {

    /** The argument that becomes the header {@code Retry-After}: whole seconds. */
    public static final String RETRY_AFTER_SECONDS = "retryAfterSeconds";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** Answers with the error; the response must not be committed yet. */
    public void write(HttpServletResponse response, QuanjingException error) throws IOException {
        write(response, answer(error));
    }

    void write(HttpServletResponse response, ResponseEntity<Problem> answer) throws IOException {
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        byte[] body = json.writeValueAsString(answer.getBody()).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static ResponseEntity<Problem> answer(QuanjingException error) {
        ErrorCode code = error.errorCode();
        if (code.kind() == ErrorCode.Kind.INTERNAL) {
            return unexpected(error, code);
        }
        HttpStatus status = Problem.status(code.kind());
        HttpHeaders headers = headers();
        if (status == HttpStatus.UNAUTHORIZED) {
            // A scheme that browsers have no dialogue for: the page asks by itself.
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"quanjing\"");
        }
        if (error.arguments().get(RETRY_AFTER_SECONDS) instanceof Number seconds) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds.longValue())));
        }
        String message = error.getMessage() == null ? code.code() : error.getMessage();
        return new ResponseEntity<>(Problem.of(status, code, message, error.arguments()), headers, status);
    }

    static ResponseEntity<Problem> answer(HttpStatus status, ErrorCode code, String detail, Map<String, ?> arguments) {
        return new ResponseEntity<>(Problem.of(status, code, detail, arguments), headers(), status);
    }

    /** What went wrong stays in the log; the caller gets the id to find it by. */
    static ResponseEntity<Problem> unexpected(Throwable failure, ErrorCode code) {
        String id = UUID.randomUUID().toString();
        LOG.error("Unexpected failure {}", id, failure);
        HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
        Problem problem = Problem.of(
                        status,
                        code,
                        "The server failed in a way that it did not foresee; its log has the details under " + id + ".",
                        Map.of("errorId", id))
                .withErrorId(id);
        return new ResponseEntity<>(problem, headers(), status);
    }

    private static HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        return headers;
    }
}
