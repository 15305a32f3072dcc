/** Ready code that sends a first event with a key to a server, by client. */
export function snippets(server: string, key: string): { id: 'browser' | 'node' | 'java' | 'curl'; code: string }[] {
  return [
    {
      id: 'node',
      code: `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${key}', host: '${server}' });

analytics.track({
  anonymousId: 'visitor-1',
  event: 'Product Viewed',
  properties: { product_id: 'P-1', price: 99, currency: 'CNY' },
});
await analytics.closeAndFlush();`,
    },
    {
      id: 'java',
      code: `// com.segment.analytics.java:analytics
Analytics analytics = Analytics.builder("${key}")
    .endpoint("${server}")
    .build();

analytics.enqueue(TrackMessage.builder("Product Viewed")
    .anonymousId("visitor-1")
    .properties(Map.of("product_id", "P-1", "price", 99)));
analytics.flush();`,
    },
    {
      id: 'browser',
      code: `// npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnSettings: { integrations: {} } },
  { integrations: { 'Segment.io': {
    apiKey: '${key}',
    apiHost: '${server.replace(/^https?:\/\//, '')}/v1',
    protocol: '${server.startsWith('https') ? 'https' : 'http'}',
  } } },
);

analytics.page();
analytics.track('Product Viewed', { product_id: 'P-1', price: 99 });`,
    },
    {
      id: 'curl',
      code: `curl -u '${key}:' -H 'Content-Type: application/json' ${server}/v1/track \\
  -d '{"anonymousId":"visitor-1","messageId":"m-1","event":"Product Viewed","properties":{"product_id":"P-1"}}'`,
    },
  ];
}
