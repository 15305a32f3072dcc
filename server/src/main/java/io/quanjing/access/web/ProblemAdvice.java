package io.quanjing.access.web;

import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.io.EOFException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Every exception that leaves a controller becomes a problem detail; none shows a stack trace. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice {

    private final DatabaseWatch database;

    ProblemAdvice(DatabaseWatch database) {
        this.database = database;
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(QuanjingException error) {
        if (error.errorCode().kind() == ErrorCode.Kind.INTERNAL && database.report(error)) {
            return Problems.answer(DatabaseWatch.refusal());
        }
        return Problems.answer(error);
    }

    @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
    ResponseEntity<Problem> unknownPath(HttpServletRequest request) {
        return Problems.answer(
                HttpStatus.NOT_FOUND,
                WebError.UNKNOWN_PATH,
                "There is nothing at " + request.getRequestURI() + ".",
                Map.of("path", request.getRequestURI()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> methodNotAllowed(HttpRequestMethodNotSupportedException error, HttpServletRequest request) {
        String[] allowed = Objects.requireNonNullElse(error.getSupportedMethods(), new String[0]);
        ResponseEntity<Problem> answer = Problems.answer(
                HttpStatus.METHOD_NOT_ALLOWED,
                WebError.METHOD_NOT_ALLOWED,
                error.getMethod() + " is not possible on " + request.getRequestURI() + ", only "
                        + String.join(", ", allowed) + ".",
                Map.of("method", error.getMethod(), "allowed", List.of(allowed)));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.ALLOW, String.join(", ", allowed))
                .body(answer.getBody());
    }

    @ExceptionHandler
    ResponseEntity<Problem> unsupported(HttpMediaTypeNotSupportedException error) {
        String sent = String.valueOf(error.getContentType());
        List<String> supported =
                error.getSupportedMediaTypes().stream().map(MediaType::toString).toList();
        return Problems.answer(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                WebError.UNSUPPORTED_MEDIA_TYPE,
                "The body has the content type " + sent + ", which is not read here.",
                Map.of("sent", sent, "supported", supported));
    }

    @ExceptionHandler
    ResponseEntity<Problem> notAcceptable(HttpMediaTypeNotAcceptableException error) {
        return Problems.answer(
                HttpStatus.NOT_ACCEPTABLE,
                WebError.NOT_ACCEPTABLE,
                "None of the content types that the request accepts can be given.",
                Map.of());
    }

    @ExceptionHandler({MaxUploadSizeExceededException.class})
    ResponseEntity<Problem> tooLarge(MaxUploadSizeExceededException error) {
        return Problems.answer(
                HttpStatus.CONTENT_TOO_LARGE, WebError.TOO_LARGE, "The upload is larger than the limit.", Map.of());
    }

    @ExceptionHandler
    ResponseEntity<Problem> badMultipart(MultipartException error) {
        return Problems.answer(
                HttpStatus.BAD_REQUEST,
                WebError.BAD_MULTIPART,
                "The multipart body cannot be read. Maybe the upload broke off.",
                Map.of());
    }

    @ExceptionHandler({MissingRequestValueException.class, MissingServletRequestPartException.class})
    ResponseEntity<Problem> missing(Exception error) {
        String name = switch (error) {
            case MissingServletRequestParameterException parameter -> parameter.getParameterName();
            case MissingServletRequestPartException part -> part.getRequestPartName();
            default -> "";
        };
        return Problems.answer(
                HttpStatus.BAD_REQUEST,
                WebError.MISSING_VALUE,
                "A required value is missing" + (name.isEmpty() ? "." : ": " + name + "."),
                Map.of("name", name));
    }

    @ExceptionHandler
    ResponseEntity<Problem> badType(TypeMismatchException error) {
        String name = error instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(error.getPropertyName());
        return badValues(List.of(new BadValue(name, "has the wrong form")));
    }

    @ExceptionHandler
    ResponseEntity<Problem> badFields(BindException error) {
        return badValues(error.getAllErrors().stream()
                .map(one -> new BadValue(
                        one instanceof FieldError field ? field.getField() : one.getObjectName(),
                        String.valueOf(one.getDefaultMessage())))
                .toList());
    }

    @ExceptionHandler
    ResponseEntity<Problem> badArguments(HandlerMethodValidationException error) {
        return badValues(error.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(one -> new BadValue(
                                one instanceof FieldError field
                                        ? field.getField()
                                        : String.valueOf(
                                                result.getMethodParameter().getParameterName()),
                                String.valueOf(one.getDefaultMessage()))))
                .toList());
    }

    @ExceptionHandler
    ResponseEntity<Problem> badConstraints(ConstraintViolationException error) {
        return badValues(error.getConstraintViolations().stream()
                .map(one -> new BadValue(one.getPropertyPath().toString(), one.getMessage()))
                .toList());
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException error) {
        if (error.getCause() instanceof DatabindException data
                && !data.getPath().isEmpty()) {
            return badValues(List.of(new BadValue(path(data), "has the wrong form")));
        }
        String where = error.getCause() instanceof JacksonException json && json.getLocation() != null
                ? " at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr()
                : "";
        return Problems.answer(
                HttpStatus.BAD_REQUEST,
                WebError.UNREADABLE_BODY,
                "The body is missing or is not the JSON that is read here" + where + ".",
                Map.of());
    }

    @ExceptionHandler({AsyncRequestNotUsableException.class, EOFException.class, ClientAbortException.class})
    void gone(Exception error) {
        // The client went away while it sent or while we answered; nobody is left to tell.
    }

    @ExceptionHandler
    ResponseEntity<Problem> other(Exception error) {
        if (database.report(error)) {
            return Problems.answer(DatabaseWatch.refusal());
        }
        if (hasNul(error)) {
            return badValues(List.of(new BadValue("a text", "has a NUL character, which PostgreSQL cannot keep")));
        }
        if (error instanceof ErrorResponse response
                && !(error instanceof ErrorResponseException own
                        && own.getStatusCode().is5xxServerError())) {
            HttpStatus status = HttpStatus.resolve(response.getStatusCode().value());
            if (status != null && status.is4xxClientError()) {
                return Problems.answer(status, WebError.BAD_REQUEST, "The request breaks a rule of HTTP.", Map.of());
            }
            if (status == HttpStatus.SERVICE_UNAVAILABLE) {
                return Problems.answer(status, WebError.UNAVAILABLE, "The answer took too long.", Map.of());
            }
        }
        return Problems.unexpected(error, WebError.UNEXPECTED);
    }

    /** SQLSTATE 22021, character not in repertoire: of what Java can say in UTF-8, only NUL. */
    private static boolean hasNul(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "22021".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static ResponseEntity<Problem> badValues(List<BadValue> values) {
        String first = values.isEmpty()
                ? "A value breaks a rule."
                : values.getFirst().field() + " " + values.getFirst().rule() + ".";
        return Problems.answer(HttpStatus.BAD_REQUEST, WebError.BAD_VALUE, first, Map.of("values", values));
    }

    private static String path(DatabindException error) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : error.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    /** One value that breaks a rule, and the rule in words. */
    record BadValue(String field, String rule) {}
}
