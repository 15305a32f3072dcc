// Sends one event of each kind with the official client, and ends when the server has taken them.
import { Analytics } from '@segment/analytics-node';

const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({ writeKey, host, flushAt: 20, maxRetries: 0 });
analytics.on('error', (error) => {
  console.error(error);
  process.exitCode = 1;
});
analytics.identify({ userId: 'u1', anonymousId: 'a1', traits: { phone: '13800138000', gender: 'female' } });
analytics.page({ anonymousId: 'a1', name: 'Home', properties: { url: 'https://shop.example/', referrer: '' } });
analytics.screen({ anonymousId: 'a1', name: 'Cart' });
analytics.track({
  userId: 'u1',
  anonymousId: 'a1',
  event: 'Order Completed',
  properties: { order_id: 'N1', total: 199, products: [{ product_id: 'P1', name: '羽绒服', price: 199, quantity: 1 }] },
});
analytics.group({ userId: 'u1', groupId: 'g1' });
analytics.alias({ userId: 'u1', previousId: 'a1' });
await analytics.closeAndFlush();
