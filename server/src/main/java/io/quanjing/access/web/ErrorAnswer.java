package io.quanjing.access.web;

import io.quanjing.access.OpenToAll;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the servlet container sends what failed outside a controller: in a filter, in the parsing of a request. */
@RestController
final class ErrorAnswer implements ErrorController {

    @OpenToAll("says only that something failed")
    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<Problem> answer(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            return problem(HttpStatus.NOT_FOUND);
        }
        Object failed = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (failed instanceof EOFException || failed instanceof ClientAbortException) {
            // Whoever sent this went away in the middle of it.
            return problem(HttpStatus.BAD_REQUEST);
        }
        if (failed instanceof Throwable failure) {
            return Problems.unexpected(failure, WebError.UNEXPECTED);
        }
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : null;
        return problem(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
    }

    private static ResponseEntity<Problem> problem(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> Problems.answer(status, WebError.UNKNOWN_PATH, "There is nothing here.", Map.of());
            case METHOD_NOT_ALLOWED ->
                Problems.answer(status, WebError.METHOD_NOT_ALLOWED, "The method is not possible here.", Map.of());
            case CONTENT_TOO_LARGE ->
                Problems.answer(status, WebError.TOO_LARGE, "The body is larger than the limit.", Map.of());
            case SERVICE_UNAVAILABLE ->
                Problems.answer(status, WebError.UNAVAILABLE, "The server cannot answer now.", Map.of());
            default ->
                status.is4xxClientError()
                        ? Problems.answer(status, WebError.BAD_REQUEST, "The request breaks a rule of HTTP.", Map.of())
                        : Problems.unexpected(
                                new IllegalStateException("The container answered " + status), WebError.UNEXPECTED);
        };
    }
}
