package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The day as the official clients for Node tell it. */
class NodeClientsTest extends ShopDay {

    private static final Path FOLDER = Path.of("src/test/node").toAbsolutePath();

    @Test
    void hasTheFactsOfTheDayFromSegment() throws Exception {
        send("segment", "@segment/analytics-node");
        assertTheDay();
    }

    @Test
    void hasTheFactsOfTheDayFromPostHog() throws Exception {
        send("posthog", "posthog-node");
        assertTheDay();
    }

    @Test
    void hasTheFactsOfTheDayFromRudderStack() throws Exception {
        send("rudder", "@rudderstack/rudder-sdk-node");
        assertTheDay();
    }

    @Test
    void hasTheFactsOfTheDayFromMatomo() throws Exception {
        withoutIdentify();
        send("matomo", "matomo-tracker");
        assertTheDay();
    }

    @Test
    void hasTheFactsOfTheDayFromSnowplow() throws Exception {
        withoutIdentify();
        // Only its page views have an address.
        expectedVisits = expectedVisits.stream()
                .map(visit -> visit.replace("/p/1|other", "null|null").replace("女装|direct", "女装|null"))
                .toList();
        send("snowplow", "@snowplow/node-tracker");
        assertTheDay();
    }

    private void send(String client, String library) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isDirectory(FOLDER.resolve("node_modules").resolve(library)),
                () -> "The client " + library + " is not installed: run npm ci in server/src/test/node.");
        Process node = new ProcessBuilder(
                        "node", "day.mjs", client, host(), key, Long.toString(start.toEpochMilli()), VISITOR)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).as(output).isZero();
    }
}
