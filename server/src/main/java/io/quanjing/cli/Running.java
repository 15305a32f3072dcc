package io.quanjing.cli;

import java.util.concurrent.CountDownLatch;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** A server at work. */
final class Running {

    private final ConfigurableApplicationContext context;
    private final CountDownLatch end = new CountDownLatch(1);

    Running(ConfigurableApplicationContext context) {
        this.context = context;
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> end.countDown());
    }

    /** The port that it listens on, also where any free one was asked for. */
    int port() {
        WebServerApplicationContext web = (WebServerApplicationContext) context;
        return java.util.Objects.requireNonNull(web.getWebServer()).getPort();
    }

    /** Returns when the context closes: on Ctrl-C, or when the system tells the process to stop. */
    void awaitEnd() throws InterruptedException {
        end.await();
    }
}
