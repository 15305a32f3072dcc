// Tells the day of ShopDay with the official client of another product, and ends when the server has taken it.
const [client, host, key, start, visitor] = process.argv.slice(2);
const minute = (n) => new Date(Number(start) + n * 60_000);
const home = 'https://shop.example/?utm_source=douyin&utm_medium=cpc&utm_campaign=spring';
const page = 'https://shop.example/p/1';
const shirt = { product_id: 'S1', sku: 'S1', name: '短袖', category: '女装', price: 99.5 };
const hat = { product_id: 'S2', sku: 'S2', name: '帽子', category: '女装', price: 59.8 };
const order = {
  order_id: 'O1',
  total: 260,
  shipping: 10,
  discount: 8.8,
  products: [
    { ...shirt, quantity: 2 },
    { ...hat, quantity: 1 },
  ],
};
const traits = { gender: 'female', province: '上海', city: '上海', phone: '13800138000' };

const days = {
  async segment() {
    const { Analytics } = await import('@segment/analytics-node');
    const segment = new Analytics({ writeKey: key, host, flushAt: 20, maxRetries: 0 });
    segment.on('error', fail);
    const who = (n) => ({ userId: 'u1', anonymousId: visitor, timestamp: minute(n) });
    const track = (n, event, properties) => segment.track({ ...who(n), event, properties });
    segment.page({ ...who(0), name: '首页', properties: { url: home } });
    track(1, 'Product Viewed', { ...shirt, url: page });
    track(2, 'Product Added', { ...shirt, quantity: 2 });
    track(3, 'Checkout Started', { value: 258.8 });
    track(4, 'Order Completed', order);
    track(5, 'Order Refunded', { order_id: 'O1' });
    segment.identify({ ...who(6), traits });
    await segment.closeAndFlush();
  },

  async posthog() {
    const { PostHog } = await import('posthog-node');
    const posthog = new PostHog(key, { host, flushAt: 20, fetchRetryCount: 0 });
    posthog.on('error', fail);
    const capture = (n, event, properties) =>
      posthog.capture({
        distinctId: 'u1',
        event,
        timestamp: minute(n),
        properties: { $device_id: visitor, ...properties },
      });
    capture(0, '$pageview', { $current_url: home, title: '首页' });
    capture(1, 'Product Viewed', { ...shirt, $current_url: page });
    capture(2, 'Product Added', { ...shirt, quantity: 2 });
    capture(3, 'Checkout Started', { value: 258.8 });
    capture(4, 'Order Completed', order);
    capture(5, 'Order Refunded', { order_id: 'O1' });
    capture(6, '$identify', { $set: traits });
    await posthog.shutdown();
  },

  // This client can keep its queue in Redis, by a library that it loads only then; package.json has another in its place, since some
  // registries lack parts of it.
  async rudder() {
    const { default: Analytics } = await import('@rudderstack/rudder-sdk-node');
    const rudder = new Analytics(key, { dataPlaneUrl: host, flushAt: 20, retryCount: 0, errorHandler: fail });
    const who = (n) => ({ userId: 'u1', anonymousId: visitor, originalTimestamp: minute(n) });
    rudder.page({ ...who(0), name: '首页', properties: { url: home } });
    const track = (n, event, properties) => rudder.track({ ...who(n), event, properties });
    track(1, 'Product Viewed', { ...shirt, url: page });
    track(2, 'Product Added', { ...shirt, quantity: 2 });
    track(3, 'Checkout Started', { value: 258.8 });
    track(4, 'Order Completed', order);
    track(5, 'Order Refunded', { order_id: 'O1' });
    rudder.identify({ ...who(6), traits });
    await rudder.flush();
  },

  async matomo() {
    const { default: MatomoTracker } = await import('matomo-tracker');
    const matomo = new MatomoTracker(key, `${host}/matomo.php`);
    matomo.on('error', fail);
    const who = (n) => ({ _id: visitor, uid: 'u1', cdt: minute(n).toISOString().slice(0, 19).replace('T', ' ') });
    const items = [
      ['S1', '短袖', '女装', 99.5, 2],
      ['S2', '帽子', '女装', 59.8, 1],
    ];
    const actions = [
      { ...who(0), url: home, action_name: '首页' },
      { ...who(1), url: page, _pks: 'S1', _pkn: '短袖', _pkc: '女装', _pkp: 99.5 },
      { ...who(2), idgoal: 0, revenue: 199, ec_items: JSON.stringify(items.slice(0, 1)) },
      { ...who(3), e_c: 'Checkout', e_a: 'Started', e_v: 258.8 },
      { ...who(4), idgoal: 0, ec_id: 'O1', revenue: 260, ec_sh: 10, ec_dt: 8.8, ec_items: JSON.stringify(items) },
      { ...who(5), e_c: 'Order', e_a: 'Refunded', e_n: 'O1' },
    ];
    await new Promise((done) => matomo.trackBulk(actions, done));
  },

  async snowplow() {
    const { newTracker, buildPageView, buildStructEvent, buildSelfDescribingEvent } = await import('@snowplow/node-tracker');
    const tracker = newTracker({ namespace: 'shop', appId: key }, { endpoint: host, bufferSize: 20, onRequestFailure: fail });
    tracker.setUserId('u1');
    tracker.setDomainUserId(visitor);
    const schema = (name) => `iglu:com.snowplowanalytics.snowplow.ecommerce/${name}/jsonschema/1-0-0`;
    const at = (n) => ({ type: 'ttm', value: minute(n).getTime() });
    const action = (n, type, entities) =>
      tracker.track(
        buildSelfDescribingEvent({ event: { schema: schema('snowplow_ecommerce_action'), data: { type } } }),
        entities.map(([name, data]) => ({ schema: schema(name), data })),
        at(n),
      );
    const goods = ({ sku, name, category, price }, quantity) => [
      'product',
      { id: sku, name, category, price, currency: 'CNY', ...(quantity && { quantity }) },
    ];
    tracker.track(buildPageView({ pageUrl: home, pageTitle: '首页' }), [], at(0));
    action(1, 'product_view', [goods(shirt)]);
    action(2, 'add_to_cart', [goods(shirt, 2)]);
    tracker.track(buildStructEvent({ category: 'Checkout', action: 'Started', value: 258.8 }), [], at(3));
    action(4, 'transaction', [
      ['transaction', { transaction_id: 'O1', revenue: 260, currency: 'CNY', shipping: 10, discount_amount: 8.8 }],
      goods(shirt, 2),
      goods(hat, 1),
    ]);
    action(5, 'refund', [['refund', { transaction_id: 'O1', currency: 'CNY' }]]);
    await tracker.flush();
  },
};

function fail(error) {
  console.error(error);
  process.exitCode = 1;
}

await days[client]();
