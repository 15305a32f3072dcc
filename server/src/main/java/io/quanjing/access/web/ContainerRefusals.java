package io.quanjing.access.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;

/**
 * Words as a problem what the container refuses before any filter sees it, such as an encoded slash in a path: a program that reads our
 * answers would not understand the container's own page.
 */
final class ContainerRefusals implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final Problems problems;

    ContainerRefusals(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        // The valve that is added last is asked first.
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Refusal(problems)));
    }

    private static final class Refusal extends ErrorReportValve {

        private final Problems problems;

        Refusal(Problems problems) {
            this.problems = problems;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            HttpStatus status = HttpStatus.resolve(response.getStatus());
            if (status == null
                    || !status.isError()
                    || response.getContentWritten() > 0
                    || response.isCommitted()
                    || !response.setErrorReported()) {
                return;
            }
            try {
                problems.write(
                        response,
                        status.is4xxClientError()
                                ? Problems.answer(
                                        status,
                                        WebError.BAD_REQUEST,
                                        "The request breaks a rule of HTTP. Maybe its path has an encoded slash or"
                                                + " control character.",
                                        Map.of())
                                : Problems.unexpected(
                                        failure == null
                                                ? new IllegalStateException("The container answered " + status)
                                                : failure,
                                        WebError.UNEXPECTED));
                response.finishResponse();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
