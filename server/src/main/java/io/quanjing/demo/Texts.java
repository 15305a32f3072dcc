package io.quanjing.demo;

/** The sentences that people write in the demo, by occasion. */
final class Texts {
    final String[] good = DemoResource.texts("good");
    final String[] middle = DemoResource.texts("middle");
    final String[] bad = DemoResource.texts("bad");
    final String[] returnReason = DemoResource.texts("reason_return");
    final String[] qualityReason = DemoResource.texts("reason_quality");
    final String[] cancelReason = DemoResource.texts("reason_only");
    final String[] waveReason = DemoResource.texts("reason_wave");
    final String[] payReason = DemoResource.texts("reason_pay");
    final String[] outageReason = DemoResource.texts("reason_outage");
    final String[] topic = DemoResource.texts("topic");
    final String[] query = DemoResource.texts("query");
    final String[] high = DemoResource.texts("comment_high");
    final String[] low = DemoResource.texts("comment_low");
    final String[] post = DemoResource.texts("post");

    static String one(String[] texts, Draw draw) {
        return texts[draw.below(texts.length)];
    }
}
