package io.quanjing.cli;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** A server at work. */
final class Running {

    /** The system property with which the build takes down what a start loads, to cache it. */
    private static final String STOP_WHEN_READY = "quanjing.stop-when-ready";

    private final ConfigurableApplicationContext context;
    private final CountDownLatch end = new CountDownLatch(1);

    Running(ConfigurableApplicationContext context) {
        this.context = context;
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> end.countDown());
    }

    /** The port that it listens on, also where any free one was asked for. */
    int port() {
        WebServerApplicationContext web = (WebServerApplicationContext) context;
        return Objects.requireNonNull(web.getWebServer()).getPort();
    }

    /** Does something first of all when the context closes, while everything in it still works. */
    void beforeEnd(Runnable action) {
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> action.run());
    }

    /** Whether the context closes or has closed. */
    boolean ending() {
        return end.getCount() == 0;
    }

    /** Returns when the context closes: on Ctrl-C, or when the system tells the process to stop. */
    void awaitEnd() throws InterruptedException {
        if (!Boolean.getBoolean(STOP_WHEN_READY)) {
            end.await();
        }
    }
}
